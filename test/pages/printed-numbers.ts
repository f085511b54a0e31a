import {placeAt} from "../../src/diagnostics/index.ts";
import type {BulletinView, PrintedFigure} from "../../src/pages/index.ts";
import type {BulletinFolder} from "../../src/workspace/index.ts";

/** A part of an article's page, and the lines of its text that it comes from. */
interface Part {
  readonly name: string;
  readonly text: string;
  /** What the writer typed there, without references. */
  readonly typed: string;
  readonly isIn: (line: number) => boolean;
}

/**
 * Numbers of a finished page that stand neither in the ledger nor in the writer's own words, each with its block. Counted:
 * a number that a block prints five times needs five values in the ledger, but for charts, which print each several times.
 */
export function findUnlisted(
  {articles: views, dataNotes = [], title}: BulletinView,
  printed: readonly PrintedFigure[],
  {path, bulletin, articles, yaml}: BulletinFolder,
): string[] {
  const missing: string[] = [];
  for (const [index, view] of views.entries()) {
    const source = articles.get(bulletin?.稿件[index] ?? "");
    if (!source) throw new Error("no article");
    const own = printed.filter(({span}) => span.source.path === source.path);
    for (const part of partsOf(view.bodyHtml, headOf(view), source.text)) {
      const listed = own.filter(
        ({span, kind}) => kind !== "数据说明" && part.isIn(placeAt(span.source, span.start).line),
      );
      missing.push(...lacking(part, listed));
    }
  }
  const notes = {name: "数据说明", text: dataNotes.join("\n"), typed: "", isIn: () => true};
  missing.push(
    ...lacking(
      notes,
      printed.filter(({kind}) => kind === "数据说明"),
    ),
  );
  const head = {name: path, text: title, typed: withoutReferences(yaml?.source.text ?? ""), isIn: () => true};
  missing.push(
    ...lacking(
      head,
      printed.filter(({span}) => span.source.path === path),
    ),
  );
  return missing;
}

function lacking({name, text, typed}: Part, listed: readonly PrintedFigure[]): string[] {
  const known = [...listed.flatMap(figure => numbersIn(`${figure.text}${figure.measure}`)), ...numbersIn(typed)];
  const isChart = listed.some(({kind}) => kind === "图表");
  const left = [...known];
  return numbersIn(text).flatMap(number => {
    const at = isChart ? known.indexOf(number) : left.indexOf(number);
    if (at === -1) return [`${name}: ${number}`];
    if (!isChart) left.splice(at, 1);
    return [];
  });
}

/** Head, blocks and the rest of an article: a block is what stands between its fence and the next line of text. */
function partsOf(bodyHtml: string, headHtml: string, source: string): Part[] {
  const lines = source.split("\n");
  const blocks = fencesIn(lines);
  const pieces = bodyHtml.split(/(?=<[a-z]+[^>]* data-at=")/);
  const texts = new Map<number, string>();
  for (const piece of pieces) {
    const line = Number(/ data-at="(\d+):/.exec(piece)?.[1] ?? 0);
    texts.set(line, `${texts.get(line) ?? ""}${plain(piece)}\n`);
  }
  const ofBlocks = blocks.map(
    ({from, to, name}): Part => ({
      name: `${name} ${from}`,
      text: texts.get(from) ?? "",
      typed: lines
        .slice(from, to)
        .filter(line => /^\W*(?:标题|注|文字|名|值|表头)\s*:/u.test(line))
        .map(withoutReferences)
        .join("\n"),
      isIn: line => line >= from && line <= to,
    }),
  );
  const isFree = (line: number): boolean => !blocks.some(({from, to}) => line >= from && line <= to);
  const rest = [...texts].filter(([line]) => isFree(line)).map(([, text]) => text);
  const typed = withoutReferences(lines.filter((_, index) => isFree(index + 1)).join("\n"));
  return [...ofBlocks, {name: "text", text: `${plain(headHtml)}\n${rest.join("\n")}`, typed, isIn: isFree}];
}

function fencesIn(lines: readonly string[]): {readonly name: string; readonly from: number; readonly to: number}[] {
  return lines.flatMap((line, index) => {
    const name = /^```(\p{Script=Han}+)\s*$/u.exec(line)?.[1];
    if (name === undefined) return [];
    return [{name, from: index + 1, to: lines.findIndex((other, at) => at > index && other.startsWith("```")) + 1}];
  });
}

function headOf(view: BulletinView["articles"][number]): string {
  const {kickerHtml, titleHtml, deckHtml, leadHtml, dateline, byline, photos} = view;
  const captions = photos.map(({captionHtml}) => captionHtml);
  return [kickerHtml, titleHtml, deckHtml, leadHtml, dateline, byline, ...captions].filter(Boolean).join("\n");
}

function plain(html: string): string {
  return (
    html
      .replace(/<!--[\s\S]*?-->/g, "")
      // Ticks of an axis are no values: of a drawing the labels are in its table, the shares of a ring here alone.
      .replace(/<svg\b[\s\S]*?<\/svg>/g, svg => (svg.match(/\d+\.\d%/g) ?? []).join(" "))
      .replace(/<(?:\/p|\/td|\/th|\/tr|\/li|br)[^>]*>/g, "\n")
      .replace(/<[^>]*>/g, "")
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  );
}

function withoutReferences(text: string): string {
  return text.replace(/\{\{[\s\S]*?\}\}/g, " ").replace(/\]\(=[^)]*\)/g, " ");
}

/** Months and years are no values: they name what the values are of. */
function numbersIn(text: string): string[] {
  return text.match(/(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d年月])/g) ?? [];
}
