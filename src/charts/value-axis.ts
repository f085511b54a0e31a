/** The value axis with everything decided. */
export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  /** Rising, from `min` to `max`. */
  readonly ticks: readonly {readonly value: number; readonly label: string}[];
}

const TEN_THOUSANDS = [
  {size: 1e12, name: "万亿"},
  {size: 1e8, name: "亿"},
  {size: 1e4, name: "万"},
];

/**
 * An axis over all values with ticks at round numbers. It ends with the highest value and, below zero, with the lowest:
 * numbers stand at the data itself, so no room is given away to reach a round end. Without values, or with nothing but
 * zeros, it has the one tick 0.
 */
export function planValueAxis(values: readonly number[], steps: number, measure: string): ValueAxis {
  if (values.every(value => Math.abs(value) < 1e-280)) return {min: 0, max: 1, ticks: [{value: 0, label: "0"}]};
  const [low, high] = span(values);
  const step = roundStep((high - low) / steps);
  const first = low < 0 ? Math.ceil(low / step - 1e-9) : Math.floor(low / step + 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const numbers = Array.from({length: last - first + 1}, (_, index) => round12((first + index) * step));
  const labels = formatTicks(numbers, measure);
  return {
    min: low < 0 ? low : (numbers[0] ?? low),
    max: high,
    ticks: numbers.map((value, index) => ({value, label: labels[index] ?? ""})),
  };
}

/** Values that begin at zero keep it; far from zero, a line chart may show only the part of the scale in use. */
export function lineValues(values: readonly number[]): readonly number[] {
  const [low, high] = span(values);
  if (low >= 0 && low < high * 0.4) return [0, high];
  const margin = (high - low) * 0.1;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high <= 0 ? Math.min(0, high + margin) : high + margin];
}

function span(values: readonly number[]): readonly [low: number, high: number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (values.length === 0 || largest < 1e-280) return [0, 1];
  // Equal values, or nearly: leave room on both sides, or the steps would fall below the precision of a number.
  const margin = high - low < largest * 1e-6 ? largest * 0.1 : 0;
  return [low - margin, high + margin];
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5].find(candidate => candidate * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** One unit of counting and one number of decimals for all ticks of an axis: "0", "0.5万", "1万". */
function formatTicks(values: readonly number[], measure: string): readonly string[] {
  const largest = Math.max(...values.map(Math.abs));
  if (largest >= 1e16 || largest < 1e-6) return values.map(value => (value === 0 ? "0" : String(value)));
  // "3亿" beside the measure 万元 would be read as 3亿元.
  const unit = /^[百千万亿]/u.test(measure)
    ? undefined
    : TEN_THOUSANDS.find(({size}) => largest >= size && values.every(value => decimals(value / size) <= 1));
  const size = unit?.size ?? 1;
  const places = Math.max(...values.map(value => decimals(value / size)));
  return values.map(value => {
    const text = (value / size).toFixed(value === 0 ? 0 : places);
    return value === 0 ? "0" : text + (unit?.name ?? "");
  });
}

function decimals(value: number): number {
  return String(round12(value)).split(".")[1]?.length ?? 0;
}

function round12(value: number): number {
  return Number(value.toPrecision(12));
}
