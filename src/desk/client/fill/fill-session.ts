import type {TableSave, TableSaved, TableState} from "../../api.ts";
import {readCellNumber} from "../../engine/cell-number.ts";
import {createStore, type Store} from "../store.ts";
import {
  type Change,
  type ChangeStep,
  type EditHistory,
  emptyHistory,
  recordStep,
  redoStep,
  undoStep,
} from "./edit-history.ts";

/** A cell that holds something else here than on the server. */
export interface Edit {
  readonly unit: string;
  readonly indicator: string;
  readonly text: string;
  /** What the cell held on the server when the edit began. */
  readonly before: string;
  /** Why it cannot be saved. */
  readonly message?: string | undefined;
}

/** What is put into a cell. */
export interface CellText {
  readonly unit: string;
  readonly indicator: string;
  readonly text: string;
  /** What the cell held when the typing began; others may have changed it since. By default what it holds now. */
  readonly begunFrom?: string | undefined;
}

export interface CellConflict {
  readonly unit: string;
  readonly indicator: string;
  readonly mine: string;
  readonly theirs: string;
}

export type SaveState =
  | {readonly kind: "idle"; readonly savedAt?: Date | undefined}
  | {readonly kind: "waiting"}
  | {readonly kind: "saving"}
  | {readonly kind: "failed"; readonly error: unknown};

export interface FillState {
  readonly table: TableState;
  readonly edits: ReadonlyMap<string, Edit>;
  readonly conflicts: readonly CellConflict[];
  readonly saving: SaveState;
  readonly history: EditHistory;
}

/** What the session asks of the server. */
export interface TableServer {
  table(period: string): Promise<TableState>;
  saveTable(save: TableSave): Promise<TableSaved>;
}

export interface FillSession {
  readonly state: Store<FillState | undefined>;
  load(): Promise<void>;
  /** Asks for the table again after others changed it; what was typed here stays. */
  refresh(): Promise<void>;
  /** Puts texts into cells, as one step that can be taken back; answers how many cells changed. */
  write(cells: readonly CellText[]): number;
  /** The cells that changed, and how many were left because another changed them since; undefined: nothing to take back. */
  undo(): {readonly changes: ChangeStep; readonly left: number} | undefined;
  redo(): {readonly changes: ChangeStep; readonly left: number} | undefined;
  save(): Promise<void>;
  /** By cell of a conflict: true keeps what was typed here. */
  resolve(keepsMine: ReadonlyMap<string, boolean>): void;
  /** Saves what can be saved; what cannot stays. */
  close(): Promise<void>;
}

const pauseMs = 1200;
const retryMs = 5000;

export function cellKey({unit, indicator}: {readonly unit: string; readonly indicator: string}): string {
  return `${unit}\0${indicator}`;
}

/** What stands in a cell now: as typed, or as on the server. */
export function textOf({table, edits}: FillState, unit: string, indicator: string): string {
  return edits.get(cellKey({unit, indicator}))?.text ?? indexOf(table).textOf(unit, indicator);
}

/** Finds the cells of a table by name. */
interface TableIndex {
  textOf(unit: string, indicator: string): string;
  /** A cell that people fill in. */
  has(unit: string, indicator: string): boolean;
  measureOf(indicator: string): string;
}

const indexes = new WeakMap<TableState, TableIndex>();

function indexOf(table: TableState): TableIndex {
  const known = indexes.get(table);
  if (known) return known;
  const rows = new Map(table.rows.map(row => [row.unit, row]));
  const typed = new Map(table.indicators.filter(({formula}) => formula === undefined).map(each => [each.name, each]));
  const index: TableIndex = {
    textOf: (unit, indicator) => rows.get(unit)?.cells[indicator]?.text ?? "",
    has: (unit, indicator) => typed.has(indicator) && rows.get(unit)?.cells[indicator] !== undefined,
    measureOf: indicator => typed.get(indicator)?.measure ?? "",
  };
  indexes.set(table, index);
  return index;
}

