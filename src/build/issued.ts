import {
  type Diagnostic,
  diagnose,
  hasErrors,
  placeAt,
  type Related,
  type SourceText,
  type Span,
  spanOf,
} from "../diagnostics/index.ts";
import {
  type Figure,
  type Figures,
  formatPeriod,
  type Origin,
  originReader,
  type Period,
  parseExpression,
  parsePeriod,
  resolveExpression,
  type Unit,
} from "../figures/index.ts";
import {type Composed, scopeTexts} from "../pages/index.ts";
import type {BulletinFolder, Workspace} from "../workspace/index.ts";
import {type FiguresFile, hashOf, parseFiguresFile, type RecordedValue} from "./figures-file.ts";

/** A value that an issued bulletin printed and that is another one now. */
export interface ChangedValue {
  readonly printed: RecordedValue;
  /** What would be printed now. */
  readonly now: string;
  /** Where the printed value stands in the bulletin's texts. */
  readonly span: Span;
  readonly causes: readonly Cause[];
}

/** A place in the data that was changed since. */
export interface Cause {
  readonly span: Span;
  /** "吴家村2019年6月入社户数". */
  readonly what: string;
  /** Why, from the 更正 entry of the data. */
  readonly reason: string | undefined;
  readonly date: string | undefined;
  /** Key of the figure in the record. */
  readonly key: string;
}

/** Where the figures of an issued bulletin are kept, in the workspace. */
export function recordPath(slug: string): string {
  return `bulletins/${slug}/figures.json`;
}

/** The record of an issued bulletin in the workspace; undefined when there is none. */
export function readRecord(slug: string, {files}: Workspace): string | undefined {
  const content = files.read(recordPath(slug));
  return content === undefined || content === "outside" ? undefined : new TextDecoder().decode(content);
}

/** Compares what an issued bulletin printed with what it would print now; `text` is its record. */
export function checkIssued(
  folder: BulletinFolder,
  text: string | undefined,
  workspace: Workspace,
  figures: Figures,
  composed: Composed,
): Diagnostic[] {
  const {slug, bulletin, yaml} = folder;
  if (bulletin?.状态 !== "已印发" || !yaml) return [];
  const state = yaml.spanAt(["状态"]);
  if (text === undefined) return [diagnose("JB-6103", state, {slug})];
  const record = parseFiguresFile(text);
  if (!record) return [diagnose("JB-6102", spanOf({path: recordPath(slug), text: ""}), {slug})];
  return [...tellChanges(folder, findChanges(folder, record, workspace, figures, composed), state), ...tellEdits()];

  function tellEdits(): Diagnostic[] {
    return [...folder.articles].flatMap(([name, source]) => {
      const hash = record?.files[source.path]?.sha256;
      if (hash === undefined || hash === hashOf(source.path, workspace)) return [];
      return [diagnose("JB-6104", spanOf(source), {slug, name})];
    });
  }
}

/**
 * Works out again every value that a record lists; gives those that differ, each with what was changed in the data.
 * `composed` is the bulletin as it would be printed now; without it, what blocks worked out is not compared.
 */
export function findChanges(
  folder: BulletinFolder,
  record: FiguresFile,
  workspace: Workspace,
  figures: Figures,
  composed: Pick<Composed, "printed" | "diagnostics" | "blockedBy"> | undefined,
): ChangedValue[] {
  const {bulletin} = folder;
  const subject = figures.units.find(bulletin?.主体 ?? record.unit)[0];
  const month = parsePeriod(record.period);
  if (!bulletin || !subject || !month) return [];
  const texts = scopeTexts(bulletin, subject, month);
  const read = originReader(figures);
  const causesOf = causeFinder(record, workspace, figures, subject, read);
  const findNow = composed ? workedFinder(record, workspace, composed) : () => undefined;
  return record.printed.flatMap((printed): ChangedValue[] => {
    if (printed.figures.length === 0) return [];
    if (printed.worked) return changeOfWorked(printed);
    const unit = figures.units.find(printed.forUnit, subject)[0];
    const period = parsePeriod(printed.forPeriod);
    const source: SourceText = {path: printed.file, text: printed.expression};
    const ignore = () => undefined;
    const expression = parseExpression(source, 0, source.text.length, ignore);
    const used = new Set<Figure>();
    const scope = {
      figures,
      unit: subject,
      period: period ?? month,
      texts,
      report: ignore,
      use: (f: Figure) => used.add(f),
    };
    const resolved =
      unit && expression && resolveExpression(expression, scope, {unit, isProse: printed.form === "sentence"});
    // Data with a mistake has been told where it stands; nothing is compared with it.
    if ([...used].some(({brokenFiles}) => brokenFiles.size > 0)) return [];
    const now = resolved ? (printed.form === "number" ? resolved.number : resolved.text) : "算不出";
    if (now === printed.text) return [];
    const causes = causesOf(printed, [...used].map(read));
    return [{printed, now, span: spanInArticle(printed, folder), causes}];
  });

  /** What a block worked out hangs on its wording and on policies too: only what the data has changed is told. */
  function changeOfWorked(printed: RecordedValue): ChangedValue[] {
    const found = findNow(printed);
    if (!found || found.now === printed.text) return [];
    const causes = causesOf(printed, found.origins);
    return causes.length === 0 ? [] : [{printed, now: found.now, span: spanInArticle(printed, folder), causes}];
  }
}

