/**
 * What the desk's server and its page in the browser say to each other: JSON over HTTP below `/api`, told once for both.
 * Types alone. The routes are listed with each type; paths of files are relative to the workspace, "bulletins/x/a.md".
 *
 * Every request but GET carries the header `X-Jianbao-Desk: 1`, which no other site's page can send. A refusal is
 * `{message, hint?}` in Chinese with status 400, 401, 403, 404, 409, 413, 415 or 429.
 */

export interface Refusal {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A place in a text: line and column count from 1, columns in UTF-16 units as CodeMirror counts them. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** End of the place, on the same line or a later one. */
  readonly endLine: number;
  readonly endColumn: number;
  /** In a month's data: the cell of the table that it is, or the row of a unit. */
  readonly cell?: {readonly unit: string; readonly indicator?: string | undefined} | undefined;
}

/** One thing that may be done about a finding: replaces a part of the text that it was found in. */
export interface QuickFix {
  /** "换成“近390亩”", "是“顺德村”", "对上：顺德村.流转面积（388亩）" */
  readonly title: string;
  readonly place: Place;
  readonly replacement: string;
}

export interface Finding {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly place?: Place | undefined;
  readonly fixes: readonly QuickFix[];
  /** Bulletins that it concerns; empty for one that belongs to the workspace. */
  readonly slugs: readonly string[];
}

// --- 期刊列表: GET /api/desk ---------------------------------------------------------------------------------------

export interface DeskState {
  readonly office: string;
  /** 演示: true */
  readonly isDemo: boolean;
  readonly bulletins: readonly BulletinEntry[];
  /** "专题", "简报", "会议材料" and those of the workspace. */
  readonly layouts: readonly string[];
  /** Months with a progress file, in order. */
  readonly tables: readonly {readonly period: string; readonly path: string}[];
  readonly findings: readonly Finding[];
  readonly building: boolean;
  /** Whether a password is asked for, so that 退出 is shown. */
  readonly hasPassword: boolean;
}

export interface BulletinEntry {
  readonly slug: string;
  readonly title: string;
  /** "唐坊党建月报 第7期" */
  readonly issue: string;
  readonly layout: string;
  readonly period: string;
  readonly date: string;
  readonly state: "编写中" | "已印发";
  readonly status: "built" | "unchanged" | "failed" | "blocked" | "kept" | "unbuilt";
  readonly errors: number;
  readonly warnings: number;
  /** Of the last output, ISO 8601; undefined when there is none. */
  readonly builtAt?: string | undefined;
  /** Articles in order, then bulletin.yaml. */
  readonly files: readonly {readonly path: string; readonly title: string}[];
  readonly html?: string | undefined;
  readonly pdf?: string | undefined;
  /** Batch that it is part of, and its unit; its texts are the batch's. */
  readonly batch?: string | undefined;
  readonly unit?: string | undefined;
}

/** POST /api/bulletins: a new one as `jianbao new` makes it. Answer: {slug, notes} */
export interface NewBulletin {
  readonly layout: string;
  /** "2019-08" */
  readonly period?: string | undefined;
  /** Copy of this one; undefined: the newest of the layout. */
  readonly from?: string | undefined;
}

export interface NewBulletinAnswer {
  readonly slug: string;
  /** What was made and what remains to be looked over, as `jianbao new` tells it, by titles. */
  readonly notes: readonly string[];
}

// --- Files: GET /api/file?path=, PUT /api/file -------------------------------------------------------------------

/** A text file of the workspace: *.md and *.yaml in it, nothing hidden, nothing outside. */
export interface FileText {
  readonly path: string;
  readonly text: string;
  /** Fingerprint of the bytes; names what an edit started from. */
  readonly version: string;
}

export interface FileSave {
  readonly path: string;
  readonly text: string;
  /** The version that the edit started from. */
  readonly base: string;
}

/**
 * Saved as sent; merged with what another wrote meanwhile (the edits touch different lines: `text` is both together); or, with
 * status 409, a conflict: nothing was written, and the writer chooses.
 */
export type FileSaved =
  | {readonly kind: "saved"; readonly version: string}
  | {readonly kind: "merged"; readonly version: string; readonly text: string}
  | {readonly kind: "conflict"; readonly version: string; readonly theirs: string; readonly base: string};

/** GET /api/history?path= : newest first. GET /api/history/text?path=&id= gives a FileText. Going back is a save. */
export interface HistoryEntry {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  /** "采编台存盘", "在别处改的", or a commit's subject. */
  readonly what: string;
  readonly lines: {readonly added: number; readonly removed: number};
}

// --- 写稿 ---------------------------------------------------------------------------------------------------------

