import {type Span, spanOf} from "../diagnostics/index.ts";
import {type MaskedReference, maskedRun, showBraces, splitMasked, type YamlText} from "../workspace/index.ts";

/** A reference worked out for print. */
export interface RenderedReference {
  readonly text: string;
  readonly html: string;
}

/** Works out the expression at a place; undefined when it is wrong, which has then been reported. */
export type ResolveSpan = (span: Span) => RenderedReference | undefined;

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
  const parts = splitMasked(value).map((part): RenderedText => {
    if (typeof part === "string") return {text: part, html: keepNumbersWhole(escapeHtml(part))};
    const reference = yaml.references[part];
    return (
      (reference && resolve(spanOf(yaml.source, reference.innerStart, reference.innerEnd))) ?? {text: "", html: ""}
    );
  });
  return {text: parts.map(({text}) => text).join(""), html: parts.map(({html}) => html).join("")};
}

/**
 * Puts worked-out references into sanitised HTML: as elements between tags, as plain text inside of tags.
 * Typed numbers are bound to their measures on the way.
 */
export function fillReferences(
  html: string,
  references: readonly MaskedReference[],
  render: (reference: MaskedReference) => RenderedReference | undefined,
): string {
  return html
    .split(/(<[^>]*>)/)
    .map(piece => {
      const isTag = piece.startsWith("<");
      const text = isTag ? piece : keepNumbersWhole(piece);
      const filled = text.replace(maskedRun, run => {
        const [index] = splitMasked(run);
        const reference = typeof index === "number" ? references[index] : undefined;
        const rendered = reference && render(reference);
        return rendered ? (isTag ? escapeHtml(rendered.text) : rendered.html) : "";
      });
      return showBraces(filled);
    })
    .join("");
}

/**
 * Binds a typed number to what belongs to it, so that no line breaks between 32 and 个 (GB/T 15835, clreq 不可分):
 * 32个, 7月11日, 100余人, 2019年, 60%, 1万元—3万元.
 */
export function keepNumbersWhole(html: string): string {
  return html.replace(numberWithMeasure, run => (/^[\d.]+$/.test(run) ? run : `<span class="nb">${run}</span>`));
}

const measures =
  "个百分点|人次|万元|亿元|万亩|平方米|公里|公顷|年|月|日|时|分|元|亩|户|人|个|村|家|项|批次|批|件|名|期|份|倍|成|条|次|位|处|头|吨|公斤|天|小时|栋|座|层|岁|届|版|[%％‰]";
/** Not inside of an entity such as &#39; */
const numberWithMeasure = new RegExp(
  `(?<![&#\\w.])\\d[\\d.,]*(?:[余多几]?[万亿]?[余多]?(?:${measures}))?(?:[—~～-]\\d[\\d.,]*[万亿]?(?:${measures})?)?`,
  "g",
);
