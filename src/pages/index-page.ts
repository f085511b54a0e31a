import {formatDate} from "../figures/index.ts";
import {readPartialText} from "./layout.ts";
import type {Page} from "./render-page.ts";
import {renderPartial} from "./templates.ts";

/** A bulletin in the list of all. */
export interface IndexEntry {
  readonly title: string;
  readonly publication: string;
  readonly layout: string;
  readonly isoDate: string;
  /** "第7期（总第19期）"; empty when it has no number. */
  readonly issue: string;
  /** Address of the web page and of the PDF, relative to the list; undefined when there is none. */
  readonly html: string | undefined;
  readonly pdf: string | undefined;
  /** What stands under the title instead of layout, issue and date. */
  readonly facts?: string;
}

export interface IndexView {
  readonly office: string;
  readonly demo: boolean;
  /** Title of the list; that of all bulletins when nothing else is said. */
  readonly heading?: string;
  /** Address of the list that holds this one. */
  readonly up?: string;
  readonly entries: readonly IndexEntry[];
}

/** The list of all bulletins: by publication, the newest first. */
export function renderIndexPage({office, demo, heading, up, entries}: IndexView): Page {
  const newestFirst = [...entries].sort((a, b) => (a.isoDate === b.isoDate ? 0 : a.isoDate < b.isoDate ? 1 : -1));
  const publications = [...new Set(newestFirst.map(({publication}) => publication))];
  const groups = publications.map((publication, index) => ({
    id: `p${index + 1}`,
    publication,
    entries: newestFirst
      .filter(entry => entry.publication === publication)
      .map(entry => ({...entry, facts: entry.facts ?? indexFacts(entry)})),
  }));
  return {
    lang: "zh-CN",
    title: heading ?? (office ? `${office} 各期简报` : "各期简报"),
    author: office,
    subject: heading === undefined ? "各期简报目录" : `${heading}目录`,
    css: [readPartialText("base.css"), readPartialText("index-page.css")].join("\n"),
    bodyHtml: renderPartial("index-page", {office, demo, heading: heading ?? "各期简报", up, groups}),
    bodyClass: "index",
  };
}

/** "简报　第7期　2019年8月5日" */
export function indexFacts({layout, issue, isoDate}: Pick<IndexEntry, "layout" | "issue" | "isoDate">): string {
  return [layout, issue, formatDate(isoDate)].filter(Boolean).join("　");
}
