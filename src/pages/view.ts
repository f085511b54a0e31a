import type {Span} from "../diagnostics/index.ts";
import type {OriginNote} from "./figure-ledger.ts";

/**
 * What a layout's template is given: a bulletin with every figure resolved and every text ready to print.
 * Fields whose name ends in `Html` are safe HTML and are printed raw (`<%~ %>`); all others are plain text.
 */
export interface BulletinView {
  readonly slug: string;
  /** Title of the issue, for <title>, lists and PDF properties. */
  readonly title: string;
  readonly publication: PublicationView;
  /** "第7期"; undefined when the bulletin has no number. */
  readonly issue: string | undefined;
  /** "总第19期". */
  readonly totalIssue: string | undefined;
  /** "2019年8月5日". */
  readonly date: string;
  /** "2019-08-05". */
  readonly isoDate: string;
  /** "星期一". */
  readonly weekday: string;
  /** "2019年7月". */
  readonly period: string;
  /** Name of the unit that the bulletin is about: "唐坊镇". */
  readonly unit: string;
  /** "内部资料　注意保存". */
  readonly secrecy: string | undefined;
  /** True when the workspace holds demonstration data: every page must then say 演示数据 where a reader sees it. */
  readonly demo: boolean;
  readonly paper: Paper;
  /** 专题 only: folio of the newspaper page. */
  readonly folio: {readonly page: string; readonly section: string; readonly editor: string} | undefined;
  /** 会议材料 only. */
  readonly meeting: MeetingView | undefined;
  readonly articles: readonly ArticleView[];
  /** Notes on the data of this issue: "流转面积等：32个村中31个村填报，未报：名杨村". */
  readonly dataNotes: readonly string[];
  /** Sources of numbers that the data does not hold: "2批次、100余人：镇组织办培训台账". */
  readonly sourceNotes?: readonly string[];
  /** Notes on the origin of figures, which the web page opens; figures name them by id. */
  readonly notes?: readonly OriginNote[];
  /** The same, printed at the end when the bulletin asks for it (数据来源: 是). */
  readonly appendix?: readonly OriginNote[] | undefined;
}

export interface Paper {
  /** "四开", "A4". */
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface PublicationView {
  readonly name: string;
  /** 编印单位. */
  readonly compiler: string | undefined;
  /** 报, 送, 发. */
  readonly distUp: readonly string[];
  readonly distPeer: readonly string[];
  readonly distDown: readonly string[];
  /** 共印 … 份. */
  readonly copies: number | undefined;
}

export interface MeetingView {
  readonly name: string | undefined;
  /** Corner mark: "会议材料之三". */
  readonly mark: string | undefined;
  /** Who reports. */
  readonly speaker: string | undefined;
  readonly date: string | undefined;
  /** 会后收回. */
  readonly collect: boolean;
}

export interface ArticleView {
  /** Unique within the bulletin, ASCII: "a1". Anchors of headings begin with it. */
  readonly id: string;
  /**
   * Attributes for the elements of these parts, with a space before: where they come from, ` data-at="3:5"`; `article`
   * names the file and goes to the element that holds the rest.
   */
  readonly placesHtml?: Readonly<Record<"article" | "kicker" | "title" | "deck" | "lead" | "byline", string>>;
  readonly kickerHtml: string | undefined;
  readonly titleHtml: string;
  readonly titleText: string;
  readonly deckHtml: string | undefined;
  readonly leadHtml: string | undefined;
  /** 电头, plain: "晨讯". To be printed in bold face before the first paragraph. */
  readonly dateline: string | undefined;
  readonly byline: string | undefined;
  /** 专题: the article leads the page (头条), or stands in a frame (加框). */
  readonly leads?: boolean;
  readonly boxed?: boolean;
  /** Photos of the front matter, not part of bodyHtml; inline photos are in bodyHtml already, as the photo partial. */
  readonly photos: readonly PhotoView[];
  /**
   * Blocks of HTML. Subheads are <h3> and <h4> (with ids); a two-part subhead is
   * <h3><span class="half">对标先进</span> <span class="half">强化教育培训</span></h3>.
   * Paragraphs <p>, lists, GFM tables, and what the partials make: photo, chart, table, cards, and
   * <aside class="editor-note">, <aside class="pull-quote">, <aside class="sidebar"> with an optional <p class="aside-title">.
   */
  readonly bodyHtml: string;
  readonly headings: readonly {readonly id: string; readonly level: 3 | 4; readonly text: string}[];
}

/** Partial `photo`. */
export interface PhotoView {
  /** data: URI of a drawing, or `photo:` and a key, for which `showPhotos` puts in the developed photo. */
  readonly source: string;
  readonly captionHtml: string;
  readonly alt: string;
  /** Base columns it spans on the newspaper page, 1 to 6. */
  readonly columns: number;
  /** True when nobody asked for so many columns. */
  readonly anyColumns?: boolean;
  readonly pointer: "▲" | "▼" | "◀" | "▶" | undefined;
  /** Pixels, or units of an SVG's viewBox: only the ratio counts. */
  readonly width: number;
  readonly height: number;
  /** Where the article asks for it, when nothing else says so. */
  readonly span?: Span;
}

/** Partial `chart`. */
export interface ChartView {
  /** Which kind, for styles: "column", "doughnut". */
  readonly kind?: string;
  readonly id: string;
  readonly titleHtml: string;
  readonly measure: string;
  /** Inline <svg> with real text. */
  readonly svg: string;
  /** Text alternative, a few sentences. */
  readonly description: string;
  /** The same numbers as a table. */
  readonly table: TableView;
  readonly note: string | undefined;
  readonly columns: number;
}

/** Partial `table`. */
export interface TableView {
  readonly id: string;
  readonly titleHtml: string | undefined;
  /** Right above the table, e.g. "单位：亩、%"; empty when cells carry their measure. */
  readonly measureNote: string | undefined;
  readonly columns: readonly {readonly headHtml: string; readonly align: "left" | "right" | "center"}[];
  /** Cells as HTML; the first cell of a row is its head. */
  readonly rows: readonly {readonly cells: readonly string[]; readonly total: boolean}[];
  readonly note: string | undefined;
}

/** Partial `cards`. */
export interface CardsView {
  readonly cards: readonly {
    readonly name: string;
    /** The number without its measure. */
    readonly numberHtml: string;
    readonly measure: string;
    readonly noteHtml: string | undefined;
  }[];
}
