import {printBulletin} from "../build/index.ts";
import {adviseFile, loadNewBulletin} from "../cli/index.ts";
import {diskFiles, readWorkspace} from "../workspace/index.ts";
import type {DeskEvent, FileSave, PrintAnswer, PrintAsk} from "./api.ts";
import type {Desk} from "./desk.ts";
import {type LastBuild, readDeskState, slugsOf} from "./desk-state.ts";
import type {DevSession} from "./dev-session.ts";
import type {Engine} from "./engine/engine.ts";
import {issue, reissue} from "./issue.ts";
import {savedName} from "./saved-name.ts";
import {addPhoto} from "./store/photos.ts";
import {StoreError} from "./store/store-error.ts";
import type {TextStore} from "./store/text-store.ts";
import {inWordsOfThePage, tellMade} from "./tell-made.ts";

export interface DeskParts {
  readonly content: string;
  readonly out: string;
  readonly trustLayouts: boolean;
  readonly engine: Engine;
  readonly store: TextStore;
  readonly session: Pick<DevSession, "exclusively">;
  readonly lastBuild: () => LastBuild;
  /** Tells all pages that are open. */
  readonly tell: (event: DeskEvent) => void;
}

/** Joins the parts of the desk for one workspace. */
export function openDesk(parts: DeskParts): Desk {
  const {content, out, engine, store, tell} = parts;
  const recalled = recallState(parts);
  const state = recalled.read;
  const find = (slug: string) => state().bulletins.find(bulletin => bulletin.slug === slug);
  /** The watcher tells of it too, a moment later; the next question is answered with it all the same. */
  const changed = (...paths: readonly string[]) => {
    recalled.forget();
    engine.changed(paths);
  };
  const save = (ask: FileSave) => {
    const saved = store.save(ask);
    if (saved && saved.kind !== "conflict") changed(ask.path);
    return saved;
  };
  return {
    out,
    engine,
    store: {...store, save},
    state,
    fileName: path => savedName(path, state().bulletins),
    async create({layout, period, from}) {
      const {createBulletin} = await loadNewBulletin();
      const made = inWordsOfThePage(() => createBulletin(content, {layout, period, from}));
      changed(`bulletins/${made.slug}`);
      return {slug: made.slug, notes: tellMade(made, find(made.copied ?? ""))};
    },
    addPhoto(slug, name, bytes) {
      const folder = slug.split("/")[0] ?? "";
      const known = readWorkspace(diskFiles(content)).bulletins.find(other => other.slug === folder);
      const photo = known && addPhoto(content, folder, {name, period: known.bulletin?.期间 ?? "", bytes});
      if (photo) changed(`bulletins/${folder}/${photo.path}`);
      return photo;
    },
    print: async ask => (find(ask.slug) ? await print(ask, parts) : undefined),
    markIssued(slug) {
      const bulletin = find(slug);
      return bulletin && issue(bulletin, state().building, {...store, save});
    },
    async reissue(slug) {
      const bulletin = find(slug);
      if (!bulletin) return undefined;
      const begun = performance.now();
      await reissue(bulletin, parts);
      changed(`bulletins/${slug}`);
      tell({kind: "built", milliseconds: Math.round(performance.now() - begun), built: [slug]});
      return {};
    },
  };
}

/** Read anew after each build, and after each change between. */
function recallState({content, out, engine, lastBuild}: DeskParts) {
  let known: {readonly of: LastBuild; readonly state: ReturnType<Desk["state"]>} | undefined;
  return {
    read() {
      const of = lastBuild();
      if (known?.of !== of) known = {of, state: readDeskState(content, out, of, engine)};
      return known.state;
    },
    forget() {
      known = undefined;
    },
  };
}

async function print(
  {slug, kind, paper, grey}: PrintAsk,
  {content, out, trustLayouts, engine, session, tell}: DeskParts,
): Promise<PrintAnswer> {
  const tellHow = (part: "waiting" | "pages" | "files") => (done: number, total: number) =>
    tell({kind: "printing", slug, part, done, total});
  tellHow("waiting")(0, 0);
  const {pages, files, lacksPdf, build} = await session.exclusively(async press => {
    tellHow("pages")(0, 0);
    return await printBulletin({
      ...{slug, content, out, kind, paper, grey, trustLayouts},
      ...{press: press.open, keepsPress: true, browserName: await press.name()},
      progress: tellHow("pages"),
      printing: tellHow("files"),
    });
  });
  if (lacksPdf) throw new StoreError("refused", "这一期不出 PDF，没有可印的", "在“这一期的设置”里写 输出: [html, pdf]");
  return {
    pages,
    files: files.map(file => ({address: `/out/${file.path}`, bytes: file.bytes, notes: adviseFile(file, kind, pages)})),
    findings: engine.toFindings(build.diagnostics, slugsOf(build)),
  };
}
