import {diagnose} from "../diagnostics/index.ts";
import {type Scope, textOf} from "../figures/index.ts";
import {escapeHtml, keepNumbersWhole, type RenderedText} from "../narrative/index.ts";
import {checkSchema, type YamlText} from "../workspace/index.ts";
import {renderFigure} from "./origin-notes.ts";
import {type Said, summaryTeller} from "./summary-sentence.ts";
import {type SummaryLine, summarySpecSchema} from "./summary-spec.ts";

/** Works out the sentences of a summary as one paragraph; undefined when one of them is wrong. */
export function resolveSummary(
  yaml: YamlText,
  scope: Scope,
  render: (value: string) => RenderedText,
): RenderedText | undefined {
  const spec = checkSchema(summarySpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const say = summaryTeller(yaml, scope, render);
  const sentences = spec.map((entry, index) => sentence(entry, index));
  if (sentences.includes(undefined)) return undefined;
  const parts = spec.map((entry, index): RenderedText => {
    const part = sentences[index] ?? {text: "", html: ""};
    if (entry.文字 !== undefined || part.text === "") return part;
    const next = spec[index + 1];
    // Totals in a row make one sentence.
    const mark = entry.总量 !== undefined && next?.总量 !== undefined ? "；" : "。";
    return {text: `${part.text}${mark}`, html: `${part.html}${mark}`};
  });
  return {text: parts.map(part => part.text).join(""), html: parts.map(part => part.html).join("")};

  function sentence(entry: SummaryLine, index: number): RenderedText | undefined {
    const kinds = Object.keys(entry).filter(key => entry[key as keyof SummaryLine] !== undefined);
    if (kinds.length !== 1) {
      scope.report(diagnose("JB-2623", yaml.spanAt([index]), {kinds}));
      return undefined;
    }
    if (entry.文字 !== undefined) return render(entry.文字);
    const said = say(entry, index);
    return said && printSentence(said, kinds[0] ?? "", index);
  }

  /** The sentence as text and HTML; each number in it is noted with what it was worked out from. */
  function printSentence({sentence: runs, subject, basisOf}: Said, kind: string, index: number): RenderedText {
    const words = textOf(runs);
    let end = 0;
    const html = runs.map((run): string => {
      const before = words.slice(0, end);
      end += run.text.length;
      const basis = run.place === "月份" ? {figures: []} : basisOf(run);
      if (!basis || run.text === "") return keepNumbersWhole(escapeHtml(run.text));
      const note = scope.printWorked?.({
        text: run.text,
        what: [subject, basis.what ?? run.place].filter(Boolean).join(" "),
        span: yaml.spanAt([index, kind]),
        unit: basis.unit ?? scope.unit,
        period: scope.period,
        value: basis.quantity?.value,
        figures: basis.figures,
        grounds: basis.grounds,
        around: {before, after: words.slice(end)},
      });
      return renderFigure(run.text, basis.quantity?.value.toString(), note);
    });
    return {text: words, html: html.join("")};
  }
}
