import {type Composed, type Layout, type Page, renderWebPage} from "../pages/index.ts";
import {type BulletinFolder, diskFiles, readText, type WorkspaceFiles} from "../workspace/index.ts";
import type {Planned} from "./batches.ts";
import {type Base, type CheckOptions, composePlanned, readBase} from "./check-workspace.ts";

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

export function openStandingWorkspace(content: string, options: StandingOptions = {}): StandingWorkspace {
  const files = diskFiles(content);
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
    },
    compose(slug, from, options = {}) {
      const planned = findPlanned(from, slug);
      if (!planned) return undefined;
      const {folder} = planned;
      const layout = folder.bulletin && from.layouts.get(folder.bulletin.版式);
      const composed = composePlanned(planned, from, options);
      const {view} = composed;
      return {folder, composed, layout, page: () => view && layout && renderWebPage(view, layout)};
    },
  };
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
