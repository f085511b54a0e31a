import {setTimeout} from "node:timers/promises";
import type {Figures} from "../figures/index.ts";
import {findBrowser, openPress, type Press} from "../press/index.ts";
import type {BulletinFolder} from "../workspace/index.ts";
import type {BuildOptions} from "./build.ts";
import type {CacheFolder} from "./cache-folder.ts";
import type {Base} from "./check-workspace.ts";
import {formatsToBuild} from "./issued-output.ts";
import {openKeptPdfs} from "./kept-pdfs.ts";
import type {Output} from "./output.ts";
import type {OutputRecord} from "./output-record.ts";
import {markOf} from "./part-file.ts";
import {openDarkRoom} from "./photos.ts";
import type {Workshop} from "./publish.ts";
import type {StartedBrowser} from "./start-browser.ts";
import {openTypeCase} from "./type-case.ts";
import {nameOfBrowser} from "./unchanged.ts";
import type {OpenedWorkspace} from "./work-out.ts";

/** So long is waited at most for a browser that is still starting, before the first bulletin is worked out without it. */
const mostWaitForBrowserMs = 200;
/** And so long for one that is to open its page. */
const mostWaitForPageMs = 1000;
const worthTwoPages = 4;
const fewFiles = 200;
/** A progress file begins with where its data come from. */
const headLength = 500;
const mostPages = 2;

/** A workshop for one build; it is closed at its end. */
export interface OpenWorkshop extends Workshop {
  /**
   * These are to be made, some of them printed: for a few, a second page is not worth its opening. The first with their type
   * are got ready while the first is worked out; resolves when the browser is at it.
   */
  expect(bulletins: readonly BulletinFolder[]): Promise<void>;
  /** Resolves when that page is open, and takes the first document; at once where there is none. */
  opened(): Promise<void>;
  /** Ends the browsers; called again, it waits for the same end. */
  close(): Promise<void>;
}

/** Everything that pages are made with; the first is a browser on its way. */
export async function openWorkshop(
  {running}: StartedBrowser,
  {base, planned, known}: OpenedWorkspace,
  output: Output,
  outputs: OutputRecord,
  cache: CacheFolder,
  options: BuildOptions,
): Promise<OpenWorkshop> {
  const shared = sharedCharacters(base.figures);
  const expected = known ? ownWords + shared + known.characters : expectedCharacters(base);
  const typeCase = openTypeCase(base.fonts, expected, shared, {isWide: options.keepsPress, cache});
  let press: Promise<Press> | undefined;
  let workers = Math.min(options.jobs ?? mostPages, mostPages);
  const wantsPdf = planned.some(({folder}) => formatsToBuild(folder, options, output).includes("pdf"));
  const browserName = wantsPdf && !options.press ? await nameBrowser() : (options.browserName ?? "");
  const start = (): Promise<Press> => {
    press ??= options.press ? options.press([]) : openPress({started: running, workers});
    return press;
  };
  const withNewestType = async () => {
    const open = await start();
    // The newest type has all that came before; going back to an older one would take characters away from others.
    open.setFonts(await typeCase.newest());
    return open;
  };
  let opening: Promise<void> = Promise.resolve();
  let waited: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const closePress = async () => await (await press?.catch(() => undefined))?.close();
  return {
    output,
    outputs,
    typeCase,
    darkRoom: openDarkRoom(base.workspace.files, cache),
    pdfs: openKeptPdfs(cache),
    browserName,
    press: withNewestType,
    async expect(bulletins) {
      if (bulletins.length < worthTwoPages) workers = 1;
      const willPrint = bulletins.some(folder => formatsToBuild(folder, options, output).includes("pdf"));
      if (!willPrint || options.press || !(await hasStarted(running))) return;
      const underWay = new Promise<void>(resolve => {
        const prepare = async () => {
          await typeCase.hold(articleCharacters(bulletins));
          await (await withNewestType()).prepare(resolve);
        };
        // What is wrong is met again, and told, when something is printed.
        opening = prepare().then(resolve, () => resolve());
      });
      await withoutWaitingLong(underWay, mostWaitForPageMs);
    },
    async opened() {
      // Once for all that ask: a browser that hangs holds up nobody for longer than that.
      waited ??= withoutWaitingLong(opening, mostWaitForPageMs);
      await waited;
    },
    async close() {
      closing ??= closePress();
      await closing;
    },
  };
}

async function hasStarted(running: Promise<unknown> | undefined): Promise<boolean> {
  let isThere = false;
  const started = Promise.resolve(running).then(
    browser => {
      isThere = browser !== undefined;
    },
    () => undefined,
  );
  await withoutWaitingLong(started, mostWaitForBrowserMs);
  return isThere;
}

async function withoutWaitingLong(work: Promise<void>, ms: number): Promise<void> {
  const inTime = new AbortController();
  try {
    await Promise.race([work, setTimeout(ms, undefined, {signal: inTime.signal}).catch(() => undefined)]);
  } finally {
    inTime.abort();
  }
}

/** A browser by its place and size: another version prints other bytes. */
export async function nameBrowser(): Promise<string> {
  const {path} = await findBrowser(process.env);
  return nameOfBrowser(path, markOf(path));
}

/** Characters that come from us and not from the workspace, as far as they are usual. */
const ownWords =
  String.fromCharCode(...Array.from({length: 95}, (_, index) => 32 + index)) +
  "“”‘’《》（）、。，；：？！—…·↑↓▲▼●" +
  "增长减少提高下降持平升同比环累计排名位次个百分点共其余平均合未报数据说明来源公式包括由算出照填人第页续表目录编者按最行" +
  "年月日上星期一二三四五六印发送份总增刊室相距载备关闭而演示之首达标核对处";

/** Characters of the names that any bulletin may print. */
function sharedCharacters({units, indicators}: Figures): string {
  return charactersOf([
    ...units.all.flatMap(({name, shortName, type}) => [name, shortName, type]),
    ...[...indicators.values()].flatMap(({name, measure}) => [name, measure]),
  ]);
}

/** Characters that the pages of a workspace are likely to need, whatever was built before. */
export function expectedCharacters({workspace, figures, layouts}: Base): string {
  const {officeFile, indicators, policies, progress, bulletins} = workspace;
  return charactersOf([
    ownWords,
    sharedCharacters(figures),
    ...[officeFile, indicators, policies].map(file => file?.yaml?.source.text ?? ""),
    // Of a province there are thousands; what these say of their sources, the others say too.
    ...progress.slice(-fewFiles).map(file => file.yaml?.source.text.slice(0, headLength) ?? ""),
    ...[...layouts.values()].flatMap(({template, css, partials}) => [template, css, ...Object.values(partials)]),
    ...[...layouts.values()].slice(0, 1).map(({baseCss}) => baseCss),
    articleCharacters(bulletins),
  ]);
}

function articleCharacters(bulletins: readonly BulletinFolder[]): string {
  return charactersOf(
    bulletins.flatMap(({articles, yaml}) => [yaml?.source.text ?? "", ...[...articles.values()].map(({text}) => text)]),
  );
}

function charactersOf(texts: readonly string[]): string {
  const found = new Set<string>();
  for (const text of texts) for (const character of text) found.add(character);
  return [...found].join("");
}
