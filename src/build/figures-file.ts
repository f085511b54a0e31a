import {createHash} from "node:crypto";
import * as z from "zod";
import {placeAt} from "../diagnostics/index.ts";
import {type Ground, type Origin, originToJson} from "../figures/index.ts";
import type {BulletinView, PrintedFigure} from "../pages/index.ts";
import type {BulletinFolder, Workspace} from "../workspace/index.ts";
import {programVersion} from "./version.ts";

/*
 * figures.json: every value that a bulletin prints, in the order of print, and where each comes from. The same content
 * gives the same bytes. Entries stand on one line each, so that two versions can be compared line by line.
 *
 *     printed[].figures --> figures[key] --inputs, members--> figures[key].sources --> files[path]: source, reporter
 *
 * A long list of figures, such as the villages of a ranking, stands once under `sets`, and its name wherever it is used.
 */

const place = {file: z.string(), line: z.int(), column: z.int()};

const recordedSource = z.object({...place, kind: z.string(), value: z.string().nullable()});

const recordedFigure = z.object({
  unit: z.string(),
  indicator: z.string(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  value: z.string().nullable(),
  formula: z.string().optional(),
  inputs: z.array(z.string()).default([]),
  members: z.array(z.string()).default([]),
  sources: z.array(recordedSource).default([]),
});

const recordedValue = z.object({
  text: z.string(),
  measure: z.string().default(""),
  form: z.enum(["sentence", "cell", "number"]),
  kind: z.string(),
  /** In words when `worked`. */
  expression: z.string(),
  /** True for what a block worked out: no expression gives it by itself. */
  worked: z.boolean().default(false),
  ...place,
  /** The unit and month that the expression was worked out for. */
  forUnit: z.string(),
  forPeriod: z.string(),
  value: z.string().nullable().optional(),
  figures: z.array(z.string()).default([]),
});

/** What is read back from a figures.json to compare with. */
export const figuresFileSchema = z.object({
  format: z.literal(1),
  slug: z.string(),
  title: z.string(),
  unit: z.string(),
  period: z.string(),
  printed: z.array(recordedValue),
  figures: z.record(z.string(), recordedFigure),
  sets: z.record(z.string(), z.array(z.string())).default({}),
  files: z.record(z.string(), z.object({sha256: z.string().optional()})),
});

export type FiguresFile = z.output<typeof figuresFileSchema>;
export type RecordedFigure = z.output<typeof recordedFigure>;
export type RecordedValue = z.output<typeof recordedValue>;

/** Reads a figures.json back; undefined when it is none. */
export function parseFiguresFile(text: string): FiguresFile | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = figuresFileSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const {sets, printed, figures} = parsed.data;
  const expand = (keys: readonly string[]): string[] => keys.flatMap(key => sets[key] ?? [key]);
  return {
    ...parsed.data,
    printed: printed.map(value => ({...mendRank(value), figures: expand(value.figures)})),
    figures: Object.fromEntries(
      Object.entries(figures).map(([key, figure]) => [key, {...figure, members: expand(figure.members)}]),
    ),
  };
}