/** A month's table while it is filled in: what was typed, what is saved, what can be taken back. */
export function openFillSession(period: string, server: TableServer): FillSession {
  const state = createStore<FillState | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | undefined;
  let isStale = false;

  function update(part: Partial<FillState>): void {
    const before = state.get();
    if (before) state.set({...before, ...part});
  }

  async function load(): Promise<void> {
    const table = await server.table(period);
    state.set({table, edits: new Map(), conflicts: [], saving: {kind: "idle"}, history: emptyHistory});
  }

  async function refresh(): Promise<void> {
    if (saving || state.get()?.saving.kind === "saving") {
      isStale = true;
      return;
    }
    const before = state.get()?.table;
    const table = await server.table(period);
    const now = state.get();
    if (!now || saving) return;
    // Saved meanwhile: what was asked for may be older than that.
    if (now.table !== before) {
      await refresh();
      return;
    }
    const edits = withoutSame(now.edits, table);
    update({table, edits, conflicts: now.conflicts.filter(conflict => edits.has(cellKey(conflict)))});
  }

  function write(cells: readonly CellText[]): number {
    const now = state.get();
    if (!now) return 0;
    const index = indexOf(now.table);
    const step: Change[] = [];
    const begun = new Map<string, string>();
    for (const {unit, indicator, text, begunFrom} of cells) {
      if (!index.has(unit, indicator)) continue;
      const before = now.edits.get(cellKey({unit, indicator}))?.text ?? index.textOf(unit, indicator);
      const after = tidy(text, index.measureOf(indicator));
      if (before === after) continue;
      step.push({unit, indicator, before, after});
      if (begunFrom !== undefined) begun.set(cellKey({unit, indicator}), begunFrom);
    }
    if (step.length === 0) return 0;
    apply(step, begun);
    update({history: recordStep(now.history, step)});
    return step.length;
  }

  function apply(step: ChangeStep, begun?: ReadonlyMap<string, string>): void {
    const now = state.get();
    if (!now) return;
    const index = indexOf(now.table);
    const edits = new Map(now.edits);
    for (const {unit, indicator, after} of step) {
      const key = cellKey({unit, indicator});
      const onServer = index.textOf(unit, indicator);
      const before = edits.get(key)?.before ?? begun?.get(key) ?? onServer;
      if (after === onServer && before === onServer) edits.delete(key);
      else
        edits.set(key, {
          unit,
          indicator,
          text: after,
          before,
          message: problemOf(after, index.measureOf(indicator)),
        });
    }
    update({edits});
    schedule(pauseMs);
  }

  function goBack(turn: typeof undoStep) {
    const now = state.get();
    const turned = now && turn(now.history);
    if (!now || !turned) return undefined;
    const index = indexOf(now.table);
    const textNow = (change: Change) =>
      now.edits.get(cellKey(change))?.text ?? index.textOf(change.unit, change.indicator);
    const changes = turned.changes.filter(
      change => index.has(change.unit, change.indicator) && textNow(change) === change.before,
    );
    apply(changes);
    update({history: turned.history});
    return {changes, left: turned.changes.length - changes.length};
  }

  function schedule(afterMs: number): void {
    clearTimeout(timer);
    const now = state.get();
    if (!now || toSend(now).length === 0) {
      if (now?.saving.kind === "waiting") update({saving: {kind: "idle"}});
      return;
    }
    if (!saving && now.saving.kind !== "failed") update({saving: {kind: "waiting"}});
    timer = setTimeout(() => void save(), afterMs);
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    saving ??= saveOnce().finally(() => {
      saving = undefined;
      const now = state.get();
      if (now?.saving.kind === "failed") return;
      if (isStale) {
        isStale = false;
        void refresh().catch(() => undefined);
      }
      schedule(pauseMs);
    });
    return saving;
  }

  async function saveOnce(): Promise<void> {
    const begun = state.get();
    const sent = begun ? toSend(begun) : [];
    if (!begun || sent.length === 0) return;
    update({saving: {kind: "saving"}});
    const cells = sent.map(({unit, indicator, text, before}) => ({unit, indicator, text, before}));
    try {
      const answer = await server.saveTable({period, base: begun.table.version, cells});
      take(answer, sent);
    } catch (error) {
      update({saving: {kind: "failed", error}});
      timer = setTimeout(() => void save(), retryMs);
    }
  }

  function take(answer: TableSaved, sent: readonly Edit[]): void {
    const now = state.get();
    if (!now) return;
    const {table} = answer;
    const index = indexOf(table);
    const refusals = new Map(answer.refused?.map(cell => [cellKey(cell), cell.message]));
    const theirs = new Map(answer.kind === "conflict" ? answer.cells.map(cell => [cellKey(cell), cell.theirs]) : []);
    const edits = new Map(now.edits);
    const conflicts: CellConflict[] = [...now.conflicts];
    for (const {unit, indicator, text} of sent) {
      const key = cellKey({unit, indicator});
      const edit = edits.get(key);
      if (!edit) continue;
      const refusal = refusals.get(key);
      const other = theirs.get(key);
      if (other !== undefined) conflicts.push({unit, indicator, mine: edit.text, theirs: other});
      else if (refusal !== undefined) {
        if (edit.text === text) edits.set(key, {...edit, message: refusal});
      } else if (edit.text === text) edits.delete(key);
      else edits.set(key, {...edit, before: index.textOf(unit, indicator)});
    }
    update({table, edits, conflicts, saving: {kind: "idle", savedAt: new Date()}});
  }

  return {
    state,
    load,
    refresh,
    write,
    undo: () => goBack(undoStep),
    redo: () => goBack(redoStep),
    save,
    resolve(keepsMine) {
      const now = state.get();
      if (!now) return;
      const edits = new Map(now.edits);
      for (const conflict of now.conflicts) {
        const key = cellKey(conflict);
        const edit = edits.get(key);
        if (!edit) continue;
        if (keepsMine.get(key)) edits.set(key, {...edit, before: conflict.theirs});
        else edits.delete(key);
      }
      update({edits, conflicts: []});
      schedule(0);
    },
    async close() {
      clearTimeout(timer);
      const now = state.get();
      if (now && toSend(now).length > 0) await save();
    },
  };
}

/** Edits that can be saved: numbers or nothing, and not waiting for a choice. */
function toSend({edits, conflicts}: FillState): Edit[] {
  const waiting = new Set(conflicts.map(cellKey));
  return [...edits.values()].filter(edit => edit.message === undefined && !waiting.has(cellKey(edit)));
}

/** An edit that says what the server says by now is none. */
function withoutSame(edits: ReadonlyMap<string, Edit>, table: TableState): ReadonlyMap<string, Edit> {
  const index = indexOf(table);
  return new Map([...edits].filter(([, {unit, indicator, text}]) => text !== index.textOf(unit, indicator)));
}

/** A number as the file will hold it; anything else as it was typed. */
function tidy(typed: string, measure: string): string {
  const read = readCellNumber(typed, {measure});
  return "text" in read ? read.text : typed.trim();
}

function problemOf(text: string, measure: string): string | undefined {
  const read = readCellNumber(text, {measure});
  return "message" in read ? read.message : undefined;
}
