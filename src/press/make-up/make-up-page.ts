import type {PageGrid} from "./grid.ts";
import {boxedColumns, brokenColumns, openColumns, spanCharacters} from "./grid.ts";
import {layOutFeature} from "./lay-out-feature.ts";
import {type MakeUpFinding, type MakeUpWishes, makeUp} from "./make-up.ts";
import {measureFeature} from "./measure-feature.ts";

/** What a newspaper page is made up with. */
export interface MakeUpRequest {
  readonly grid: PageGrid;
  readonly wishes: MakeUpWishes;
  /** From one page's first line to the next page's, in CSS pixels. */
  readonly pageStep: number;
}

/** Runs a self-contained function inside the page. */
export type RunInPage = <T, A>(act: (argument: A) => T, argument: A) => Promise<T>;

/** Makes up the newspaper page that a browser shows: measured there, planned here, laid out there. */
export async function makeUpPage(run: RunInPage, request: MakeUpRequest): Promise<readonly MakeUpFinding[]> {
  const {grid, wishes, pageStep} = request;
  const measured = await run(measureFeature, {widths: widthsOf(grid), characterPx: grid.characterPx});
  if (measured === undefined) return [];
  const {plan, findings} = makeUp(measured, grid, wishes);
  if (plan !== undefined) await run(layOutFeature, {plan, pageStep});
  return findings;
}

/** Every width in characters that something may be given on this grid. */
function widthsOf(grid: PageGrid): number[] {
  const widths = new Set<number>();
  for (let columns = 1; columns <= grid.columns; columns += 1) {
    for (const set of [
      openColumns(grid, 0, columns),
      ...boxedColumns(grid, 0, columns),
      ...brokenColumns(grid, columns),
    ])
      for (let span = 1; span <= set.count; span += 1) widths.add(spanCharacters(set.measure, span));
  }
  return [...widths].sort((a, b) => a - b);
}
