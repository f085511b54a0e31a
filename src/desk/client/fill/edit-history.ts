/** One cell's change, by names: it holds whatever order the rows are in. */
export interface Change {
  readonly unit: string;
  readonly indicator: string;
  readonly before: string;
  readonly after: string;
}

/** Changes that were made together are taken back together. */
export type ChangeStep = readonly Change[];

export interface EditHistory {
  readonly done: readonly ChangeStep[];
  readonly undone: readonly ChangeStep[];
}

export const emptyHistory: EditHistory = {done: [], undone: []};

/** Steps that are kept. */
const mostSteps = 200;

export function recordStep({done}: EditHistory, step: ChangeStep): EditHistory {
  return {done: [...done, step].slice(-mostSteps), undone: []};
}

/** The changes that take the last step back; undefined when there is none. */
export function undoStep({done, undone}: EditHistory): {history: EditHistory; changes: ChangeStep} | undefined {
  const step = done.at(-1);
  if (!step) return undefined;
  const changes = step.map(change => ({...change, before: change.after, after: change.before})).reverse();
  return {history: {done: done.slice(0, -1), undone: [...undone, step]}, changes};
}

export function redoStep({done, undone}: EditHistory): {history: EditHistory; changes: ChangeStep} | undefined {
  const step = undone.at(-1);
  if (!step) return undefined;
  return {history: {done: [...done, step], undone: undone.slice(0, -1)}, changes: step};
}
