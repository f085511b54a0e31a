import type {FileReads} from "../workspace/files/index.ts";
import type {Planned} from "./batches.ts";
import type {Records} from "./bulletin-records.ts";
import type {CacheFolder} from "./cache-folder.ts";
import {openKeptPdfs} from "./kept-pdfs.ts";
import {isRecordedOutput, pruneOutputRecords} from "./output-record.ts";
import {pruneKeptPhotos} from "./photos.ts";
import {programDigest} from "./program-digest.ts";
import type {EndedBuild} from "./unchanged.ts";

/**
 * Lets go of what nothing in the cache is for any more: a month's progress as it was before it was corrected, pages and
 * photos of other texts, accounts of builds that cannot come out the same again. Whatever was written within a week
 * stays: another build may rest on it that this one does not know of. If one rests on something older, it makes it anew.
 */
export function pruneCache(records: Records, planned: readonly Planned[], reads: FileReads, cache: CacheFolder): void {
  if (!cache.isTimeToPrune()) return;
  const texts = new Set(Object.values(records.progress));
  cache.prune("progress", name => texts.has(name));
  // Of a bulletin without a record it is not known what it needs.
  const isAllKnown = planned.every(({folder}) => records.bulletins.has(folder.slug));
  if (isAllKnown) {
    const all = [...records.bulletins.values()];
    openKeptPdfs(cache).prune(new Set(all.flatMap(({made}) => Object.values(made?.files ?? {}))));
    pruneKeptPhotos(new Set(all.flatMap(({files}) => Object.values(files))), cache);
  }
  pruneOutputRecords(cache);
  pruneEndedBuilds(reads, cache);
  if (isAllKnown) cache.noteAllPruned();
}

/** An account is of use while its output folder is there, and nothing that it tells of is another one now. */
function pruneEndedBuilds({files, folders}: FileReads, cache: CacheFolder): void {
  const isOfUse = (name: string) => {
    if (!isRecordedOutput(name.replace(/\..*/, ""), cache)) return false;
    const ended = cache.readJson<EndedBuild>(`builds/${name}`);
    return ended?.program === programDigest() && isAsNow(ended.files, files) && isAsNow(ended.folders, folders);
  };
  cache.prune("builds", () => false, isOfUse);
}

/** Of files that this build did not read, nothing is known against the account. */
function isAsNow(then: Readonly<Record<string, string>>, now: ReadonlyMap<string, string>): boolean {
  return Object.entries(then).every(([path, print]) => (now.get(path) ?? print) === print);
}
