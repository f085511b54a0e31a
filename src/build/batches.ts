import {createHash} from "node:crypto";
import {type Diagnostic, diagnose, type Report} from "../diagnostics/index.ts";
import {type Figures, parsePeriod, parseYamlExpression, resolveExpression, type Unit} from "../figures/index.ts";
import {scopeTexts} from "../pages/index.ts";
import type {BulletinFile, BulletinFolder, Workspace, YamlText} from "../workspace/index.ts";

/** A bulletin to be worked out. */
export interface Planned {
  readonly folder: BulletinFolder;
  /** Files with errors that the set of units rests on: it is not known for which units there are bulletins. */
  readonly blockedBy: readonly string[];
}

/**
 * The bulletins of a workspace, a batch (每单位) as one bulletin for each of its units: with that unit as 主体 and the
 * address `<slug>/<address of the unit>`. A batch of which the units are not known stays one, which cannot be made.
 */
export function planBulletins(
  workspace: Workspace,
  figures: Figures,
): {readonly planned: readonly Planned[]; readonly diagnostics: readonly Diagnostic[]} {
  const diagnostics: Diagnostic[] = [];
  const planned = workspace.bulletins.flatMap((folder): Planned[] => {
    const {bulletin} = folder;
    // The text of a recalled bulletin is read when it is asked for.
    if (!bulletin?.每单位) return [{folder, blockedBy: []}];
    const {yaml} = folder;
    if (!yaml) return [{folder, blockedBy: []}];
    const found = findUnits(yaml, bulletin, bulletin.每单位, workspace, figures);
    diagnostics.push(...found.diagnostics);
    if (found.units.length === 0) return [{folder: {...folder, bulletin: undefined}, blockedBy: found.blockedBy}];
    return expandBatch(folder, bulletin, found.units, figures, diagnostic => diagnostics.push(diagnostic));
  });
  return {planned, diagnostics};
}

function expandBatch(
  folder: BulletinFolder,
  bulletin: BulletinFile,
  units: readonly Unit[],
  figures: Figures,
  report: Report,
): Planned[] {
  const taken = new Map<string, Unit>();
  return units.flatMap((unit): Planned[] => {
    const address = addressOf(unit);
    const other = taken.get(address.toLowerCase());
    if (other) {
      report(diagnose("JB-6303", unit.span, {unit: unit.name, other: other.name, address}));
      return [];
    }
    taken.set(address.toLowerCase(), unit);
    const part = {batch: folder.slug, unit: unit.name, above: unit.parent?.name, total: units.length};
    const own = {...bulletin, 主体: nameOf(unit, figures)};
    return [{folder: {...folder, slug: `${folder.slug}/${address}`, bulletin: own, part}, blockedBy: []}];
  });
}

/** What may be a folder's name everywhere, and leaves room for what is put to it. */
const codeAddress = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/**
 * The address of a unit: its 代码, or a number made from its name, which stays when other units come and go. Units of one
 * name have codes, or they are told (JB-2001).
 */
function addressOf({code, name}: Unit): string {
  if (code !== undefined && codeAddress.test(code) && code.toLowerCase() !== "images") return code;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return String(Number.parseInt(hash, 16) % 10 ** numberLength).padStart(numberLength, "0");
}

/** Two of a thousand units have the same number once in ten thousand times; that is told (JB-6303). */
const numberLength = 10;

/** What names the unit and no other. */
function nameOf(unit: Unit, {units}: Figures): string {
  const path: string[] = [];
  for (let at: Unit | undefined = unit; at; at = at.parent) path.unshift(at.name);
  const names = [unit.name, unit.shortName, path.join("·")];
  const isClear = (name: string) => units.find(name).length === 1 && units.find(name)[0] === unit;
  return names.find(isClear) ?? path.join("·");
}

interface Found {
  readonly units: readonly Unit[];
  readonly blockedBy: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The units that 每单位 names, each once; a set such as 各村 is taken below the office's own unit. */
function findUnits(
  yaml: YamlText,
  bulletin: BulletinFile,
  written: readonly string[],
  workspace: Workspace,
  figures: Figures,
): Found {
  // Without a right roll nobody knows which units there are; its mistakes are told where they stand.
  if (workspace.units.broken) return {units: [], blockedBy: [workspace.units.path], diagnostics: []};
  const diagnostics: Diagnostic[] = [];
  const blockedBy = new Set<string>();
  const report: Report = diagnostic => diagnostics.push(diagnostic);
  const unit = unitOfOffice(workspace, figures);
  const period = parsePeriod(bulletin.期间);
  if (!unit || !period) return {units: [], blockedBy: [], diagnostics};
  const scope = {
    figures,
    unit,
    period,
    texts: scopeTexts(bulletin, unit, period),
    report,
    use: (figure: {readonly brokenFiles: ReadonlySet<string>}) => {
      for (const path of figure.brokenFiles) blockedBy.add(path);
    },
    useBroken: (path: string) => blockedBy.add(path),
    isInternal: bulletin.密级 !== undefined,
  };
  const sets = written.map((_, index): readonly Unit[] | undefined => {
    const expression = parseYamlExpression(yaml, ["每单位"], report, {index});
    const value = expression && resolveExpression(expression, scope, {unit, isProse: false})?.value;
    if (!value) return undefined;
    if (value.kind === "units") return value.units;
    const [node] = [expression.node];
    const what = value.kind === "text" ? "文字" : "数";
    const {source, offset} = expression;
    const span = {source, start: offset + node.start, end: offset + node.end};
    report(diagnose("JB-3005", span, {what, expected: "一批单位，如 各村"}));
    return undefined;
  });
  const isWrong = blockedBy.size > 0 || sets.includes(undefined);
  const units = isWrong ? [] : [...new Set(sets.flatMap(set => set ?? []))];
  // An empty set is told as that of a batch, which has no 主体.
  const empty = diagnose("JB-6302", yaml.spanAt(["每单位"]), {set: written.join("、")});
  if (units.length === 0 && !isWrong) report(empty);
  const told = diagnostics.map(diagnostic =>
    diagnostic.code === "JB-3013" ? {...empty, span: diagnostic.span} : diagnostic,
  );
  return {units, blockedBy: [...blockedBy], diagnostics: told};
}

/** The office's own unit; all of the roll where it is not in it. */
function unitOfOffice({office}: Workspace, {units}: Figures): Unit | undefined {
  const name = office?.单位 ?? "";
  const [own, second] = units.find(name);
  const [root, otherRoot] = units.roots;
  if (own && !second) return own;
  const [spelled, another] = units.all.filter(unit => isSpelledOut(name, unit));
  if (spelled && !another) return spelled;
  if (!root || !otherRoot) return root;
  return {
    ...root,
    name,
    shortName: "",
    code: undefined,
    attributes: new Map(),
    children: units.roots,
  };
}

/** 高青县唐坊镇, or 淄博市高青县唐坊镇: a unit's name after those of the units above it, some of which the roll may lack. */
function isSpelledOut(name: string, unit: Unit): boolean {
  let whole = unit.name;
  for (let above = unit.parent; above; above = above.parent) {
    whole = above.name + whole;
    if (whole === name || (above.parent === undefined && name.endsWith(whole))) return true;
  }
  return false;
}
