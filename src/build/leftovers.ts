import {existsSync, readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {isAbandonedPart} from "./part-file.ts";
import {pdfPath} from "./print-files.ts";

/**
 * Removes the parts that a crash or a pulled plug left in an output folder, beside what was to be replaced. Looked into are
 * folders of bulletins: by their names, where the first file was never finished, and by what is in them, where a bulletin
 * is no longer in the workspace. Of other folders, which may be deep, not even the list is read.
 *
 * To look into a thousand folders takes a while: `isThorough` once a day. The other times only the folders of `slugs`, those
 * that are about to be made, are looked into: what a killed build was at is made anew by the next one, unless the change was
 * taken back; then parts, which harm nobody, wait.
 */
export function removeLeftovers(out: string, slugs: Iterable<string>, isThorough = true): void {
  const known = new Set<string>();
  // "batch/unit": the list of the batch lies in "batch".
  for (const slug of slugs) known.add(slug).add(slug.replace(/\/.*/, ""));
  const isThere = (path: string) => existsSync(join(out, path));
  const isBulletin = (slug: string) =>
    known.has(slug) || (isThorough && [`${slug}/index.html`, `${slug}/figures.json`, pdfPath(slug)].some(isThere));
  for (const slug of removeParts(out)) {
    if (!isBulletin(slug)) continue;
    for (const name of removeParts(join(out, slug))) {
      const inner = `${slug}/${name}`;
      if (name === "images") removeParts(join(out, inner));
      else if (isBulletin(inner) && removeParts(join(out, inner)).includes("images"))
        removeParts(join(out, inner, "images"));
    }
  }
}

/** Removes the parts in one folder; gives the names of the folders in it. What resists is left to a later build. */
function removeParts(folder: string): string[] {
  const entries = attempt(() => readdirSync(folder, {withFileTypes: true})) ?? [];
  for (const entry of entries)
    if (isAbandonedPart(entry.name) && entry.isFile()) attempt(() => rmSync(join(folder, entry.name), {force: true}));
  return entries.filter(entry => entry.isDirectory()).map(({name}) => name);
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
