import {setImmediate} from "node:timers/promises";
import {MachineError} from "../diagnostics/index.ts";
import {readLayouts} from "../pages/index.ts";
import {
  type BlankPlace,
  type LaidOut,
  layOutBooklet,
  layOutProof,
  layOutTwoUp,
  missingPages,
  type PageFacts,
  type PaperName,
  padPages,
  printSheets,
  readPageFacts,
} from "../press/index.ts";
import {diskFiles, readWorkspace} from "../workspace/index.ts";
import {type BuildOptions, type BuildResult, build as buildWorkspace} from "./build.ts";
import {openOutput} from "./output.ts";
import {type PrintKind, pdfPath, printPath} from "./print-files.ts";

export type {PrintKind} from "./print-files.ts";

export interface PrintOptions
  extends Pick<BuildOptions, "content" | "out" | "trustLayouts" | "progress" | "press" | "browserName" | "keepsPress"> {
  readonly slug: string;
  readonly kind: PrintKind;
  /** For booklets and pairs; a proof comes on both. */
  readonly paper: PaperName;
  readonly grey: boolean;
  /** Where blank pages stand; undefined: where the bulletin's closing block asks for it. */
  readonly blanks?: BlankPlace | undefined;
  /** Told how far the files for the printer are, once the pages are built; steps of about the same length. */
  readonly printing?: ((done: number, total: number) => void) | undefined;
}

/** A file for the printer and what has to be known to print it. */
export interface PrintedFile {
  /** Relative to the output folder. */
  readonly path: string;
  readonly bytes: number;
  /** Undefined for pages that are printed as they are. */
  readonly sheets: PrintedSheets | undefined;
}

export interface PrintedSheets {
  readonly paper: PaperName;
  /** Printed sides: a booklet has two a sheet of paper. */
  readonly sides: number;
  /** 1 is the full size. */
  readonly scale: number;
  /** Size of the body text in points, where the layout sets it and the page is made smaller. */
  readonly bodyPt?: number | undefined;
  readonly creepMm: number;
  readonly hasMarks: boolean;
  readonly blanks?: Blanks | undefined;
}

/** The blank pages of a booklet. */
export interface Blanks {
  /** Their numbers in the folded booklet. */
  readonly pages: readonly number[];
  readonly place: BlankPlace;
  /** closing: the closing block stays on the back cover; torn: it would, but a paragraph runs onto the last page. */
  readonly reason: "asked" | "closing" | "torn" | "plain";
}

export interface PrintResult {
  readonly build: BuildResult;
  /** Pages of the bulletin. */
  readonly pages: number;
  /** Empty when the bulletin could not be built. */
  readonly files: readonly PrintedFile[];
  /** Why there is nothing to print: the bulletin asks for no PDF. */
  readonly lacksPdf: boolean;
}

/**
 * Builds a bulletin as `build` does (an issued one stays as it is) and makes files for the printer of its PDF. A bulletin
 * with errors is not printed: what stands in the output folder has other figures than the content. When another build
 * makes another PDF of it meanwhile, all begins anew.
 */
export async function printBulletin(options: PrintOptions): Promise<PrintResult> {
  for (let tries = 0; tries < mostTries; tries++) {
    const result = await printOnce(options);
    if (result) return result;
  }
  throw new MachineError(
    `“${options.slug}”的 PDF 在拼版的时候一再变成另一份，没有做成印刷用的文件`,
    "另有 jianbao 正在排这一期：等它排完，再运行一次",
  );
}

const mostTries = 3;

