import type {Token, TokenizerAndRendererExtension, Tokens} from "marked";
import {escapeHtml} from "./inline.ts";

/** A container `:::编者按` … `:::` as marked hands it on. */
export interface ContainerToken extends Tokens.Generic {
  type: "container";
  /** 编者按, 引语, 链接, or what was written instead; "" for a ::: that closes nothing. */
  name: string;
  title: string;
  isClosed: boolean;
}

/** Kinds of container with their class on the page. */
export const containerClasses: ReadonlyMap<string, string> = new Map([
  ["编者按", "editor-note"],
  ["引语", "pull-quote"],
  ["链接", "sidebar"],
]);

/** Three colons, half-width or as a Chinese keyboard gives them. */
const openingLine = /^[:：]{3}[ \t]*([^\s:：]*)[ \t]*([^\n]*)(?:\n|$)/;
const closingLine = /^[:：]{3}[ \t]*$/m;

/**
 *     :::链接 什么是领办合作社
 *     正文，可以有几段
 *     :::
 *
 * `finish` sees what a container became.
 */
export function containerExtension(finish: (token: Token, html: string) => string): TokenizerAndRendererExtension {
  return {
    name: "container",
    level: "block",
    start: source => /^[:：]{3}/m.exec(source)?.index,
    tokenizer(source): ContainerToken | undefined {
      const opening = openingLine.exec(source);
      if (!opening) return undefined;
      const [head, name = "", title = ""] = opening;
      const blank = {type: "container", name, title: title.trim(), tokens: []} as const;
      if (name === "") return {...blank, raw: head, tokens: [], isClosed: true};
      const rest = source.slice(head.length);
      const closing = closingLine.exec(rest);
      const inner = closing ? rest.slice(0, closing.index) : rest;
      const tail = closing ? rest.slice(closing.index, closing.index + closing[0].length) : "";
      return {
        ...blank,
        raw: head + inner + tail,
        tokens: this.lexer.blockTokens(inner, []),
        isClosed: closing !== null,
      };
    },
    renderer(token): string {
      const {name, title, tokens = []} = token as ContainerToken;
      const heading = name === "引语" ? "" : title || name;
      const head = heading ? `<p class="aside-title">${escapeHtml(heading)}</p>\n` : "";
      const source = name === "引语" && title ? `<p class="aside-source">${escapeHtml(title)}</p>\n` : "";
      const kind = containerClasses.get(name) ?? "sidebar";
      return finish(token, `<aside class="${kind}">\n${head}${this.parser.parse(tokens)}${source}</aside>\n`);
    },
  };
}
