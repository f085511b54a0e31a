import {type Block, columnsOf, joinBlocks, splitBlocks} from "./blocks.ts";
import {renderPhoto} from "./render-blocks.ts";
import type {ArticleView} from "./view.ts";

/** Where the parts of an article stand on the newspaper page. */
export interface FeatureArrangement {
  /** The leading picture beside the boxed lead; undefined when there is none. */
  readonly leadHtml: string | undefined;
  readonly leadColumns: number;
  /** Under the boxed lead, beside the leading picture: the next pictures, or a chart when there are none. */
  readonly besideHtml: string;
  /** Wide tables and cards: over all columns, before the text. */
  readonly bandHtml: string;
  /** Text and one-column pictures, threaded through the columns. */
  readonly flowHtml: string;
  readonly flowColumns: number;
  /** At the head of the outer columns: wider pictures and charts. The text goes on under them. */
  readonly railTopHtml: string;
  /** At the foot of the outer columns: boxes and the editor's note. */
  readonly railFootHtml: string;
  readonly railColumns: number;
}

/**
 * Pictures wider than one column cannot stand inside a column: they leave the flow of text, in order,
 * for the strip above it (the page's first article) or for a rail of two columns at its outer side.
 */
export function arrangeFeature(article: ArticleView, columns: number, isMain: boolean): FeatureArrangement {
  const photos = article.photos.flatMap(photo => splitBlocks(renderPhoto(photo)));
  const body = splitBlocks(article.bodyHtml);
  const band = body.filter(isBand);
  const canRail = columns >= 4;
  const isBox = (block: Block) =>
    canRail && (block.classes.includes("sidebar") || block.classes.includes("editor-note"));
  const boxes = body.filter(isBox);
  const wide = [...photos.filter(isWide), ...body.filter(block => isWide(block) && !isBox(block))];
  const narrowPhotos = photos.filter(block => !isWide(block));
  const text = body.filter(block => !isWide(block) && !isBand(block) && !isBox(block));

  let lead: Block | undefined;
  let leadColumns = 0;
  let beside: Block[] = [];
  if (isMain && canRail && wide[0]?.classes.includes("photo")) {
    lead = wide.shift();
    leadColumns = Math.min(Math.max(lead === undefined ? 2 : columnsOf(lead), 2), columns - 2);
    const besideColumns = columns - leadColumns;
    const isPhoto = (block: Block) => block.classes.includes("photo");
    beside = [...wide.filter(isPhoto), ...narrowPhotos].slice(0, besideColumns > 2 ? 2 : 1);
    if (beside.length === 0) {
      beside = wide.filter(block => block.classes.includes("chart") && columnsOf(block) <= besideColumns).slice(0, 1);
    }
  }
  const isFree = (block: Block) => !beside.includes(block);
  const rail = wide.filter(isFree);
  const railColumns = canRail && rail.length + boxes.length > 0 ? 2 : 0;
  const flow = spreadPhotos(text, narrowPhotos.filter(isFree));
  return {
    leadHtml: lead?.html,
    leadColumns,
    besideHtml: joinBlocks(beside),
    bandHtml: joinBlocks(band),
    flowHtml: loosenPhrases(joinBlocks(railColumns === 0 ? [...rail, ...flow] : flow)),
    flowColumns: columns - railColumns,
    railTopHtml: railColumns === 0 ? "" : joinBlocks(rail),
    railFootHtml: joinBlocks(boxes),
    railColumns,
  };
}

/** In a column of eleven characters 提高2.6个百分点 would tear the line before it apart: only its number stays whole. */
function loosenPhrases(html: string): string {
  return html.replace(
    /<span class="figure nb">([^<\d]+)(\d[^<]*)<\/span>/g,
    '<span class="figure">$1<span class="nb">$2</span></span>',
  );
}

function isWide(block: Block): boolean {
  return (block.tag === "figure" && columnsOf(block) > 1) || block.classes.includes("sidebar");
}

function isBand(block: Block): boolean {
  return block.classes.includes("table-block") || block.classes.includes("cards");
}

/** Puts one-column photos between paragraphs, at even distances and never right under a head. */
function spreadPhotos(text: readonly Block[], photos: readonly Block[]): Block[] {
  const paragraphs = text.flatMap((block, index) => (block.tag === "p" ? [index] : []));
  const places = new Map<number, Block[]>();
  photos.forEach((photo, index) => {
    const turn = Math.min(paragraphs.length - 1, Math.floor(((index + 1) * paragraphs.length) / (photos.length + 1)));
    const place = paragraphs[Math.max(0, turn)] ?? text.length - 1;
    places.set(place, [...(places.get(place) ?? []), photo]);
  });
  if (text.length === 0) return [...photos];
  return text.flatMap((block, index) => [block, ...(places.get(index) ?? [])]);
}
