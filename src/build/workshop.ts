import type {Figures} from "../figures/index.ts";
import {findBrowser, openPress, type Press} from "../press/index.ts";
import type {Workspace} from "../workspace/index.ts";
import type {BuildOptions} from "./build.ts";
import type {CacheFolder} from "./cache-folder.ts";
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

const worthTwoBrowsers = 4;
const mostBrowsers = 2;

/** A workshop for one build; it is closed at its end. */
export interface OpenWorkshop extends Workshop {
  /** So many bulletins are to be printed: for a few, a second browser is not worth its start. */
  expect(bulletins: number): void;
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
  const {workspace, fonts} = base;
  const shared = sharedCharacters(base.figures);
  const expected = ownWords + shared + (known?.characters ?? articleCharacters(workspace));
  const typeCase = openTypeCase(fonts, expected, shared, {isWide: options.keepsPress});
  let press: Promise<Press> | undefined;
  let workers = Math.min(options.jobs ?? mostBrowsers, mostBrowsers);
  const wantsPdf = planned.some(({folder}) => formatsToBuild(folder, options, output).includes("pdf"));
  const browserName = wantsPdf && !options.press ? await nameBrowser() : (options.browserName ?? "");
  const start = (): Promise<Press> => {
    press ??= options.press ? options.press([]) : openPress({started: running, workers});
    return press;
  };
  return {
    output,
    outputs,
    typeCase,
    darkRoom: openDarkRoom(workspace.files, cache),
    pdfs: openKeptPdfs(cache),
    browserName,
    async press() {
      const open = await start();
      // The newest type has all that came before; going back to an older one would take characters away from others.
      open.setFonts(await typeCase.newest());
      return open;
    },
    expect(bulletins) {
      if (bulletins < worthTwoBrowsers) workers = 1;
    },
    async close() {
      await (await press?.catch(() => undefined))?.close();
    },
  };
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
  "增长减少提高下降持平升同比环累计排名位次个百分点共其余平均合未报数据说明来源公式包括由算出照填人第页续表目录编者按" +
  "年月日上星期一二三四五六印发送份总增刊室相距载备关闭而演示之首达标核对处";

/** Characters of the names that any bulletin may print. */
function sharedCharacters({units, indicators}: Figures): string {
  return charactersOf([
    ...units.all.flatMap(({name, shortName, type}) => [name, shortName, type]),
    ...[...indicators.values()].flatMap(({name, measure}) => [name, measure]),
  ]);
}

/** Characters that the pages of a workspace are likely to need, whatever was built before. */
export function expectedCharacters(workspace: Workspace, figures: Figures): string {
  return charactersOf([ownWords, sharedCharacters(figures), articleCharacters(workspace)]);
}

function articleCharacters({bulletins}: Workspace): string {
  return charactersOf(
    bulletins.flatMap(({articles, yaml}) => [yaml?.source.text ?? "", ...[...articles.values()].map(({text}) => text)]),
  );
}

function charactersOf(texts: readonly string[]): string {
  const found = new Set<string>();
  for (const text of texts) for (const character of text) found.add(character);
  return [...found].join("");
}
