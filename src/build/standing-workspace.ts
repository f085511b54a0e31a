import {setImmediate} from "node:timers/promises";
import type {SourceText} from "../diagnostics/index.ts";
import {
  type Composed,
  type DevelopedPhoto,
  type FontFace,
  type FontSource,
  fontFaceCss,
  type Layout,
  type Page,
  renderWebPage,
  subsetFonts,
} from "../pages/index.ts";
import {type BulletinFolder, diskFiles, readText, type WorkspaceFiles} from "../workspace/index.ts";
import type {Planned} from "./batches.ts";
import {openCache} from "./cache-folder.ts";
import {type Base, type CheckOptions, composePlanned, readBase} from "./check-workspace.ts";
import {openKeptData} from "./kept-data.ts";
import {keepFiles} from "./kept-files.ts";
import {openDarkRoom, type PhotoJob} from "./photos.ts";
import {renderWithDrawingsLast} from "./short-drawings.ts";
import {fontsName} from "./type-case.ts";
import {expectedCharacters} from "./workshop.ts";

/** A workspace that stays read while somebody works on it: what `build` works out, asked for piece by piece. */
export interface StandingWorkspace {
  /** The folder on disk. */
  readonly content: string;
  readonly files: WorkspaceFiles;
  /** Everything read, as it is saved; read anew after `changed`. */
  base(): Base;
  /** The same with one text that is not saved; its path is relative to the workspace. */
  withText(path: string, text: string): Base;
  /** Files changed on disk. */
  changed(paths: readonly string[]): void;
  /**
   * Works out a bulletin as the build does; of a batch's slug the first of its units. A draft has a page although something
   * is wrong, as long as its articles can be read. Undefined when there is no such bulletin.
   */
  compose(slug: string, base: Base, options?: {readonly isDraft?: boolean}): StandingBulletin | undefined;
  /** The same, as a draft, for a bulletin that has no article but this. */
  composeAlone(slug: string, article: SourceText, base: Base): StandingBulletin | undefined;
  /** A photo that a bulletin shows as `photo:` and this key, as its web page has it; undefined when it is gone or damaged. */
  photo(key: string): Promise<DevelopedPhoto | undefined>;
  /** Characters that the pages of the workspace are likely to need. */
  expectedCharacters(base: Base): string;
  /** Names the fonts of the workspace: others have another name. */
  fontsName(base: Base): string;
  /** The fonts of the workspace, cut down to some characters, as `@font-face` rules. */
  fontFaces(base: Base, characters: string): Promise<string>;
  /** The same for characters that are to be added to fonts cut before. */
  addedFontFaces(base: Base, characters: string): Promise<string>;
}

/** A bulletin worked out. */
export interface StandingBulletin {
  readonly folder: BulletinFolder;
  readonly composed: Composed;
  /** Undefined when bulletin.yaml names none that there is. */
  readonly layout: Layout | undefined;
  /** The page to be read on a screen, its blocks with their places; undefined when the bulletin has no view. */
  readonly page: () => Page | undefined;
}

export type StandingOptions = Pick<CheckOptions, "trustLayouts">;

export function openStandingWorkspace(content: string, {trustLayouts}: StandingOptions = {}): StandingWorkspace {
  const options = {trustLayouts, keptData: openKeptData()};
  const files = keepFiles(diskFiles(content));
  const darkRoom = openDarkRoom(files, openCache(content));
  const photos = new Map<string, PhotoJob>();
  let read: Base | undefined;
  const base = (): Base => {
    read ??= readBase(files, options);
    return read;
  };
  return {
    content,
    files,
    base,
    withText(path, text) {
      const overlaid = overlay(files, path, text);
      return withArticle(base(), overlaid, path) ?? readBase(overlaid, options);
    },
    changed() {
      read = undefined;
      files.forget();
    },
    compose(slug, from, options = {}) {
      const planned = findPlanned(from, slug);
      return planned && compose(planned, from, options);
    },
    composeAlone(slug, article, from) {
      const planned = findPlanned(from, slug);
      const bulletin = planned?.folder.bulletin;
      if (!planned || !bulletin) return undefined;
      const name = article.path.split("/").at(-1) ?? "";
      const folder = {...planned.folder, bulletin: {...bulletin, 稿件: [name]}, articles: new Map([[name, article]])};
      return compose({...planned, folder}, from, {isDraft: true});
    },
    async photo(key) {
      const job = photos.get(key);
      const developed = job && (await darkRoom.develop(job));
      return developed && "screen" in developed ? developed.screen.get(key)?.inline : undefined;
    },
    expectedCharacters,
    fontsName: ({fonts}) => fontsName(fonts),
    fontFaces: async ({fonts}, characters) => fontFaceCss(await cutInTurn(fonts, characters)),
    async addedFontFaces({fonts}, characters) {
      const faces = await cutInTurn(fonts, characters);
      const added = faces.filter(({only}) => only === undefined || [...only].every(each => characters.includes(each)));
      return fontFaceCss(added.map(face => ({...face, only: face.only ?? characters})));
    },
  };

  function compose(planned: Planned, from: Base, options: {readonly isDraft?: boolean}): StandingBulletin {
    const {folder} = planned;
    const layout = folder.bulletin && from.layouts.get(folder.bulletin.版式);
    const composed = composePlanned(planned, from, options);
    const {view} = composed;
    if (view && layout) {
      for (const photo of composed.photos)
        photos.set(photo.key, {photos: [photo], layout, paper: view.paper, formats: ["html"]});
    }
    return {
      folder,
      composed,
      layout,
      page: () => view && layout && renderWithDrawingsLast(view, short => renderWebPage(short, layout)),
    };
  }
}

/** One face at a time, so that others are answered between: a face takes a tenth of a second or two. */
async function cutInTurn(fonts: readonly FontSource[], characters: string): Promise<FontFace[]> {
  const faces: FontFace[] = [];
  for (const source of fonts) {
    faces.push(...(await subsetFonts(characters, [source])));
    await setImmediate();
  }
  return faces;
}

function findPlanned({planned}: Base, slug: string): Planned | undefined {
  return planned.find(({folder}) => folder.slug === slug) ?? planned.find(({folder}) => folder.part?.batch === slug);
}

function overlay(files: WorkspaceFiles, path: string, text: string): WorkspaceFiles {
  const bytes = new TextEncoder().encode(text);
  return {
    read: asked => (asked === path ? bytes : files.read(asked)),
    list: folder => files.list(folder),
    realFolder: folder => files.realFolder?.(folder) ?? folder,
  };
}

/** The base with another text for an article; undefined when more than the article's own words may hang on it. */
function withArticle(base: Base, files: WorkspaceFiles, path: string): Base | undefined {
  const [, slug, name] = /^bulletins\/([^/]+)\/([^/]+\.md)$/i.exec(path) ?? [];
  const known = base.workspace.bulletins.find(folder => folder.slug === slug);
  if (name === undefined || !known?.bulletin || !known.articles.has(name)) return undefined;
  const article = readText(files, path, () => undefined);
  if (!article) return undefined;
  const change = (folder: BulletinFolder): BulletinFolder =>
    folder.path === known.path ? {...folder, articles: new Map([...folder.articles, [name, article]])} : folder;
  return {
    ...base,
    workspace: {...base.workspace, files, bulletins: base.workspace.bulletins.map(change)},
    planned: base.planned.map(planned => ({...planned, folder: change(planned.folder)})),
  };
}