/**
 * POST /api/preview: the page of a bulletin with a text that is not saved yet. GET /frame.html is an empty page that it may
 * be put into: in a frame with sandbox="allow-same-origin", with a policy that allows the page's own styles and no program.
 */
export interface PreviewAsk {
  readonly slug: string;
  readonly path: string;
  readonly text: string;
}

export interface PreviewAnswer {
  /** Whole body of the page, with `data-file` and `data-at="line:column"` on its blocks; undefined: an error stops it. */
  readonly body?: string | undefined;
  /**
   * Address of the page's stylesheet, "/api/styles/<name>": it changes when the styles or fonts do, and what is below one
   * never changes. It imports the fonts from an address of the same kind. Photos stand in the body with addresses
   * "/api/preview-photos/<name>", which never change either.
   */
  readonly styles: string;
  readonly lang: string;
  /** Findings of this bulletin, as they are with this text. */
  readonly findings: readonly Finding[];
  readonly milliseconds: number;
}

/** GET /api/vocabulary?slug= : what can be written in {{ }} and (= ). */
export interface Vocabulary {
  readonly units: readonly {readonly name: string; readonly type: string; readonly shortName?: string | undefined}[];
  readonly indicators: readonly {
    readonly name: string;
    readonly measure: string;
    readonly description?: string | undefined;
  }[];
  /** "2019-07", "上月", "去年同期", "年初" … */
  readonly periods: readonly {readonly name: string; readonly detail: string}[];
  readonly filters: readonly {readonly name: string; readonly detail: string}[];
  readonly functions: readonly {readonly name: string; readonly detail: string}[];
  /** Words that stand for texts, with what they stand for here: 期间, 月份, 主体 … */
  readonly texts: readonly {readonly name: string; readonly detail: string}[];
  /** 各村, 各片区 … */
  readonly sets: readonly string[];
  /** The bulletin's unit and month. */
  readonly unit: string;
  readonly period: string;
}

/** GET /api/explain?slug=&expression= : a figure with its origin, for hovering. */
export interface Explained {
  /** As printed; undefined with findings when it cannot be worked out. */
  readonly text?: string | undefined;
  readonly lines: readonly {
    readonly depth: number;
    readonly text: string;
    readonly place?: string | undefined;
    readonly path?: string | undefined;
    readonly line?: number | undefined;
    readonly remark: string;
  }[];
  readonly findings: readonly Finding[];
}

/** GET /api/candidates?slug=&words=近400亩 : figures that these words may tell, the best first. */
export interface Candidate {
  /** "顺德村.流转面积", ready for (= ) */
  readonly expression: string;
  /** "388亩" */
  readonly text: string;
  /** True when the words are right of it. */
  readonly fits: boolean;
}

/** POST /api/chart: a block's YAML as it is being filled in. Also for 表格 and 指标卡. */
export interface BlockAsk {
  readonly slug: string;
  readonly kind: "图表" | "表格" | "指标卡";
  readonly yaml: string;
}

export interface BlockAnswer {
  readonly html?: string | undefined;
  readonly findings: readonly Finding[];
}

/** POST /api/photos?slug=&name= with the bytes as body: checked by content, stored below the bulletin's images/. */
export interface PhotoAnswer {
  /** "images/2019-07-field.jpg", to be written in the article. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

// --- 填数: GET /api/table?period= ---------------------------------------------------------------------------------

export interface TableState {
  readonly period: string;
  /** The month's file, the first of several. */
  readonly path: string;
  readonly version: string;
  readonly indicators: readonly {
    readonly name: string;
    readonly measure: string;
    readonly decimals: number;
    /** "期末数", "当期数" */
    readonly kind: string;
    /** A formula: shown, not typed. */
    readonly formula?: string | undefined;
  }[];
  readonly rows: readonly {
    readonly unit: string;
    /** Unit above it, for headings between rows. */
    readonly above?: string | undefined;
    readonly type: string;
    /** The file that its figures stand in, or would: a month may have several. */
    readonly path: string;
    /** By indicator: as written in the file; "" 未报. Only those that the unit is expected to report, or does. */
    readonly cells: Readonly<Record<string, TableCell>>;
  }[];
  readonly findings: readonly Finding[];
}

export interface TableCell {
  readonly text: string;
  readonly last?: string | undefined;
  /** What is wrong with it, told in the cell. */
  readonly findings?: readonly Finding[] | undefined;
}

