import {existsSync, globSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";
import type {z} from "zod";
import {type Checked, checkWorkspace} from "../../src/build/check-workspace.ts";
import {chartKinds, chartSpecSchema} from "../../src/charts/chart-spec.ts";
import {colours, formatDiagnostic} from "../../src/cli/frame.ts";
import {Decimal, describeChange, filters, functions, type Quantity} from "../../src/figures/index.ts";
import {containerClasses} from "../../src/narrative/index.ts";
import {cardsSpecSchema} from "../../src/pages/cards-block.ts";
import {tableSpecSchema} from "../../src/pages/table-block.ts";
import {
  articleSchema,
  bulletinSchema,
  indicatorsSchema,
  memoryFiles,
  officeSchema,
  progressSchema,
  unitsSchema,
} from "../../src/workspace/index.ts";
import {examples, guideWorkspace, referenceRows, tableRows, wholeGuide} from "./guide.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const checked = checkWorkspace(memoryFiles(guideWorkspace()));

test("every example of the guide names its file, is a piece of an article, or is only shown", () => {
  for (const {kind, name, text} of examples) {
    const isKnown = kind === "text" ? name === "" : name === "正文" || /\.(yaml|md|css)$/.test(name);
    expect(isKnown, `${kind} ${name}\n${text}`).toBe(true);
  }
});

test("the guide's examples make a workspace without errors, and every bulletin can be made", () => {
  const errors = checked.diagnostics.filter(({severity}) => severity === "error");
  expect(errors.map(diagnostic => formatDiagnostic(diagnostic, colours(false)))).toEqual([]);
  expect(checked.bulletins.filter(({composed}) => !composed.view).map(({folder}) => folder.slug)).toEqual([]);
  expect(checked.bulletins.map(({folder}) => folder.bulletin?.版式)).toEqual(
    expect.arrayContaining(["简报", "专题", "会议材料", "大字简报"]),
  );
});

test("the only warnings are of the rows that show what is not reported, and of numbers typed in pieces of articles", () => {
  const codes = checked.diagnostics.filter(({severity}) => severity === "warning").map(({code}) => code);
  expect(new Set(codes)).toEqual(new Set(["JB-3009", "JB-8007"]));
});

test("every reference in the guide's tables prints what the guide says", () => {
  expect(referenceRows.length).toBeGreaterThan(60);
  expect(printedReferences(checked)).toEqual(referenceRows.map(({written, printed}) => `${written} ${printed}`));
});

test("describeChange words the guide's changes as the guide says", () => {
  const rows = tableRows.filter(cells => cells.length >= 4 && cells.slice(0, 2).every(cell => parseQuantity(cell)));
  expect(rows.length).toBeGreaterThan(8);
  for (const [before = "", now = "", words, inTable] of rows) {
    const base = parseQuantity(before);
    const quantity = parseQuantity(now);
    if (!base || !quantity) throw new Error("filtered above");
    const change = describeChange(quantity, {name: "上月", value: base.value}, {rounding: "halfUp", grouping: false});
    expect([before, now, change.text, change.short]).toEqual([before, now, words, inTable]);
  }
});

test("the finding that the guide shows is what the program says", () => {
  const files = guideWorkspace();
  const path = "progress/2024-07.yaml";
  files[path] = String(files[path]).replace("  前河村:", "  前何村:");
  const found = checkWorkspace(memoryFiles(files)).diagnostics.find(({code}) => code === "JB-2031");
  const told = found && formatDiagnostic(found, colours(false)).replace(/ +$/gm, "");
  expect(examples.filter(({kind}) => kind === "text").map(({text}) => text.trimEnd())).toContain(told);
});

test("every filter and every function is in the guide", () => {
  for (const name of [...filters.keys(), ...functions.keys()])
    expect(wholeGuide, name).toMatch(new RegExp(`[|（“ ]${name}[ (|”]`));
});

test("every kind of chart and container has an example", () => {
  const bodies = examples.map(({text}) => text).join("\n");
  for (const kind of Object.keys(chartKinds)) expect(bodies).toContain(`类型: ${kind}\n`);
  for (const name of containerClasses.keys()) expect(bodies).toContain(`:::${name}`);
});

for (const [name, schema] of Object.entries({
  officeSchema,
  unitsSchema,
  indicatorsSchema,
  progressSchema,
  bulletinSchema,
  articleSchema,
  chartSpecSchema,
  tableSpecSchema,
  cardsSpecSchema,
})) {
  test(`every key and fixed word of ${name} is in the guide`, () => {
    const missing = wordsOf(schema).filter(word => !wholeGuide.includes(word));
    expect(missing).toEqual([]);
  });
}

test("relative links in Markdown files lead to files and headings that exist", () => {
  const pages = globSync("{*.md,docs/**/*.md}", {cwd: root});
  expect(pages.length).toBeGreaterThan(4);
  const broken = pages.flatMap(page => {
    const text = withoutExamples(readFileSync(join(root, page), "utf8"));
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
      // Addresses of the web, and what stands behind claims and source notes.
      if (/^([a-z]+:|=|注:)/.test(target)) return [];
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, file))) return [`${page}: ${target}`];
      if (anchor === undefined) return [];
      const anchors = headingAnchors(readFileSync(join(root, file), "utf8"));
      return anchors.includes(decodeURIComponent(anchor)) ? [] : [`${page}: ${target}`];
    });
  });
  expect(broken).toEqual([]);
});

/** "{{ 流转率 }} 49.8%" for each reference of the tables, as the bulletin prints it. */
function printedReferences({bulletins}: Checked): string[] {
  const view = bulletins.find(({folder}) => folder.slug === "2024-07-monthly")?.composed.view;
  const html = view?.articles.at(-1)?.bodyHtml ?? "";
  const values = [...html.matchAll(/<p\b[^>]*>值：(.*?)<\/p>/g)].map(([, value = ""]) => value.replace(/<[^>]*>/g, ""));
  return referenceRows.map(({written}, index) => `${written} ${values[index]}`);
}

/** 400亩, 43.2%, -12户 */
function parseQuantity(text: string): Quantity | undefined {
  const [, digits, measure = ""] = /^(-?\d+(?:\.\d+)?)([亩户%])$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = new Decimal(digits);
  const isRate = measure === "%";
  return {value: isRate ? value.div(100) : value, measure, isRate, decimals: isRate ? 1 : 0};
}

/** Every property name and enumerated word of a schema, Chinese ones only. */
function wordsOf(schema: z.ZodType): string[] {
  const words = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === "object" && node !== null) {
      const {properties, enum: values} = node as {properties?: object; enum?: unknown};
      for (const key of Object.keys(properties ?? {})) words.add(key);
      if (Array.isArray(values)) for (const value of values) words.add(String(value));
      for (const inner of Object.values(node)) walk(inner);
    }
  };
  walk(schema.toJSONSchema({io: "input"}));
  return [...words].filter(word => /\p{Script=Han}|[▲▼◀▶]/u.test(word));
}

function withoutExamples(markdown: string): string {
  return markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, "");
}

/** Anchors as the usual hosts make them: lower case, no punctuation, spaces to hyphens. */
function headingAnchors(markdown: string): string[] {
  return [...withoutExamples(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
