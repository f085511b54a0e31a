import {type Claim, findClaims, mutateClaim} from "./claim-mutants.ts";
import {mutateCell} from "./data-mutants.ts";
import {applyMutants, type Mutant, type Placed} from "./mutant.ts";
import {type ProgressTable, readProgressTable} from "./progress-table.ts";
import {openRandom, type Random} from "./random.ts";

export interface MutationOptions {
  readonly seed: number;
  /** At most so many claims and so many data numbers; kinds take turns, so that every kind comes up. */
  readonly claims?: number;
  readonly data?: number;
  /** The figure behind a claim in the measure of its words, when the caller can work it out. */
  readonly figureOf?: (claim: Claim) => number | undefined;
}

export interface MutatedWorkspace {
  readonly files: Record<string, string>;
  readonly mutants: readonly Placed[];
}

/**
 * Makes numbers of a workspace wrong, each in one way, and tells where the finding about each must begin. Works on the
 * texts alone: articles with claims `[words](=expression)`, and the numbers of progress files.
 *
 * Mutants do not touch each other: one a claim, one a unit's data, and no data that a claim may rest on.
 */
export function mutateWorkspace(
  files: Readonly<Record<string, string>>,
  {seed, claims: claimCount = 0, data: dataCount = 0, figureOf}: MutationOptions,
): MutatedWorkspace {
  const random = openRandom(seed);
  const table = readProgressTable(files);
  const claims = Object.entries(files).flatMap(([path, text]) => (path.endsWith(".md") ? findClaims(path, text) : []));
  const claimMutants = takeByKind(
    claims.map(claim => mutateClaim(claim, random, figureOf?.(claim))),
    claimCount,
    random,
  );
  const restingOn = claims.length === 0 || claimCount === 0 ? () => false : whatClaimsRestOn(claims, files, table);
  const units = new Map<string, Mutant[]>();
  for (const cell of table.cells) {
    if (restingOn(cell.indicator, cell.period)) continue;
    units.set(cell.unit, [...(units.get(cell.unit) ?? []), ...mutateCell(cell, table)]);
  }
  const dataMutants = takeByKind([...units.values()], dataCount, random);
  const {files: mutated, placed} = applyMutants(files, [...claimMutants, ...dataMutants]);
  return {files: mutated, mutants: placed};
}

/** One mutant from each group at most; the kind that came up least is taken first. */
function takeByKind(groups: readonly (readonly Mutant[])[], count: number, random: Random): Mutant[] {
  const taken: Mutant[] = [];
  const uses = new Map<string, number>();
  let open = random.shuffle(groups.filter(group => group.length > 0));
  while (taken.length < count && open.length > 0) {
    const kinds = [...new Set(open.flatMap(group => group.map(({kind}) => kind)))];
    const least = Math.min(...kinds.map(kind => uses.get(kind) ?? 0));
    const kind = random.pick(kinds.filter(each => (uses.get(each) ?? 0) === least));
    const group = open.find(each => each.some(mutant => mutant.kind === kind));
    const mutant = group && random.pick(group.filter(each => each.kind === kind));
    if (!group || !mutant) break;
    taken.push(mutant);
    uses.set(mutant.kind, (uses.get(mutant.kind) ?? 0) + 1);
    open = open.filter(each => each !== group);
  }
  return taken;
}

/**
 * What claims may rest on, guessed generously from their words: every indicator named in a claim, and what its formula
 * is made of, in the months that a bulletin with claims is about or compares with.
 */
function whatClaimsRestOn(
  claims: readonly Claim[],
  files: Readonly<Record<string, string>>,
  table: ProgressTable,
): (indicator: string, period: string) => boolean {
  const names = [...table.measures.keys()];
  const basesOf = (expression: string, depth = 0): string[] =>
    names
      .filter(name => expression.includes(name))
      .flatMap(name => {
        const formula = table.formulas.get(name);
        return formula === undefined || depth > 5 ? [name] : [name, ...basesOf(formula, depth + 1)];
      });
  const used = new Set<string>();
  for (const {path, expression} of claims) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const own = /^期间:\s*["']?(\d{4}-\d{2})/m.exec(files[`${folder}/bulletin.yaml`] ?? "")?.[1] ?? "";
    const periods = monthsOf(expression, own, [...new Set(table.cells.map(({period}) => period))]);
    for (const name of basesOf(expression)) for (const period of periods) used.add(`${name} ${period}`);
  }
  return (indicator, period) => used.has(`${indicator} ${period}`);
}

function monthsOf(expression: string, own: string, all: readonly string[]): string[] {
  const [year = 0, month = 0] = own.split("-").map(Number);
  const text = (y: number, m: number) => `${m === 0 ? y - 1 : y}-${String(m === 0 ? 12 : m).padStart(2, "0")}`;
  const months = [own];
  for (const [, y, m] of expression.matchAll(/(\d{4})[-年](\d{1,2})/g)) months.push(text(Number(y), Number(m)));
  if (/上月|环比|增减|上期/.test(expression)) months.push(text(year, month - 1));
  if (/同期|同比/.test(expression)) months.push(text(year - 1, month));
  if (/年初|上年末/.test(expression)) months.push(text(year - 1, 12));
  if (/累计|以来/.test(expression)) months.push(...all);
  return months;
}