/** PUT /api/table: cells that were changed; everything else in the file stays byte for byte. Answer: TableSaved */
export interface TableSave {
  readonly period: string;
  readonly base: string;
  readonly cells: readonly {
    readonly unit: string;
    readonly indicator: string;
    /** "" clears: 未报. */
    readonly text: string;
    /** What the cell held when the edit began: another's change of the same cell is a conflict, of others it is none. */
    readonly before: string;
  }[];
}

/** Cells that are `refused` or in conflict were not written; all others were. */
export type TableSaved =
  | {readonly kind: "saved"; readonly table: TableState; readonly refused?: readonly RefusedCell[] | undefined}
  | {
      readonly kind: "conflict";
      readonly table: TableState;
      readonly cells: readonly {readonly unit: string; readonly indicator: string; readonly theirs: string}[];
      readonly refused?: readonly RefusedCell[] | undefined;
    };

/** What was typed is no number ("三百", "12亩"): the message is told in the cell. */
export interface RefusedCell {
  readonly unit: string;
  readonly indicator: string;
  readonly message: string;
}

/*
 * GET /api/table.xlsx?period=     填报表: headers, measures, validation, locked names and formulas
 * GET /api/table.csv?period=      UTF-8 with BOM, for Excel
 * POST /api/table/read?period=    a returned .xlsx or .csv as body; nothing is written: the page shows it and saves
 */
export interface SheetRead {
  readonly cells: readonly {readonly unit: string; readonly indicator: string; readonly text: string}[];
  /** By cell address: "C5". */
  readonly problems: readonly {readonly address: string; readonly message: string}[];
}

// --- 核数: GET /api/numbers?slug= ---------------------------------------------------------------------------------

/** Where a number stands that no line of text holds: a block, or a note on data that is not complete. */
export type BlockKind = "图表" | "表格" | "指标卡" | "政策" | "红黑榜" | "综述" | "数据说明";

export interface NumberEntry {
  /** 引用 a reference, 核对 a claim, 说明 noted as not from the data, 未对 tied to nothing. */
  readonly kind: "引用" | "核对" | "说明" | "未对" | BlockKind;
  /** As printed. */
  readonly text: string;
  readonly expression?: string | undefined;
  /** True when `expression` is no expression: it says in words what a block has worked out. */
  readonly isWorked?: boolean | undefined;
  /** For claims: whether the words are right, and the figure. */
  readonly verdict?: "对" | "不对" | "存疑" | undefined;
  readonly figure?: string | undefined;
  readonly place: Place;
  /** "progress/2019-07.yaml 第32行" … */
  readonly origins: readonly {readonly text: string; readonly path?: string; readonly line?: number}[];
  /** The line around it, the number between \u0001 and \u0002. */
  readonly context: string;
}

// --- 出版 ---------------------------------------------------------------------------------------------------------

/** POST /api/prints: makes files for the printer. Answer: PrintAnswer */
export interface PrintAsk {
  readonly slug: string;
  readonly kind: "booklet" | "2up" | "proof" | "plain";
  readonly paper: "A3" | "A4";
  readonly grey: boolean;
}

export interface PrintAnswer {
  readonly pages: number;
  readonly files: readonly {
    /** Address to load: "/out/2019-07-monthly/2019-07-monthly-booklet.pdf" */
    readonly address: string;
    readonly bytes: number;
    /** What to choose in the print window, in Chinese. */
    readonly notes: readonly string[];
  }[];
  readonly findings: readonly Finding[];
}

/**
 * POST /api/issued {slug}: marks it 已印发 in bulletin.yaml. POST /api/reissued {slug}: builds one that is issued once more, and
 * keeps what it prints now as its record.
 */

// --- GET /api/events: server-sent ---------------------------------------------------------------------------------

export type DeskEvent =
  | {readonly kind: "building"; readonly done: number; readonly total: number; readonly what: string}
  /** A build ended: GET /api/desk tells all; `built` are the slugs made anew. */
  | {readonly kind: "built"; readonly milliseconds: number; readonly built: readonly string[]}
  | {readonly kind: "failed"; readonly message: string; readonly hint: string}
  /** Files changed, by the desk or by others; `paths` relative to the workspace, "" for all of it. */
  | {readonly kind: "changed"; readonly paths: readonly string[]}
  /**
   * Files for the printer are made of a bulletin, as /api/prints was asked: it waits for its turn, its pages are built, the
   * files are made. Without a count `total` is 0.
   */
  | {
      readonly kind: "printing";
      readonly slug: string;
      readonly part: "waiting" | "pages" | "files";
      readonly done: number;
      readonly total: number;
    }
  /** Another program wrote what could not be merged into a text: it is in the text's history alone. */
  | {readonly kind: "keptAside"; readonly path: string};

// --- POST /api/login {password}, POST /api/logout ----------------------------------------------------------------
