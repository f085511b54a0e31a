import type {Planned} from "./batches.ts";
import {removePrints} from "./print-files.ts";
import type {Workshop} from "./publish.ts";

/**
 * Takes away the output of bulletins and of units of batches that the workspace has no more: whoever puts the folder on the
 * web would publish them. Only files that are as we wrote them; those of an issued bulletin, or of one of which that is not
 * known, stay, since they may be the only ones. Gives the slugs.
 */
export function withdraw(
  planned: readonly Planned[],
  indexPages: readonly string[],
  {output, outputs}: Pick<Workshop, "output" | "outputs">,
): string[] {
  const there = new Set(planned.map(({folder}) => folder.slug));
  const kept = new Set(indexPages);
  const withdrawn = new Set<string>();
  for (const path of outputs.intactPaths()) {
    const slug = path.replace(/(?:\/images)?\/[^/]*$/, "");
    if (kept.has(path) || !path.includes("/") || there.has(slug) || mayBeIssued(slug)) continue;
    output.remove(path);
    withdrawn.add(slug);
  }
  output.removeLeftovers(withdrawn, false);
  for (const slug of withdrawn) {
    removePrints(slug, output);
    output.removeEmptyFolder(`${slug}/images`);
    output.removeEmptyFolder(slug);
  }
  // A batch's own folder, when its last unit went.
  for (const slug of withdrawn) if (slug.includes("/")) output.removeEmptyFolder(slug.slice(0, slug.lastIndexOf("/")));
  return [...withdrawn].sort();

  function mayBeIssued(slug: string): boolean {
    // A unit's bulletin of a batch is never issued, and the list of its units is none.
    if (slug.includes("/") || outputs.madeOf(`${slug}/figures.json`) === undefined) return false;
    return outputs.isIssued(slug) ?? true;
  }
}