/** Finds what stands now where a block printed a value; undefined when that cannot be told. */
function workedFinder(
  record: FiguresFile,
  workspace: Workspace,
  {printed: printedNow, diagnostics, blockedBy}: Pick<Composed, "printed" | "diagnostics" | "blockedBy">,
): (printed: RecordedValue) => {readonly now: string; readonly origins: readonly Origin[]} | undefined {
  const keyOf = (place: Pick<RecordedValue, "file" | "line" | "column">, ...names: string[]): string =>
    [place.file, place.line, place.column, ...names].join(" ");
  const known = new Map(
    printedNow
      .filter(({isWorked}) => isWorked)
      .map(figure => {
        const {span, kind, expression, unit, period} = figure;
        const place = {file: span.source.path, ...placeAt(span.source, span.start)};
        return [keyOf(place, kind, expression, unit, period), figure] as const;
      }),
  );
  const isWhole = !hasErrors(diagnostics) && blockedBy.length === 0;
  // Words that were changed since have been told; what they print now is no change of the data.
  const isEdited = (path: string): boolean => record.files[path]?.sha256 !== hashOf(path, workspace);
  return printed => {
    if (!isWhole || isEdited(printed.file)) return undefined;
    const {kind, expression, forUnit, forPeriod} = printed;
    const figure = known.get(keyOf(printed, kind, expression, forUnit, forPeriod));
    return figure ? {now: figure.text, origins: figure.origins} : {now: "不再列入", origins: []};
  };
}

/** Finds what was changed below some figures: values in files, values that came or went, formulas. */
function causeFinder(
  record: FiguresFile,
  workspace: Workspace,
  figures: Figures,
  subject: Unit,
  read: (figure: Figure) => Origin,
): (printed: RecordedValue, now: readonly Origin[]) => Cause[] {
  const memo = new Map<string, readonly Cause[]>();
  return (printed, now) => {
    const causes = new Map<string, Cause>();
    const add = (cause: Cause) => {
      const {source, start} = cause.span;
      const key = `${source.path}:${start}`;
      if (!causes.has(key)) causes.set(key, cause);
    };
    const below = keysBelow(printed.figures);
    for (const key of below) for (const cause of changesOf(key)) add(cause);
    for (const origin of now) addNew(origin);
    return [...causes.values()];

    /** Units that had not reported, and do now. */
    function addNew(origin: Origin): void {
      for (const inner of [...origin.inputs, ...origin.members]) addNew(inner);
      const {unit, indicator, range, sources} = origin;
      const key = `${unit}.${indicator}@${range.from === range.to ? range.to : `${range.from}..${range.to}`}`;
      const [source] = sources;
      if (!source || below.has(key)) return;
      add({
        span: source.correction?.span ?? source.span,
        what: nameOf(origin),
        reason: undefined,
        date: undefined,
        key,
      });
    }
  };

  function keysBelow(keys: readonly string[], found = new Set<string>()): Set<string> {
    for (const key of keys) {
      if (found.has(key)) continue;
      found.add(key);
      const figure = record.figures[key];
      if (figure) keysBelow([...figure.inputs, ...figure.members], found);
    }
    return found;
  }

  function changesOf(key: string): readonly Cause[] {
    const known = memo.get(key) ?? findChangesOf(key);
    memo.set(key, known);
    return known;
  }

  function findChangesOf(key: string): Cause[] {
    const old = record.figures[key];
    const unit = old && figures.units.find(old.unit, subject)[0];
    const indicator = old && figures.indicators.get(old.indicator);
    const from = old && parsePeriod(old.from);
    const to = old && parsePeriod(old.to);
    if (!unit || !indicator || !from || !to) return [];
    const now = read(figures.compute(unit, indicator, {from, to}));
    const what = nameOf(now);
    const cause = (span: Span, reason?: string, date?: string): Cause => ({span, what, reason, date, key});
    if ((old.formula ?? "") !== (now.formula?.text ?? "")) return [cause(indicator.span)];
    if (old.sources.length === 0) return [];
    const changed = now.sources.flatMap(({span, value, correction}) => {
      const before = old.sources.find(({file}) => file === span.source.path);
      if (before && before.value === (value ?? null)) return [];
      return [cause(correction?.span ?? span, correction?.reason, correction?.date)];
    });
    const gone = old.sources.filter(({file}) => !now.sources.some(({span}) => span.source.path === file));
    return [...changed, ...gone.map(({file}) => cause(formerPlace(file, old.unit, old.indicator)))];
  }

  /** Where a value stood that is no longer there: its unit's line, or the file. */
  function formerPlace(path: string, unit: string, indicator: string): Span {
    const file = [...workspace.progress, workspace.units].find(other => other.path === path);
    return file?.yaml?.spanAt(["数据", unit, indicator], "key") ?? spanOf({path, text: ""});
  }
}

