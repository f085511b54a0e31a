import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  startCompletion,
} from "@codemirror/autocomplete";
import {syntaxTree} from "@codemirror/language";
import type {EditorView} from "@codemirror/view";
import type {Vocabulary} from "../../../api.ts";
import {findOpenExpression} from "./expressions.ts";

/** Lines of a block's YAML whose value is a name or an expression. */
const blockValue = /^\s*(?:-\s*)?(?:\{[^}]*)?(?:单位|指标|列|值|目标|排序)[:：]\s*\[?|^\s*-\s+(?=[^{\s]|$)/;
const mostShown = 200;

/** What may stand at a place of `{{ }}` and `(= )`: units and indicators, indicators after "单位.", periods after @, filters after |. */
export function completeFrom(vocabulary: () => Promise<Vocabulary | undefined>): CompletionSource {
  return async context => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const start = findOpenExpression(before) ?? findBlockValue(context, before);
    if (start === undefined) return null;
    const words = await vocabulary();
    return words ? complete(words, before, start, line.from) : null;
  };
}

function findBlockValue({state, pos}: CompletionContext, before: string): number | undefined {
  const value = blockValue.exec(before)?.[0];
  if (value === undefined) return undefined;
  for (
    let node: ReturnType<typeof syntaxTree>["topNode"] | null = syntaxTree(state).resolveInner(pos, -1);
    node;
    node = node.parent
  ) {
    if (node.name === "FencedCode") return value.length;
  }
  return undefined;
}

function complete(words: Vocabulary, before: string, start: number, lineFrom: number): CompletionResult | null {
  const typed = /[\p{L}\p{N}_·-]*$/u.exec(before)?.[0] ?? "";
  const from = Math.max(start, before.length - typed.length);
  const sign = before.slice(start, from).trimEnd().at(-1) ?? "";
  const options = optionsAfter(sign, words, before.slice(start, from));
  const fitting = rank(options, before.slice(from)).slice(0, mostShown);
  return fitting.length > 0 ? {from: lineFrom + from, options: fitting, filter: false} : null;
}

/** The Chinese full-width signs are known too. */
function optionsAfter(sign: string, words: Vocabulary, before: string): readonly Completion[] {
  if (sign === "@" || sign === "＠")
    return words.periods.map(({name, detail}) => ({label: name, detail, type: "constant"}));
  if (sign === "|" || sign === "｜")
    return words.filters.map(({name, detail}) => ({label: name, ...explain(detail), type: "method"}));
  const indicators = words.indicators.map(({name, measure, description}) => ({
    label: name,
    detail: measure,
    type: "property",
    ...(description !== undefined && {info: description}),
  }));
  const sets = words.sets.map(label => ({label, detail: "一批单位", type: "enum"}));
  if (sign === "." || sign === "．") return [...indicators, ...sets];
  const isInList = /[[【][^\]】]*$/.test(before);
  const units = words.units.map(({name, type, shortName}) => ({
    label: name,
    detail: shortName === undefined ? type : `${type}，简称${shortName}`,
    type: "class",
    ...(!isInList && {apply: unitWithDot}),
  }));
  const functions = words.functions.map(({name, detail}) => ({
    label: name,
    ...explain(detail),
    type: "function",
    apply: call,
  }));
  const texts = words.texts.map(({name, detail}) => ({label: name, detail, type: "text"}));
  return [...indicators, ...units, ...sets, ...functions, ...texts];
}

/** A unit is followed by its indicator, which is asked for at once. */
function unitWithDot(view: EditorView, {label}: Completion, from: number, to: number): void {
  const hasDot = view.state.sliceDoc(to, to + 1) === ".";
  view.dispatch({
    changes: {from, to, insert: hasDot ? label : `${label}.`},
    selection: {anchor: from + label.length + 1},
    userEvent: "input.complete",
  });
  startCompletion(view);
}

/** A function is written with its brackets, and what may stand in them is asked for at once. */
function call(view: EditorView, {label}: Completion, from: number, to: number): void {
  view.dispatch({
    changes: {from, to, insert: `${label}()`},
    selection: {anchor: from + label.length + 1},
    userEvent: "input.complete",
  });
  startCompletion(view);
}

/** "有多少个单位合乎条件；…。写法：计数(各村, 流转率 >= 60%)": how it is written stands beside, the rest is shown for the chosen one. */
function explain(detail: string): Pick<Completion, "detail" | "info"> {
  const [meaning = "", sample] = detail.split("写法：");
  return {detail: (sample ?? meaning).split(" 或 ")[0] ?? "", info: meaning};
}

/** Names that hold the characters typed, in their order: those that begin with them first, then those with them together. */
export function rank(options: readonly Completion[], typed: string): readonly Completion[] {
  if (typed === "") return options;
  const graded = options.flatMap(option => {
    const grade = gradeOf(option.label, typed);
    return grade === undefined ? [] : [{option, grade}];
  });
  return graded.sort((a, b) => a.grade - b.grade).map(({option}) => option);
}

function gradeOf(name: string, typed: string): number | undefined {
  const at = name.indexOf(typed);
  if (at >= 0) return Math.min(at, 1);
  let place = -1;
  for (const character of typed) {
    place = name.indexOf(character, place + 1);
    if (place < 0) return undefined;
  }
  return 2;
}
