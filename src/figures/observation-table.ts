import {type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import {Decimal} from "./decimal.ts";
import {getOrAdd} from "./get-or-add.ts";
import type {Correction, Observation, ProgressHead} from "./observations.ts";
import type {Period} from "./period.ts";
import type {Unit} from "./unit.ts";

/** A progress file, as its observations need it. */
export interface TableFile {
  readonly head: ProgressHead;
  readonly source: SourceText;
}

/**
 * All observations of a workspace in columns of numbers, for a province has millions of them: what stands in the files
 * as a double (fifteen digits, which is all that a file may write, come back as they were) and the place of it.
 * An `Observation` is made each time one is asked for; the same entry has the same `id`.
 */
export interface ObservationTable {
  readonly files: TableFile[];
  /** Gives false when the unit has an observation of that indicator and month already. */
  add(
    key: ObservationKey,
    entry: {readonly written: number | undefined; readonly span: Span; readonly file: number},
  ): boolean;
  /** Puts a correction or a note to an observation. */
  amend(key: ObservationKey, amendment: Amendment): void;
  find(indicator: string, period: Period, unit: Unit): Observation | undefined;
  at(indicator: string, period: Period): ReadonlyMap<Unit, Observation>;
  /** Gives back what was set aside for more rows. */
  finish(): void;
}

export interface ObservationKey {
  readonly indicator: string;
  readonly isRate: boolean;
  readonly period: Period;
  readonly unit: Unit;
}

interface Amendment {
  readonly correction?: Correction;
  readonly note?: string;
}

export function openObservationTable(units: readonly Unit[]): ObservationTable {
  const files: TableFile[] = [];
  const numbers = new Map(units.map((unit, index) => [unit, index]));
  const months = new Map<string, Map<Period, Column>>();
  let columns = 0;
  const columnOf = (indicator: string, period: Period): Column | undefined => months.get(indicator)?.get(period);
  return {
    files,
    add({indicator, isRate, period, unit}, {written, span, file}) {
      const number = numbers.get(unit);
      if (number === undefined) throw new Error(`${unit.name} is a unit of the roll`);
      const byPeriod = getOrAdd(months, indicator, () => new Map<Period, Column>());
      const column = getOrAdd(byPeriod, period, () => new Column({number: columns++, isRate, units, numbers, files}));
      return column.add(number, written ?? Number.NaN, span, file);
    },
    amend({indicator, period, unit}, amendment) {
      columnOf(indicator, period)?.amend(unit, amendment);
    },
    find: (indicator, period, unit) => columnOf(indicator, period)?.get(unit),
    at: (indicator, period) => columnOf(indicator, period) ?? nothing,
    finish() {
      for (const byPeriod of months.values()) for (const column of byPeriod.values()) column.fit(column.size);
    },
  };
}

const nothing: ReadonlyMap<Unit, Observation> = new Map();

interface ColumnOwner {
  readonly number: number;
  readonly isRate: boolean;
  readonly units: readonly Unit[];
  readonly numbers: ReadonlyMap<Unit, number>;
  readonly files: readonly TableFile[];
}

/** Rows of a column are found by unit through pages of this size; units of a township lie side by side. */
const pageSize = 256;

/** One indicator in one month, in the order in which it was read. */
class Column implements ReadonlyMap<Unit, Observation> {
  readonly owner: ColumnOwner;
  size = 0;
  /** What stands in the file; NaN for an entry that is wrong. */
  written = new Float64Array(0);
  starts = new Uint32Array(0);
  ends = new Uint32Array(0);
  fileNumbers = new Uint32Array(0);
  readonly amendments = new Map<number, Amendment>();
  private unitNumbers = new Uint32Array(0);
  /** By the unit's number: its row, counted from 1; 0 for none. */
  private readonly pages: (Uint32Array | undefined)[] = [];

  constructor(owner: ColumnOwner) {
    this.owner = owner;
  }

  add(unit: number, written: number, {start, end}: Span, file: number): boolean {
    const at = Math.floor(unit / pageSize);
    const page = this.pages[at] ?? new Uint32Array(pageSize);
    this.pages[at] = page;
    if (page[unit % pageSize] !== 0) return false;
    const row = this.size;
    if (row === this.written.length) this.fit(Math.max(16, 2 * row));
    this.written[row] = written;
    this.starts[row] = start;
    this.ends[row] = end;
    this.fileNumbers[row] = file;
    this.unitNumbers[row] = unit;
    this.size += 1;
    page[unit % pageSize] = this.size;
    return true;
  }

  amend(unit: Unit, amendment: Amendment): void {
    const row = this.rowOf(unit);
    if (row !== undefined) this.amendments.set(row, {...this.amendments.get(row), ...amendment});
  }

  /** Makes room for so many rows. */
  fit(rows: number): void {
    this.written = resized(this.written, new Float64Array(rows));
    this.starts = resized(this.starts, new Uint32Array(rows));
    this.ends = resized(this.ends, new Uint32Array(rows));
    this.fileNumbers = resized(this.fileNumbers, new Uint32Array(rows));
    this.unitNumbers = resized(this.unitNumbers, new Uint32Array(rows));
  }

  get(unit: Unit): Observation | undefined {
    const row = this.rowOf(unit);
    return row === undefined ? undefined : new StoredObservation(this, row);
  }

  has(unit: Unit): boolean {
    return this.rowOf(unit) !== undefined;
  }

  *entries(): MapIterator<[Unit, Observation]> {
    for (let row = 0; row < this.size; row++) yield [this.unitAt(row), new StoredObservation(this, row)];
  }

  *keys(): MapIterator<Unit> {
    for (let row = 0; row < this.size; row++) yield this.unitAt(row);
  }

  *values(): MapIterator<Observation> {
    for (let row = 0; row < this.size; row++) yield new StoredObservation(this, row);
  }

  [Symbol.iterator](): MapIterator<[Unit, Observation]> {
    return this.entries();
  }

  forEach(visit: (observation: Observation, unit: Unit, map: ReadonlyMap<Unit, Observation>) => void): void {
    for (const [unit, observation] of this) visit(observation, unit, this);
  }

  private rowOf(unit: Unit): number | undefined {
    const number = this.owner.numbers.get(unit);
    if (number === undefined) return undefined;
    const row = this.pages[Math.floor(number / pageSize)]?.[number % pageSize] ?? 0;
    return row === 0 ? undefined : row - 1;
  }

  private unitAt(row: number): Unit {
    const unit = this.owner.units[this.unitNumbers[row] ?? 0];
    if (!unit) throw new Error("a row has a unit of the roll");
    return unit;
  }
}

/** No month has more rows. */
const mostRows = 2 ** 32;

class StoredObservation implements Observation {
  private readonly column: Column;
  private readonly row: number;
  private decimal: Decimal | undefined;

  constructor(column: Column, row: number) {
    this.column = column;
    this.row = row;
  }

  get id(): number {
    return this.column.owner.number * mostRows + this.row;
  }

  get value(): Decimal | undefined {
    this.decimal ??= this.correction?.newValue ?? this.readWritten();
    return this.decimal;
  }

  get span(): Span {
    const {starts, ends} = this.column;
    return spanOf(this.entry.source, starts[this.row], ends[this.row]);
  }

  get file(): ProgressHead {
    return this.entry.head;
  }

  get correction(): Correction | undefined {
    return this.amendment?.correction;
  }

  get note(): string | undefined {
    return this.amendment?.note;
  }

  private get amendment(): Amendment | undefined {
    const {amendments} = this.column;
    return amendments.size === 0 ? undefined : amendments.get(this.row);
  }

  private get entry(): TableFile {
    const {owner, fileNumbers} = this.column;
    const file = owner.files[fileNumbers[this.row] ?? 0];
    if (!file) throw new Error("a row has a file");
    return file;
  }

  private readWritten(): Decimal | undefined {
    const written = this.column.written[this.row] ?? Number.NaN;
    if (Number.isNaN(written)) return undefined;
    return this.column.owner.isRate ? new Decimal(written).div(100) : new Decimal(written);
  }
}

function resized<Numbers extends Float64Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from.subarray(0, to.length));
  return to;
}
