import {type Block, columnsOf, joinBlocks, splitBlocks} from "./blocks.ts";
import {renderPhoto} from "./render-blocks.ts";
import type {ArticleView} from "./view.ts";

/** Where the parts of an article stand on the newspaper page. */
export interface FeatureArrangement {
  /** The leading picture beside the boxed lead; undefined when there is none. */
  readonly leadHtml: string | undefined;
  readonly leadColumns: number;
  /** Under the boxed lead, beside the leading picture: a chart, then small pictures that take the height left over. */
  readonly besideChartHtml: string;
  readonly besidePhotosHtml: string;
  /** Wide tables and cards: over all columns, before the text. */
  readonly bandHtml: string;
  /** Text and one-column pictures, threaded through the columns. */
  readonly flowHtml: string;
  readonly flowColumns: number;
  /** Wider pictures, charts and boxes beside the text. */
  readonly railHtml: string;
  readonly railColumns: number;
}

/**
 * Pictures wider than one column cannot stand inside a column: they leave the flow of text, in order,
 * for the strip above it (the page's first article) or for a rail of two columns beside it.
 */
export function arrangeFeature(article: ArticleView, columns: number, isMain: boolean): FeatureArrangement {
  const photos = article.photos.flatMap(photo => splitBlocks(renderPhoto(photo)));
  const body = splitBlocks(article.bodyHtml);
  const widePhotos = photos.filter(isWide);
  const narrowPhotos = photos.filter(block => !isWide(block));
  const wide = [...widePhotos, ...body.filter(isWide)];
  const band = body.filter(isBand);
  const text = body.filter(block => !isWide(block) && !isBand(block));

  let lead: Block | undefined;
  let leadColumns = 0;
  const besideChart: Block[] = [];
  const besidePhotos: Block[] = [];
  if (isMain && columns >= 4 && widePhotos.length > 0) {
    lead = wide.shift();
    leadColumns = Math.min(Math.max(lead === undefined ? 2 : columnsOf(lead), 2), columns - 2);
    const next = wide.findIndex(block => block.classes.includes("chart"));
    const [chart] = next < 0 ? [] : wide.splice(next, 1);
    if (chart !== undefined) {
      besideChart.push(chart);
    }
    // One small picture for every two columns.
    besidePhotos.push(...narrowPhotos.splice(0, Math.floor((columns - leadColumns) / 2)));
  }
  const rail = wide;
  const railColumns = rail.length === 0 || columns < 3 ? 0 : 2;
  const flow = spreadPhotos(text, narrowPhotos);
  return {
    leadHtml: lead?.html,
    leadColumns,
    besideChartHtml: joinBlocks(besideChart),
    besidePhotosHtml: joinBlocks(besidePhotos),
    bandHtml: joinBlocks(band),
    flowHtml: joinBlocks(railColumns === 0 ? [...rail, ...flow] : flow),
    flowColumns: columns - railColumns,
    railHtml: railColumns === 0 ? "" : joinBlocks(rail),
    railColumns,
  };
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
