import type {BulletinEntry} from "../../api.ts";

/** What the list is narrowed to. */
export interface Wanted {
  readonly words: string;
  readonly layout: string;
  readonly period: string;
  readonly state: "" | "编写中" | "已印发" | "有问题";
}

export const anything: Wanted = {words: "", layout: "", period: "", state: ""};

/** One line of the list: a bulletin, or all those that one batch makes. */
export type Listed =
  | {readonly kind: "bulletin"; readonly entry: BulletinEntry}
  | {readonly kind: "batch"; readonly batch: string; readonly entries: readonly BulletinEntry[]};

/** Newest first; those of a batch together, at the place of its newest. */
export function listBulletins(bulletins: readonly BulletinEntry[], wanted: Wanted): readonly Listed[] {
  const found = bulletins
    .filter(entry => fits(entry, wanted))
    .sort((a, b) => b.date.localeCompare(a.date) || a.slug.localeCompare(b.slug));
  const batches = new Map<string, BulletinEntry[]>();
  const listed: Listed[] = [];
  for (const entry of found) {
    const {batch} = entry;
    const others = batch === undefined ? undefined : batches.get(batch);
    if (batch === undefined) listed.push({kind: "bulletin", entry});
    else if (others) others.push(entry);
    else {
      const entries = [entry];
      batches.set(batch, entries);
      listed.push({kind: "batch", batch, entries});
    }
  }
  return listed;
}

function fits(entry: BulletinEntry, {words, layout, period, state}: Wanted): boolean {
  if (layout !== "" && entry.layout !== layout) return false;
  if (period !== "" && entry.period !== period) return false;
  if (state === "有问题" ? entry.errors + entry.warnings === 0 : state !== "" && entry.state !== state) return false;
  const text = [entry.title, entry.issue, entry.slug, entry.layout, entry.period, entry.unit].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** "2019-07" → "2019年7月" */
export function periodWords(period: string): string {
  const [year, month] = period.split("-");
  return month === undefined ? period : `${year}年${Number(month)}月`;
}

/** The month after: "2019-12" → "2020-01" */
export function nextPeriod(period: string): string {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}
