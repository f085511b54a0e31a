import {printBulletin} from "../build/index.ts";
import {adviseFile, loadNewBulletin, UsageError} from "../cli/index.ts";
import {diskFiles, readWorkspace} from "../workspace/index.ts";
import type {DeskEvent, FileSave, PrintAnswer, PrintAsk} from "./api.ts";
import type {Desk} from "./desk.ts";
import {type LastBuild, readDeskState, slugsOf} from "./desk-state.ts";
import type {DevSession} from "./dev-session.ts";
import type {Engine} from "./engine/engine.ts";
import {savedName} from "./saved-name.ts";
import {markIssued} from "./store/mark-issued.ts";
import {addPhoto} from "./store/photos.ts";
import {StoreError} from "./store/store-error.ts";
import type {TextStore} from "./store/text-store.ts";

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
  const {content, out, engine, store} = parts;
  const state = recallState(parts);
  const find = (slug: string) => state().bulletins.find(bulletin => bulletin.slug === slug);
  /** The watcher tells of it too, a moment later; the next question is answered with it all the same. */
  const changed = (...paths: readonly string[]) => engine.changed(paths);
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
      return made;
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
      if (!bulletin) return undefined;
      if (bulletin.batch !== undefined)
        throw new StoreError("refused", "一版多单位不能标成已印发", "各单位的结果已经在结果文件夹里，照样可以发");
      if (bulletin.errors > 0 || bulletin.status === "failed" || bulletin.status === "blocked")
        throw new StoreError("refused", "这一期还有错误，没有排成，不能标成已印发", "先改好错误");
      // What is made just now is not what was looked at.
      if (state().building || bulletin.builtAt === undefined)
        throw new StoreError("refused", "这一期还没有排好，没有标成已印发", "排好、看好了再标");
      return writeIssued(`bulletins/${slug}/bulletin.yaml`, {...store, save});
    },
  };
}

/** What a command would be called with is no help to who sees a page. */
function inWordsOfThePage<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = error.hint?.includes("--") ? "选别的月份，或者直接改那一期" : error.hint;
    throw new StoreError("refused", error.message, hint);
  }
}

/** Read anew after each build, and after each change between. */
function recallState({content, out, engine, lastBuild}: DeskParts): () => ReturnType<Desk["state"]> {
  let read: {readonly of: LastBuild; readonly state: ReturnType<Desk["state"]>} | undefined;
  return () => {
    const of = lastBuild();
    if (read?.of !== of) read = {of, state: readDeskState(content, out, of, engine)};
    return read.state;
  };
}

function writeIssued(path: string, store: TextStore): {readonly version: string} | undefined {
  const file = store.read(path);
  if (!file) return undefined;
  const text = markIssued(file.text);
  if (text === undefined) throw new StoreError("refused", "bulletin.yaml 有错误，没有标成已印发", "先在写稿里改好它");
  const saved = store.save({path, text, base: file.version});
  if (saved?.kind === "conflict")
    throw new StoreError("refused", "bulletin.yaml 刚刚被别人改了，没有标成已印发", "刷新网页再看");
  return saved;
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
  if (lacksPdf)
    throw new StoreError(
      "refused",
      `“${slug}”这一期不出 PDF，没有可印的`,
      "在它的 bulletin.yaml 里写 输出: [html, pdf]",
    );
  return {
    pages,
    files: files.map(file => ({address: `/out/${file.path}`, bytes: file.bytes, notes: adviseFile(file, kind, pages)})),
    findings: engine.toFindings(build.diagnostics, slugsOf(build)),
  };
}
