import {existsSync, readdirSync, readFileSync} from "node:fs";
import {parse} from "yaml";
import * as z from "zod";
import type {Paper} from "./view.ts";

/** What a page is printed with: a folder below templates/, or one that a workspace brings. */
export interface Layout {
  /** "专题", as written under 版式. */
  readonly name: string;
  /** False for one that a workspace brings. */
  readonly isBuiltIn: boolean;
  /** Class of <body>, ASCII: "feature". */
  readonly className: string;
  /** Paper when the bulletin names none. */
  readonly paper: Paper;
  /** `newspaper`: margins follow from whole columns of 11 characters and whole lines. `office`: the stylesheet gives them. */
  readonly grid: "newspaper" | "office";
  /** Largest size of a photo in print, in millimetres; undefined: what the newspaper's columns or the paper allow. */
  readonly photoMm?: {readonly width: number; readonly height: number} | undefined;
  readonly template: string;
  readonly css: string;
  /** Templates that `include("@photo", …)` finds, and the stylesheet shared by all layouts. */
  readonly partials: Readonly<Record<string, string>>;
  readonly baseCss: string;
}

const templatesUrl = new URL("../../templates/", import.meta.url);

const layoutFacts = z.strictObject({
  名称: z.string().min(1),
  纸张: z.strictObject({名称: z.string(), 宽: z.number().positive(), 高: z.number().positive()}),
  网格: z.enum(["报纸", "公文"]),
  照片: z.strictObject({宽: z.number().positive(), 高: z.number().positive()}).optional(),
});

let builtInLayouts: ReadonlyMap<string, Layout> | undefined;

/** The layouts that come with jianbao, by their Chinese names; read once. */
export function readBuiltInLayouts(): ReadonlyMap<string, Layout> {
  builtInLayouts ??= readAllBuiltIn();
  return builtInLayouts;
}

function readAllBuiltIn(): ReadonlyMap<string, Layout> {
  const folders = readdirSync(templatesUrl, {withFileTypes: true})
    .filter(entry => entry.isDirectory() && existsSync(new URL(`${entry.name}/layout.yaml`, templatesUrl)))
    .map(entry => entry.name)
    .sort();
  const layouts = folders.map(folder => readLayout(new URL(`${folder}/`, templatesUrl), folder));
  return new Map(layouts.map(layout => [layout.name, layout]));
}

/** Reads a layout's folder (`template.eta`, `style.css`, `layout.yaml`); partials are the built-in ones. */
export function readLayout(folder: URL, className: string): Layout {
  const facts = layoutFacts.parse(parse(readText(new URL("layout.yaml", folder))));
  return {
    name: facts.名称,
    isBuiltIn: true,
    className,
    paper: {name: facts.纸张.名称, widthMm: facts.纸张.宽, heightMm: facts.纸张.高},
    grid: facts.网格 === "报纸" ? "newspaper" : "office",
    photoMm: facts.照片 && {width: facts.照片.宽, height: facts.照片.高},
    template: readText(new URL("template.eta", folder)),
    css: readText(new URL("style.css", folder)),
    partials: readBuiltInPartials(),
    baseCss: readText(new URL("partials/base.css", templatesUrl)),
  };
}

let builtInPartials: Readonly<Record<string, string>> | undefined;

/** The templates in templates/partials, by name: "photo", "chart"; read once. */
export function readBuiltInPartials(): Readonly<Record<string, string>> {
  builtInPartials ??= Object.fromEntries(
    readdirSync(new URL("partials/", templatesUrl))
      .filter(name => name.endsWith(".eta"))
      .sort()
      .map(name => [name.slice(0, -".eta".length), readText(new URL(`partials/${name}`, templatesUrl))]),
  );
  return builtInPartials;
}

/** A file of templates/partials, e.g. "base.css". */
export function readPartialText(name: string): string {
  return readText(new URL(`partials/${name}`, templatesUrl));
}

function readText(url: URL): string {
  return readFileSync(url, "utf8");
}
