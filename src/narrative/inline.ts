import {type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import {
  type MaskedReference,
  maskedRun,
  showBraces,
  splitMasked,
  splitTies,
  type YamlText,
} from "../workspace/index.ts";

/** A reference worked out for print. */
export interface RenderedReference {
  readonly text: string;
  readonly html: string;
}

/** Words of the author that are tied to a figure (claim) or to a source (note). */
export interface Tie {
  readonly kind: "claim" | "note";
  readonly words: Span;
  /** The words as they are printed. */
  readonly printed: RenderedText;
}

/**
 * Works out the expression at a place; undefined when it is wrong, which has then been reported. With `tie`, the place is
 * what some words are tied to, and what comes back is the words.
 */
export type ResolveSpan = (span: Span, tie?: Tie) => RenderedReference | undefined;

/** A short text of a title, caption or cell: plain for attributes and lists, HTML for the page. */
export interface RenderedText {
  readonly text: string;
  readonly html: string;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** Renders a string of a YAML text, its references worked out; no Markdown. */
export function renderYamlText(value: string, yaml: YamlText, resolve: ResolveSpan): RenderedText {
  return renderMasked(value, yaml.references, yaml.source, resolve, keepNumbersWhole);
}

/** Renders a masked text without Markdown: references worked out, claims and notes as the author's words. */
export function renderMasked(
  text: string,
  references: readonly MaskedReference[],
  source: SourceText,
  resolve: ResolveSpan,
  finish: (html: string) => string = html => html,
): RenderedText {
  const plain = (piece: string): RenderedText[] =>
    splitMasked(piece).map(part => {
      if (typeof part === "string") return {text: part, html: finish(escapeHtml(part))};
      const reference = references[part];
      return (reference && resolve(spanOf(source, reference.innerStart, reference.innerEnd))) ?? {text: "", html: ""};
    });
  const parts = splitTies(text).flatMap((piece): RenderedText[] => {
    if (typeof piece === "string") return plain(piece);
    const printed = join(plain(piece.words));
    const tie = references[piece.index];
    return [tie ? resolveTie(tie, printed, source, resolve) : printed];
  });
  return join(parts);
}

function join(parts: readonly RenderedText[]): RenderedText {
  return {text: parts.map(({text}) => text).join(""), html: parts.map(({html}) => html).join("")};
}

function resolveTie(
  tie: MaskedReference,
  printed: RenderedText,
  source: SourceText,
  resolve: ResolveSpan,
): RenderedText {
  const {kind, wordsStart = tie.start, wordsEnd = tie.start} = tie;
  if (kind === "reference") return printed;
  const words = spanOf(source, wordsStart, wordsEnd);
  return resolve(spanOf(source, tie.innerStart, tie.innerEnd), {kind, words, printed}) ?? printed;
}

/**
 * Puts worked-out references into sanitised HTML: as elements between tags, as plain text inside of tags. Words of claims
 * and notes get their element. Typed numbers are bound to their measures on the way.
 */
export function fillReferences(
  html: string,
  references: readonly MaskedReference[],
  source: SourceText,
  resolve: ResolveSpan,
): string {
  let isInTag = false;
  return splitTies(html)
    .map(piece => {
      const filled = fillPlain(typeof piece === "string" ? piece : piece.words, references, source, resolve, isInTag);
      if (typeof piece === "string") {
        isInTag = endsInTag(piece, isInTag);
        return filled;
      }
      const tie = references[piece.index];
      // Words that Markdown has cut into cells or paragraphs cannot have an element about them.
      const isCut = /<(?!\/?(?:strong|em|del|b|i|u|s|mark|sub|sup|small|data|span)\b)/.test(piece.words);
      if (!tie) return filled;
      const text = filled.replace(/<[^>]*>/g, "");
      const rendered = resolveTie(tie, {text, html: filled}, source, resolve);
      return isInTag || isCut ? filled : rendered.html;
    })
    .join("");
}

function endsInTag(piece: string, before: boolean): boolean {
  const open = piece.lastIndexOf("<");
  const close = piece.lastIndexOf(">");
  return open === close ? before : open > close;
}

function fillPlain(
  html: string,
  references: readonly MaskedReference[],
  source: SourceText,
  resolve: ResolveSpan,
  startsInTag: boolean,
): string {
  const pieces = startsInTag ? html.split(/(^[^>]*>|<[^>]*>?)/) : html.split(/(<[^>]*>?)/);
  return pieces
    .map((piece, index) => {
      const isTag = index % 2 === 1 || (startsInTag && !html.includes(">"));
      const text = isTag ? piece : keepNumbersWhole(piece);
      const filled = text.replace(maskedRun, run => {
        const [number] = splitMasked(run);
        const reference = typeof number === "number" ? references[number] : undefined;
        const rendered = reference && resolve(spanOf(source, reference.innerStart, reference.innerEnd));
        return rendered ? (isTag ? escapeHtml(rendered.text) : rendered.html) : "";
      });
      return showBraces(filled);
    })
    .join("");
}

/**
 * Binds a typed number to what belongs to it, so that no line breaks between 32 and 个 (GB/T 15835, clreq 不可分):
 * 32个, 7月11日, 100余人, 第3期, 60%以上, 1万元—3万元. A full date is bound in two parts within one, 2019年 and 7月11日: a
 * narrow column may part them, a page of 28 characters does not.
 */
export function keepNumbersWhole(html: string): string {
  return html.replace(numberWithMeasure, (run, year?: string, rest?: string) => {
    if (year !== undefined && rest !== undefined) return `<span class="full-date">${bind(year)}${bind(rest)}</span>`;
    return /^[\d.,]+$/.test(run) ? run : bind(run);
  });
}

function bind(text: string): string {
  return `<span class="nb">${text}</span>`;
}

const measures =
  "个百分点|人次|万元|亿元|万亩|平方米|公里|公顷|年|月|日|号|时|分|元|亩|户|人|个|村|家|项|批次|批|件|名|期|份|倍|成|条|次|位|处|头|吨|公斤|斤|天|小时|栋|座|层|岁|届|版|页|[%％‰℃]";
const bounds = "(?:以上|以下|以内|左右)?";
/** Not inside of an entity such as &#39; */
const numberWithMeasure = new RegExp(
  `(?<![&#\\w.])(?:(\\d{4}年)(\\d{1,2}月(?:\\d{1,2}[日号])?)|` +
    `(?<!\\d)\\d{1,2}月\\d{1,2}[日号]|` +
    `第?\\d[\\d.,]*(?:[余多几]?[万亿]?[余多]?(?:${measures})${bounds})?` +
    `(?:[—~～-]\\d[\\d.,]*[万亿]?(?:${measures})?${bounds})?)`,
  "g",
);
