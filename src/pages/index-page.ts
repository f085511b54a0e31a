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
  readonly issue: number | undefined;
  /** Address of the web page and of the PDF, relative to the list; undefined when there is none. */
  readonly html: string | undefined;
  readonly pdf: string | undefined;
}

export interface IndexView {
  readonly office: string;
  readonly demo: boolean;
  readonly entries: readonly IndexEntry[];
}

/** The list of all bulletins: by publication, the newest first. */
export function renderIndexPage({office, demo, entries}: IndexView): Page {
  const newestFirst = [...entries].sort((a, b) => (a.isoDate === b.isoDate ? 0 : a.isoDate < b.isoDate ? 1 : -1));
  const publications = [...new Set(newestFirst.map(({publication}) => publication))];
  const groups = publications.map((publication, index) => ({
    id: `p${index + 1}`,
    publication,
    entries: newestFirst
      .filter(entry => entry.publication === publication)
      .map(entry => ({...entry, facts: factsOf(entry)})),
  }));
  return {
    lang: "zh-CN",
    title: office ? `${office} 各期简报` : "各期简报",
    author: office,
    subject: "各期简报目录",
    css: [readPartialText("base.css"), readPartialText("index-page.css")].join("\n"),
    bodyHtml: renderPartial("index-page", {office, demo, groups}),
    bodyClass: "index",
  };
}

function factsOf({layout, issue, isoDate}: IndexEntry): string {
  return [layout, issue === undefined ? "" : `第${issue}期`, formatDate(isoDate)].filter(Boolean).join("　");
}
