import {type Figures, readFigures} from "../figures/index.ts";
import type {KeptYaml, Workspace} from "../workspace/index.ts";

/**
 * The data of a workspace as it was read last, for a program that reads it again and again: most changes are to an article,
 * and of a thousand villages the figures take longer than the page.
 */
export interface KeptData {
  readonly files: KeptYaml;
  /** The figures of a workspace; those from before while everything that they rest on is the same. */
  figuresOf(workspace: Workspace): Figures;
}

export function openKeptData(): KeptData {
  let last: {readonly grounds: readonly unknown[]; readonly figures: Figures} | undefined;
  return {
    files: new Map(),
    figuresOf(workspace) {
      const grounds = groundsOf(workspace);
      if (!last || !areSame(last.grounds, grounds)) last = {grounds, figures: readFigures(workspace)};
      return last.figures;
    },
  };
}

/** What figures rest on: files that were taken apart, the same ones while their texts are the same. */
function groundsOf({officeFile, units, indicators, policies, progress}: Workspace): unknown[] {
  return [officeFile, units, indicators, policies, ...progress].flatMap(file => [file?.path, file?.yaml, file?.broken]);
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}
