import type {FigureReads} from "../figures/index.ts";
import type {NumberCounts} from "../pages/index.ts";
import type {BulletinFile} from "../workspace/index.ts";
import type {CacheFolder} from "./cache-folder.ts";
import type {StoredDiagnostic} from "./stored-diagnostic.ts";

/** What is kept of a bulletin that was worked out: what it rested on, and what came of it. */
export interface BulletinRecord {
  /** What it rests on besides files and single observations, in one fingerprint. */
  readonly grounds: string;
  /** Fingerprints of the files and folders that it read. */
  readonly files: Readonly<Record<string, string>>;
  readonly folders: Readonly<Record<string, string>>;
  readonly figures: FigureReads;
  /** bulletin.yaml as it was read, when nothing was wrong with it or its articles. */
  readonly bulletin?: BulletinFile | undefined;
  readonly summary: BulletinSummary;
  /** Undefined until its pages have been made. */
  readonly made?: MadeRecord | undefined;
}

/** What of a bulletin is needed when it is not worked out anew. */
export interface BulletinSummary {
  /** Undefined when it cannot be published. */
  readonly title: string | undefined;
  readonly blockedBy: readonly string[];
  readonly diagnostics: readonly StoredDiagnostic[];
  readonly numbers: NumberCounts;
  /** How many figures it shows. */
  readonly figures: number;
}

/** What became of a bulletin's pages. */
export interface MadeRecord {
  /** Its files, with what each was made of in one fingerprint. */
  readonly files: Readonly<Record<string, string>>;
  readonly pages: number | undefined;
  /** What was found on the printed pages. */
  readonly diagnostics: readonly StoredDiagnostic[];
  /** False when what was found kept it from being published. */
  readonly isPublished: boolean;
  /** The formats that were asked for. */
  readonly formats: readonly ("html" | "pdf")[];
  /** The browser that printed it: another one prints other bytes. */
  readonly browserName?: string | undefined;
}

/** All that is kept of a workspace's bulletins. */
export interface Records {
  /** Fingerprints of what all bulletins rest on, by what it is: "units.yaml", "program". */
  readonly grounds: Readonly<Record<string, string>>;
  /** Fingerprints of the progress files; the texts are in the cache under these names. */
  readonly progress: Readonly<Record<string, string>>;
  /** True when nothing was wrong with the form of units.yaml: its thousands of entries are then not looked at again. */
  readonly unitsAreRight: boolean;
  /** Every character that pages have needed so far. */
  readonly characters: string;
  readonly bulletins: ReadonlyMap<string, BulletinRecord>;
}

/** To be raised when the records take another form: older ones are then forgotten. */
const format = 2;
const fileName = "bulletins.jsonl";

/** The line of each bulletin as it was read or written: most of them stay as they are from build to build. */
const lines = new WeakMap<BulletinRecord, string>();

export function readRecords(cache: CacheFolder): Records | undefined {
  const [first, ...rest] = cache.readText(fileName)?.trimEnd().split("\n") ?? [];
  if (first === undefined) return undefined;
  try {
    const {format: stored, ...common} = JSON.parse(first) as StoredCommon;
    if (stored !== format || !areObjects(common.grounds, common.progress)) return undefined;
    const bulletins = new Map<string, BulletinRecord>();
    for (const line of rest) {
      const [slug, record] = JSON.parse(line) as StoredLine;
      if (!areObjects(record.files, record.folders, record.summary) || typeof record.figures !== "string")
        return undefined;
      lines.set(record, line);
      bulletins.set(slug, record);
    }
    return {...common, bulletins};
  } catch {
    // Damaged: everything is worked out again.
    return undefined;
  }
}

/** A cache may hold anything. */
function areObjects(...found: readonly unknown[]): boolean {
  return found.every(each => typeof each === "object" && each !== null);
}

export function writeRecords({bulletins, ...common}: Records, cache: CacheFolder): void {
  const first: StoredCommon = {format, ...common};
  cache.write(fileName, [JSON.stringify(first), ...[...bulletins].map(lineOf), ""].join("\n"));
}

function lineOf([slug, record]: StoredLine): string {
  const known = lines.get(record);
  if (known !== undefined) return known;
  const line = JSON.stringify([slug, record]);
  lines.set(record, line);
  return line;
}

/** The first line: what all bulletins share. */
interface StoredCommon extends Omit<Records, "bulletins"> {
  readonly format: number;
}

/** Each of the others: a bulletin. */
type StoredLine = readonly [slug: string, record: BulletinRecord];
