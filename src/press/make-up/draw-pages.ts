import type {
  FeaturePlan,
  PlannedBox,
  PlannedHead,
  PlannedJump,
  PlannedParagraph,
  PlannedPiece,
  PlannedRule,
  Rectangle,
} from "./feature-plan.ts";
import type {PlacedPart} from "./fill-frames.ts";
import {columnLeft, type PageGrid, spanCharacters} from "./grid.ts";
import {type PlannedPage, type PlannedStory, rowGap} from "./plan-page.ts";
import {reach} from "./settle-heights.ts";

/** Turns pages made up in lines and characters into places in pixels. `label` names a page: "A07版". */
export function drawPages(pages: readonly PlannedPage[], grid: PageGrid, label: (page: number) => string): FeaturePlan {
  const pieces = new Map<number, PlannedPiece[]>();
  const heads: PlannedHead[] = [];
  const boxes: PlannedBox[] = [];
  const frames: Rectangle[] = [];
  const rules: PlannedRule[] = [];
  const jumps: PlannedJump[] = [];
  for (const [page, {stories}] of pages.entries()) {
    for (const planned of stories) {
      const drawing = new StoryDrawing(planned, page, grid);
      heads.push(drawing.head(page === 0 ? undefined : label(page - 1)));
      boxes.push(...drawing.items());
      if (planned.boxed) frames.push(drawing.frame());
      rules.push(...drawing.columnRules());
      for (const [id, piece] of drawing.pieces(boxes)) pieces.set(id, [...(pieces.get(id) ?? []), piece]);
      const jump = drawing.jump(label(page + 1));
      if (jump !== undefined) jumps.push(jump);
    }
    rules.push(...rowRules(stories, page, grid));
  }
  const paragraphs: PlannedParagraph[] = [...pieces].map(([id, own]) => ({id, pieces: own}));
  const notesBottom = {page: pages.length - 1, y: (grid.folioLines + grid.lines) * grid.linePx};
  return {pages: pages.length, heads, boxes, paragraphs, frames, rules, jumps, notesBottom};
}

class StoryDrawing {
  readonly #planned: PlannedStory;
  readonly #page: number;
  readonly #grid: PageGrid;
  /** First line of the story's own area on the sheet, and its lines. */
  readonly #top: number;
  readonly #lines: number;

  constructor(planned: PlannedStory, page: number, grid: PageGrid) {
    this.#planned = planned;
    this.#page = page;
    this.#grid = grid;
    this.#top = grid.folioLines + planned.top + planned.padding;
    this.#lines = planned.height - 2 * planned.padding;
  }

  head(jumpFrom: string | undefined): PlannedHead {
    const {story, settled} = this.#planned;
    const index = settled.arrangement.placements.findIndex(({item}) => item === undefined);
    const {head} = settled.arrangement;
    return {
      ...this.#placement(index, 0),
      id: story.head.id,
      sizePt: head.sizePt,
      breaks: head.breaks,
      jumpFrom: story.head.isJump && jumpFrom !== undefined ? `（上接${jumpFrom}）` : undefined,
    };
  }

  items(): PlannedBox[] {
    return this.#planned.settled.arrangement.placements.flatMap(({item}, index) =>
      item === undefined ? [] : [{id: item.id, ...this.#placement(index, 1)}],
    );
  }

  /** A placement without its blank line, unless it reaches the story's other edge. */
  #placement(index: number, gap: number): Rectangle {
    const {columns, settled} = this.#planned;
    const {placements} = settled.arrangement;
    const placement = placements[index];
    if (placement === undefined) return this.#rectangle(0, 0, 0, 0);
    const far = reach(placements, settled.heights, index);
    const height = settled.heights[index] ?? 0;
    const left = columnLeft(columns, placement.column);
    const characters = spanCharacters(columns.measure, placement.span);
    if (placement.edge === "top") {
      const fills = placement.item !== undefined && this.#reachesBottom(index, far);
      const lines = fills ? this.#lines - (far - height) : height - gap;
      return this.#rectangle(left, far - height, characters, lines);
    }
    return this.#rectangle(left, this.#lines - far + gap, characters, height - gap);
  }

  /** True when nothing stands between a placement and the lower edge but its blank line. */
  #reachesBottom(index: number, far: number): boolean {
    const {settled} = this.#planned;
    const {placements} = settled.arrangement;
    const own = placements[index];
    if (own === undefined || this.#lines - far > 1) return false;
    const covers = (column: number) => column >= own.column && column < own.column + own.span;
    return (
      settled.frames.every(({column}) => !covers(column)) &&
      placements.every(
        ({edge, column, span, parent}) =>
          parent !== index && !(edge === "bottom" && column < own.column + own.span && own.column < column + span),
      )
    );
  }

