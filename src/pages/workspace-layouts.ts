import {parse} from "yaml";
import {type Diagnostic, diagnose, spanOf} from "../diagnostics/index.ts";
import type {WorkspaceFiles} from "../workspace/index.ts";
import {type Layout, readBuiltInLayouts} from "./layout.ts";
import {findPaper} from "./paper.ts";

/** Layouts by name, and what is wrong with those that the workspace brings. */
export interface Layouts {
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The built-in layouts and those of the workspace's `layouts` folder:
 *
 *     layouts/<name>/layout.yaml     名称, 沿用 (a built-in layout), 纸张
 *     layouts/<name>/style.css       added after the styles of the layout it builds on
 *     layouts/<name>/template.eta    its own template: a program, so it runs only when `trusted`
 *
 * A stylesheet can reach nothing: the page's policy refuses the network and files.
 */
export function readLayouts(files: WorkspaceFiles, {trusted}: {trusted: boolean}): Layouts {
  const layouts = new Map(readBuiltInLayouts());
  const builtIn = [...layouts.keys()];
  const diagnostics: Diagnostic[] = [];
  for (const entry of files.list("layouts")) {
    if (!entry.endsWith("/") || entry.startsWith(".")) continue;
    const folder = `layouts/${entry.slice(0, -1)}`;
    const place = spanOf({path: `${folder}/layout.yaml`, text: ""});
    const fail = (problem: string) => diagnostics.push(diagnose("JB-6009", place, {name: entry.slice(0, -1), problem}));
    const facts = readFacts(readFile(files, `${folder}/layout.yaml`));
    if (typeof facts === "string") {
      fail(facts);
      continue;
    }
    const base = layouts.get(facts.base);
    if (!base || !builtIn.includes(facts.base)) {
      fail(`“沿用”要写${builtIn.join("、")}中的一种，写的是“${facts.base}”`);
      continue;
    }
    const ownTemplate = readFile(files, `${folder}/template.eta`);
    if (ownTemplate !== undefined && !trusted) {
      diagnostics.push(diagnose("JB-6008", spanOf({path: `${folder}/template.eta`, text: ""}), {name: facts.name}));
      continue;
    }
    layouts.set(facts.name, {
      ...base,
      isBuiltIn: false,
      name: facts.name,
      paper: facts.paper === undefined ? base.paper : findPaper(facts.paper),
      template: ownTemplate ?? base.template,
      css: `${base.css}\n${readFile(files, `${folder}/style.css`) ?? ""}`,
    });
  }
  return {layouts, diagnostics};
}

function readFile(files: WorkspaceFiles, path: string): string | undefined {
  const bytes = files.read(path);
  return bytes === undefined || bytes === "outside" ? undefined : new TextDecoder().decode(bytes);
}

/** The facts of layout.yaml, or what is wrong with it. */
function readFacts(text: string | undefined): {name: string; base: string; paper: string | undefined} | string {
  if (text === undefined) return "缺少 layout.yaml";
  let facts: unknown;
  try {
    facts = parse(text, {maxAliasCount: 0});
  } catch {
    return "layout.yaml 不合 YAML 的写法";
  }
  if (typeof facts !== "object" || facts === null) return "layout.yaml 里要写“名称”和“沿用”";
  const {名称: name, 沿用: base, 纸张: paper, ...rest} = facts as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `layout.yaml 里不认识的项目“${unknown}”`;
  if (typeof name !== "string" || typeof base !== "string") return "layout.yaml 里要写“名称”和“沿用”";
  if (paper !== undefined && (typeof paper !== "string" || !["四开", "对开", "A3", "A4"].includes(paper))) {
    return "“纸张”可以写四开、对开、A3、A4";
  }
  return {name, base, paper: paper as string | undefined};
}