/** One finding for each changed place in the data: what else it changes in print stands beside it. */
function tellChanges({slug}: BulletinFolder, changes: readonly ChangedValue[], state: Span): Diagnostic[] {
  const groups = new Map<string, {span: Span; cause: Cause | undefined; changes: ChangedValue[]}>();
  for (const change of changes) {
    const causes: readonly (Cause | undefined)[] = change.causes.length > 0 ? change.causes : [undefined];
    for (const cause of causes) {
      const span = cause?.span ?? state;
      const key = `${span.source.path}:${span.start}`;
      const group = groups.get(key) ?? {span, cause, changes: []};
      group.changes.push(change);
      groups.set(key, group);
    }
  }
  return [...groups.values()].flatMap(({span, cause, changes: group}) => {
    // The changed figure itself says more than a sum that it is part of.
    const first = group.find(({printed}) => cause && printed.figures.includes(cause.key)) ?? group[0];
    if (!first) return [];
    const related = group.slice(0, mostRelated).map(
      ({printed, now, span: at}): Related => ({
        span: at,
        note: `印的是“${withMeasure(printed, printed.text)}”，现在是“${withMeasure(printed, now)}”`,
      }),
    );
    const values = {
      slug,
      what: nameOfValue(first),
      printed: withMeasure(first.printed, first.printed.text),
      now: withMeasure(first.printed, first.now),
      others: group.length - 1,
    };
    return [diagnose("JB-6101", span, values, related)];
  });
}

const mostRelated = 20;

/** "60.6%": a cell's number with the measure that stands in its column's head. */
export function withMeasure({form, measure}: RecordedValue, text: string): string {
  return form === "number" && /^-?[\d,.]+$|^[↑↓]/.test(text) ? `${text}${measure}` : text;
}

/** "吴家村入社户数", or the expression when it is more than one figure. */
export function nameOfValue({printed}: Pick<ChangedValue, "printed">): string {
  if (printed.worked) return `${printed.forUnit}的${printed.expression}`;
  const match = /^([^@.#]+)\.([^@.#]+)@/.exec(printed.figures[0] ?? "");
  const filters = printed.expression.includes("|") ? printed.expression.replace(/^[^|]*\|\s*/, "") : "";
  if (printed.figures.length > 1 || !match) return `{{ ${printed.expression} }}`;
  return `${match[1]}${match[2]}${filters === "" ? "" : `（${filters}）`}`;
}

function nameOf({unit, indicator, range}: Pick<Origin, "unit" | "indicator" | "range">): string {
  return `${unit}${formatPeriod(range.to as Period)}${indicator}`;
}

/** The place in the text as it is now, when that still has the line; else the beginning of the file. */
function spanInArticle({file, line, column, expression}: RecordedValue, folder: BulletinFolder): Span {
  const name = file.split("/").at(-1) ?? "";
  const source = folder.articles.get(name) ?? (file === folder.path ? folder.yaml?.source : undefined);
  if (!source) return spanOf({path: file, text: ""});
  const lines = source.text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const start = before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  return spanOf(source, start, start + expression.length);
}