  /** `left` and `characters` across, `top` and `lines` down from the story's own corner. */
  #rectangle(left: number, top: number, characters: number, lines: number): Rectangle {
    const {characterPx, linePx} = this.#grid;
    return {
      page: this.#page,
      left: left * characterPx,
      top: (this.#top + top) * linePx,
      width: characters * characterPx,
      height: lines * linePx,
    };
  }

  frame(): Rectangle {
    const {slot, top, height} = this.#planned;
    const {columnCharacters, characterPx, linePx, folioLines} = this.#grid;
    return {
      page: this.#page,
      left: slot.column * (columnCharacters + 1) * characterPx,
      top: (folioLines + top) * linePx,
      width: spanCharacters(columnCharacters, slot.columns) * characterPx,
      height: height * linePx,
    };
  }

  /** 栏线: between two columns, as far as both hold text. */
  columnRules(): PlannedRule[] {
    const {columns, settled} = this.#planned;
    return settled.frames.flatMap((left): PlannedRule[] => {
      const right = settled.frames.find(({column}) => column === left.column + 1);
      if (right === undefined) return [];
      const top = Math.max(left.top, right.top);
      const bottom = Math.min(left.top + left.lines, right.top + right.lines);
      if (bottom - top < 2) return [];
      const rule = this.#rectangle(columnLeft(columns, left.column) + columns.measure + 0.5, top, 0, bottom - top);
      return [{...rule, kind: "column"}];
    });
  }

  /** Pieces of paragraphs by their number; subheads and whole blocks are added to `boxes`. */
  pieces(boxes: PlannedBox[]): [number, PlannedPiece][] {
    const {settled, filled, columns, story} = this.#planned;
    const found: [number, PlannedPiece][] = [];
    for (const [index, parts] of filled.frames.entries()) {
      const frame = settled.frames[index];
      if (frame === undefined) continue;
      for (const part of parts) {
        const unit = story.units[part.unit];
        if (unit === undefined) continue;
        const left = columnLeft(columns, frame.column);
        const place = this.#rectangle(left, frame.top + part.top, columns.measure, part.height);
        if (unit.kind !== "paragraph") boxes.push({id: unit.id, ...place});
        else found.push([unit.id, this.#piece(part, place)]);
      }
    }
    return found;
  }

  #piece(part: PlacedPart, place: Rectangle): PlannedPiece {
    const {story, units} = this.#planned;
    const unit = story.units[part.unit];
    const broken = units[part.unit];
    const all = broken?.kind === "paragraph" ? (broken.ways[part.way]?.lines ?? []) : [];
    const offset = unit?.offset ?? 0;
    const inset = unit?.inset ?? 0;
    const lines = all.slice(part.from, part.to).map((line, index) => ({
      start: line.start + offset,
      end: line.end + offset,
      halved: line.halved.map(mark => mark + offset),
      justified: part.from + index < all.length - 1,
      indent: part.from + index === 0 ? (unit?.indent ?? 0) : 0,
    }));
    return {...place, left: place.left + inset, width: place.width - inset, lines};
  }

  /** "（下转A07版）" on the last line of a story that goes on. */
  jump(next: string): PlannedJump | undefined {
    const {filled, settled, columns, story} = this.#planned;
    if (filled.rest === undefined) return undefined;
    const frame = settled.frames.at(-1);
    const after = filled.frames.flat().findLast(({unit}) => story.units[unit]?.kind === "paragraph");
    const unit = after && story.units[after.unit];
    if (frame === undefined || unit === undefined) return undefined;
    const place = this.#rectangle(columnLeft(columns, frame.column), frame.top + frame.lines - 1, columns.measure, 1);
    return {...place, text: `（下转${next}）`, after: unit.id};
  }
}

/** 文武线 between rows, a rule between open stories side by side. */
function rowRules(stories: readonly PlannedStory[], page: number, grid: PageGrid): PlannedRule[] {
  const {characterPx, linePx, folioLines, columns, columnCharacters} = grid;
  const rules: PlannedRule[] = [];
  const tops = [...new Set(stories.map(({top}) => top))].sort((a, b) => a - b);
  for (const top of tops) {
    const row = stories.filter(story => story.top === top);
    const width = spanCharacters(columnCharacters, columns) * characterPx;
    if (top > 0 && !row.every(({boxed}) => boxed))
      rules.push({kind: "row", page, left: 0, top: (folioLines + top - rowGap / 2) * linePx, width, height: 0});
    for (const [index, story] of row.entries()) {
      const left = row[index - 1];
      if (left === undefined || left.boxed || story.boxed) continue;
      const x = (story.slot.column * (columnCharacters + 1) - 0.5) * characterPx;
      rules.push({
        kind: "story",
        page,
        left: x,
        top: (folioLines + top) * linePx,
        width: 0,
        height: story.height * linePx,
      });
    }
  }
  return rules;
}