/** Earlier versions noted the rank in a table with 名次 under the indicator alone: a bare number without a value. */
function mendRank(value: RecordedValue): RecordedValue {
  const isRank = value.kind === "表格" && value.form === "number" && value.value === null && /^\d+$/.test(value.text);
  return isRank && /^[^|｜(（]+$/.test(value.expression) ? {...value, expression: `${value.expression} | 排名`} : value;
}

/** The figures.json of a bulletin. */
export function renderFiguresFile(
  folder: BulletinFolder,
  view: BulletinView,
  printed: readonly PrintedFigure[],
  workspace: Workspace,
): string {
  const keys = new Map<Origin, string>();
  const figures = new Map<string, Record<string, unknown>>();
  const sets = new Map<string, readonly string[]>();
  const reporters = new Map<string, {source: string | undefined; reporter: string | undefined}>();
  const setNames = new Map<string, string>();
  const listNames = new Map<string, string>();
  const paths = new Set([folder.path]);
  const values = printed.map(figure => valueToJson(figure, listOf, paths));
  for (const {path} of folder.articles.values()) paths.add(path);
  const head = {
    format: 1,
    program: programVersion(),
    slug: folder.slug,
    title: view.title,
    publication: view.publication.name,
    issue: folder.bulletin?.期号,
    totalIssue: folder.bulletin?.总期号,
    supplement: folder.bulletin?.增刊,
    date: view.isoDate,
    period: folder.bulletin?.期间,
    unit: folder.bulletin?.主体,
  };
  const lines = [
    ...Object.entries(head).flatMap(([key, value]) =>
      value === undefined ? [] : [`"${key}": ${JSON.stringify(value)}`],
    ),
    `"printed": [\n${values.map(value => JSON.stringify(value)).join(",\n")}\n]`,
    `"figures": ${mapToJson(figures)}`,
    `"sets": ${mapToJson(sets)}`,
    `"files": ${mapToJson(new Map([...paths].sort().map(path => [path, {...sha256Of(path), ...reporters.get(path)}])))}`,
  ];
  return `{\n${lines.join(",\n")}\n}\n`;

  /** Of the bulletin's own texts only: a file of data changes with every figure, also of units that are not shown here. */
  function sha256Of(path: string): {sha256?: string} {
    return path.startsWith(folder.path.replace(/[^/]*$/, "")) ? {sha256: hashOf(path, workspace)} : {};
  }

  /** "顺德村.流转率@2019-07"; two different figures of one name are numbered. */
  function keyOf(origin: Origin): string {
    const known = keys.get(origin);
    if (known !== undefined) return known;
    const {from, to} = origin.range;
    const name = `${origin.unit}.${origin.indicator}@${from === to ? to : `${from}..${to}`}`;
    let key = name;
    for (let number = 2; figures.has(key); number++) key = `${name}#${number}`;
    keys.set(origin, key);
    // Its place in the list comes before that of its inputs.
    figures.set(key, {});
    for (const {span, source, reporter} of origin.sources) {
      paths.add(span.source.path);
      // Who reported it is the same for a whole file.
      reporters.set(span.source.path, {source, reporter});
    }
    if (origin.formula) paths.add(origin.formula.span.source.path);
    const bare = {
      ...origin,
      sources: origin.sources.map(source => ({...source, source: undefined, reporter: undefined})),
    };
    const json = originToJson(bare, keyOf);
    figures.set(key, origin.members.length > 0 ? {...json, members: listOf(origin.members)} : json);
    return key;
  }

  function listOf(origins: readonly Origin[]): readonly string[] {
    const written = origins.map(keyOf);
    if (written.length <= longestListWritten) return written;
    // Ranks and counts rest on the same long list again and again.
    const inOrder = written.join(" ");
    const known = listNames.get(inOrder);
    if (known !== undefined) return [known];
    const list = written.sort();
    const name = setNames.get(list.join(" ")) ?? `set${sets.size + 1}`;
    setNames.set(list.join(" "), name);
    listNames.set(inOrder, name);
    sets.set(name, list);
    return [name];
  }
}

const longestListWritten = 3;

function valueToJson(
  figure: PrintedFigure,
  listOf: (origins: readonly Origin[]) => readonly string[],
  paths: Set<string>,
): Record<string, unknown> {
  const {text, measure, form, kind, expression, isWorked, span, unit, period, value, origins, grounds} = figure;
  const [only, second] = origins;
  const single = second ? undefined : only;
  paths.add(span.source.path);
  for (const ground of grounds) paths.add(ground.span.source.path);
  return {
    text,
    ...(measure === "" ? {} : {measure}),
    kind,
    form,
    expression,
    ...(isWorked ? {worked: true} : {}),
    ...(figure.isInternal ? {internal: true} : {}),
    file: span.source.path,
    ...placeAt(span.source, span.start),
    ...(single
      ? {
          unit: single.unit,
          indicator: single.indicator,
          period: single.range.from === single.range.to ? single.range.to : `${single.range.from}..${single.range.to}`,
          ...(single.formula ? {formula: single.formula.text} : {}),
        }
      : {}),
    forUnit: unit,
    forPeriod: period,
    value: value ?? null,
    ...(origins.length > 0 ? {figures: listOf(origins)} : {}),
    ...(grounds.length > 0 ? {grounds: grounds.map(groundToJson)} : {}),
  };
}

function groundToJson({text, span}: Ground): Record<string, unknown> {
  return {text, file: span.source.path, ...placeAt(span.source, span.start)};
}

function mapToJson(map: ReadonlyMap<string, unknown>): string {
  if (map.size === 0) return "{}";
  return `{\n${[...map].map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(",\n")}\n}`;
}

/** SHA-256 of a text as it is read: git and editors on Windows change line ends and put a mark before it, no word. */
export function hashOf(path: string, {files}: Workspace): string {
  const content = files.read(path);
  if (content === undefined || content === "outside") return "";
  const text = Buffer.from(content)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .replace(/\r\n?/g, "\n");
  return createHash("sha256").update(text, "latin1").digest("hex");
}
