import * as z from "zod";
import {parseYamlExpression, resolveExpression, type Scope} from "../figures/index.ts";
import {escapeHtml, type RenderedText} from "../narrative/index.ts";
import {checkSchema, type YamlText} from "../workspace/index.ts";
import {markFigure} from "./origin-notes.ts";
import type {CardsView} from "./view.ts";

const text = z.string().min(1);

/** A ```指标卡 block: indicators, or a name, an expression and a line below. */
export const cardsSpecSchema = z
  .array(
    z.union([text, z.strictObject({名称: text, 值: text, 说明: text.optional()})], {
      error: "指标名称，或者“名称”“值”“说明”",
    }),
  )
  .min(1);

export function resolveCards(
  yaml: YamlText,
  scope: Scope,
  render: (value: string) => RenderedText,
): CardsView | undefined {
  const spec = checkSchema(cardsSpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const cards = spec.map((entry, index) => {
    const isPlain = typeof entry === "string";
    const expression = parseYamlExpression(yaml, isPlain ? [index] : [index, "值"], scope.report);
    const resolved = expression && resolveExpression(expression, scope, {unit: scope.unit, isProse: true});
    if (!resolved) return undefined;
    const value = resolved.quantity ? ` value="${resolved.quantity.value.toString()}"` : "";
    return {
      name: isPlain ? (entry.split("|")[0]?.trim() ?? entry) : render(entry.名称).text,
      numberHtml: markFigure(
        `<data class="figure"${value}>${escapeHtml(resolved.number)}</data>`,
        scope.print?.(resolved, "sentence"),
      ),
      measure: resolved.measure,
      noteHtml: isPlain || entry.说明 === undefined ? undefined : render(entry.说明).html,
    };
  });
  const known = cards.filter(card => card !== undefined);
  return known.length === cards.length ? {cards: known} : undefined;
}