/** Undefined, with nothing left behind, when the PDF was another one in the end. */
async function printOnce(options: PrintOptions): Promise<PrintResult | undefined> {
  const {slug, out} = options;
  const build = await buildWorkspace({...options, slugs: [slug]});
  const status = build.bulletins.find(bulletin => bulletin.slug === slug)?.status;
  if (status !== "built" && status !== "unchanged" && status !== "kept")
    return {build, pages: 0, files: [], lacksPdf: false};
  const output = openOutput(out);
  const pdf = output.readBytes(pdfPath(slug));
  if (!pdf) return {build, pages: 0, files: [], lacksPdf: true};

  const facts = await readPageFacts(pdf);
  const pages = facts.sizes.length;
  // Nothing is to be made: the pages are printed as they are.
  if (options.kind === "plain" && !options.grey)
    return {build, pages, files: [{path: pdfPath(slug), bytes: pdf.length, sheets: undefined}], lacksPdf: false};
  const layout = readLayoutFacts(options);
  const files: PrintedFile[] = [];
  const arrangements = arrange(options, facts, layout);
  for (const [index, {paper, laidOut, ...more}] of arrangements.entries()) {
    const advice = {duplex: options.kind === "proof" ? "none" : "short-edge"} as const;
    const sheets = laidOut && {sides: laidOut.sides, advice};
    const printed = await printSheets(pdf, {
      sheets,
      grey: options.grey,
      async tell(done, total) {
        options.printing?.(index * total + done, arrangements.length * total);
        // Who is told hears it only when this thread has a moment.
        await setImmediate();
      },
    });
    const path = printPath(slug, options.kind, paper, options.grey);
    output.write(path, printed);
    const told = paper && laidOut && {paper, ...describe(laidOut, layout), ...more};
    files.push({path, bytes: printed.length, sheets: told});
  }
  // Its build has taken away what it found of the old one, not what was written after that.
  if (!output.readBytes(pdfPath(slug))?.equals(pdf)) {
    for (const {path} of files) output.remove(path);
    return undefined;
  }
  return {build, pages, files, lacksPdf: false};
}

interface Arrangement {
  readonly paper?: PaperName;
  readonly laidOut?: LaidOut;
  readonly hasMarks?: boolean;
  readonly blanks?: Blanks | undefined;
}

/** The files of a kind: a proof has two, the others one. */
function arrange({kind, paper, blanks}: PrintOptions, facts: PageFacts, layout: LayoutFacts): Arrangement[] {
  const {sizes} = facts;
  if (kind === "plain") return [{}];
  if (kind === "2up") return [{paper, laidOut: layOutTwoUp(sizes, paper)}];
  if (kind === "proof") {
    return (["A3", "A4"] as const).map(paper => {
      const laidOut = layOutProof(sizes, paper);
      return {paper, laidOut, hasMarks: laidOut.hasMarks};
    });
  }
  const placed = placeBlanks(facts, layout, blanks);
  const pages = padPages(sizes.length, placed.place);
  const numbers = pages.flatMap((page, index) => (page === "blank" ? [index + 1] : []));
  const told = missingPages(sizes.length) > 0 ? {pages: numbers, ...placed} : undefined;
  return [{paper, laidOut: layOutBooklet(pages, sizes, paper), blanks: told}];
}

/**
 * Where the blanks of a booklet go. GB/T 9704 puts the closing block (版记) on the very last page and blank pages before
 * it; so does a booklet of a bulletin that has one, unless the blanks would tear a paragraph or a table apart.
 */
function placeBlanks(
  {sizes, runsOntoLastPage}: PageFacts,
  {hasClosing}: LayoutFacts,
  asked: BlankPlace | undefined,
): Omit<Blanks, "pages"> {
  if (asked) return {place: asked, reason: "asked"};
  if (!hasClosing || sizes.length < 2) return {place: "end", reason: "plain"};
  return runsOntoLastPage ? {place: "end", reason: "torn"} : {place: "before-last", reason: "closing"};
}

function describe({sides, scale, creepMm}: LaidOut, {bodyPt}: LayoutFacts): Omit<PrintedSheets, "paper"> {
  const size = bodyPt !== undefined && scale < 1 ? {bodyPt: bodyPt * scale} : {};
  return {sides: sides.length, scale, creepMm, hasMarks: false, ...size};
}

interface LayoutFacts {
  /** A closing block (报、送、发) at the foot of the last page. */
  readonly hasClosing: boolean;
  readonly bodyPt: number | undefined;
}

/** The newspaper grid sets its body in 小五 (9 pt). */
const newspaperBodyPt = 9;

function readLayoutFacts({content, slug, trustLayouts}: PrintOptions): LayoutFacts {
  const workspace = readWorkspace(typeof content === "string" ? diskFiles(content) : content);
  const name = workspace.bulletins.find(folder => folder.slug === slug.split("/")[0])?.bulletin?.版式;
  const layout = readLayouts(workspace.files, {trusted: trustLayouts ?? false}).layouts.get(name ?? "");
  return {
    hasClosing: layout?.template.includes('class="closing"') ?? false,
    bodyPt: layout?.grid === "newspaper" ? newspaperBodyPt : undefined,
  };
}
