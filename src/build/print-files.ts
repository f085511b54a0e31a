import type {PaperName} from "../press/index.ts";
import type {Output} from "./output.ts";
import type {FileMark} from "./part-file.ts";

/** What a bulletin is printed as: a folded booklet, two pages side by side, a proof of single pages, or just as it is. */
export type PrintKind = "booklet" | "2up" | "proof" | "plain";

const kinds: readonly PrintKind[] = ["booklet", "2up", "proof", "plain"];

/** Where the PDF of a bulletin is written: "2019-07-monthly/2019-07-monthly.pdf", of a batch's bulletin "a/b/a-b.pdf". */
export function pdfPath(slug: string): string {
  return `${slug}/${fileName(slug)}.pdf`;
}

/** Where a bulletin's web page or PDF is written. */
export function outputPath(slug: string, format: "html" | "pdf"): string {
  return format === "html" ? `${slug}/index.html` : pdfPath(slug);
}

function fileName(slug: string): string {
  return slug.replaceAll("/", "-");
}

/** Where a print file is written. A3 is what booklets and pairs are printed on when nothing else is said. */
export function printPath(slug: string, kind: PrintKind, paper: PaperName | undefined, isGrey: boolean): string {
  const names: string[] = [fileName(slug)];
  if (kind !== "plain") names.push(kind);
  if (paper !== undefined && (kind === "proof" || paper !== "A3")) names.push(paper.toLowerCase());
  if (isGrey) names.push("grey");
  return `${slug}/${names.join("-")}.pdf`;
}

/**
 * Writes the PDF of a bulletin. When it becomes another one, its print files go, which are never older than it: before, since
 * a build may be killed, and after, since `print` may have made one meanwhile. What is made later, `print` itself looks after.
 */
export function replacePdf(slug: string, pdf: Uint8Array, output: Output): FileMark {
  const path = pdfPath(slug);
  const isAnother = !output.readBytes(path)?.equals(pdf);
  if (isAnother) removePrints(slug, output);
  const mark = output.write(path, pdf);
  if (isAnother) removePrints(slug, output);
  return mark;
}

export function removePrints(slug: string, output: Output): void {
  const there = new Set(output.list(slug).map(name => `${slug}/${name}`));
  for (const kind of kinds) {
    for (const paper of kind === "plain" ? [undefined] : (["A3", "A4"] as const)) {
      for (const isGrey of kind === "plain" ? [true] : [false, true]) {
        const path = printPath(slug, kind, paper, isGrey);
        if (there.has(path)) output.remove(path);
      }
    }
  }
}
