import type {Figures, Period, QuestionScope} from "../figures/index.ts";
import type {BulletinFile} from "../workspace/index.ts";
import {scopeTexts} from "./compose-bulletin.ts";

/**
 * The scope in which a question about a bulletin's figures is answered: its unit, or the topmost when it names none that
 * there is. Undefined when the workspace has no units, or without a month.
 */
export function questionScope(
  bulletin: BulletinFile | undefined,
  period: Period | undefined,
  figures: Figures,
): QuestionScope | undefined {
  const unit = figures.units.find(bulletin?.主体 ?? "")[0] ?? figures.units.roots[0];
  if (!unit || !period) return undefined;
  const texts = bulletin ? scopeTexts(bulletin, unit, period) : new Map<string, string>();
  return {figures, unit, period, texts, isInternal: bulletin?.密级 !== undefined};
}
