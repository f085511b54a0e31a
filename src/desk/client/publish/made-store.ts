import {useCallback, useEffect} from "preact/hooks";
import type {DeskEvent, PrintAnswer, PrintAsk} from "../../api.ts";
import {useDeskEvent} from "../events.ts";
import {notify} from "../shared/notice.tsx";
import {createStore, useStore} from "../store.ts";
import {findTag} from "./viewer/open-pdf.ts";

/** A file for the printer that was made while the desk is open. */
export interface MadeFile {
  readonly address: string;
  /** "小册子（A3，灰色）" */
  readonly name: string;
  readonly bytes: number;
  readonly notes: readonly string[];
}

/** By bulletin, the newest first; kept when another screen is looked at. */
const madeFiles = createStore<ReadonlyMap<string, readonly MadeFile[]>>(new Map());
const none: readonly MadeFile[] = [];

const kindNames = {plain: "成品", booklet: "小册子", "2up": "两页并排", proof: "校样"} as const;

export function addMade({slug, kind, paper, grey}: PrintAsk, {files}: PrintAnswer): void {
  const made = files.map(({address, bytes, notes}) => {
    const own = kind === "proof" ? (/-proof-a3\b/.test(address) ? "A3" : "A4") : kind === "plain" ? undefined : paper;
    const more = [own, grey && "灰色"].filter(Boolean).join("，");
    return {address, name: more ? `${kindNames[kind]}（${more}）` : kindNames[kind], bytes, notes};
  });
  const addresses = new Set(made.map(({address}) => address));
  const others = (madeFiles.get().get(slug) ?? none).filter(({address}) => !addresses.has(address));
  put(slug, [...made, ...others]);
}

function put(slug: string, files: readonly MadeFile[]): void {
  madeFiles.set(new Map(madeFiles.get()).set(slug, files));
}

/** Those that are still there: a build that changes the pages takes them away. */
export function useMadeFiles(slug: string): readonly MadeFile[] {
  useEffect(() => void dropGone(slug), [slug]);
  useDeskEvent(useCallback((event: DeskEvent) => void (event.kind === "built" && dropGone(slug)), [slug]));
  return useStore(madeFiles).get(slug) ?? none;
}

async function dropGone(slug: string): Promise<void> {
  const files = madeFiles.get().get(slug) ?? none;
  const gone = new Set<MadeFile>();
  for (const file of files) {
    const isGone = await findTag(file.address).then(
      tag => tag === undefined,
      () => false,
    );
    if (isGone) gone.add(file);
  }
  if (gone.size === 0) return;
  put(
    slug,
    (madeFiles.get().get(slug) ?? none).filter(file => !gone.has(file)),
  );
  notify("内容改了，旧的印刷文件已经删去，免得印出旧数；要用请再生成");
}
