import {type EditorState, type Extension, StateEffect, StateField} from "@codemirror/state";
import {type Command, type EditorView, hoverTooltip, keymap, showTooltip, type Tooltip} from "@codemirror/view";
import type {Explained} from "../../../api.ts";
import {findExpressionAt} from "./expressions.ts";

type Explain = (expression: string) => Promise<Explained>;

const mostLines = 14;

/** Shows a figure with its origin: under the pointer, and at the cursor by a key. */
export function explainFigures(explain: Explain): Extension {
  return [
    hoverTooltip((view, pos) => findTooltip(view, pos, explain), {hoverTime: 350}),
    shownTooltip,
    keymap.of([
      {key: "Alt-i", run: explainAtCursor(explain)},
      {key: "Escape", run: hideTooltip},
    ]),
  ];
}

export function explainAtCursor(explain: Explain): Command {
  return view => {
    const pos = view.state.selection.main.head;
    if (!expressionAt(view.state, pos)) return false;
    void findTooltip(view, pos, explain).then(tooltip => {
      if (tooltip && view.state.selection.main.head === pos) view.dispatch({effects: setTooltip.of(tooltip)});
    });
    return true;
  };
}

const setTooltip = StateEffect.define<Tooltip | null>();

const shownTooltip = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setTooltip)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: field => showTooltip.from(field),
});

function hideTooltip(view: EditorView): boolean {
  if (!view.state.field(shownTooltip)) return false;
  view.dispatch({effects: setTooltip.of(null)});
  return true;
}

async function findTooltip(view: EditorView, pos: number, explain: Explain): Promise<Tooltip | null> {
  const found = expressionAt(view.state, pos);
  if (!found) return null;
  const doc = view.state.doc;
  const explained = await explain(found.expression).catch(() => undefined);
  if (!explained || view.state.doc !== doc) return null;
  return {pos: found.from, end: found.to, above: true, create: () => ({dom: drawExplained(explained)})};
}

function expressionAt(state: EditorState, pos: number) {
  const line = state.doc.lineAt(pos);
  const part = findExpressionAt(line.text, pos - line.from);
  if (!part || part.kind === "note" || part.expression === "") return undefined;
  return {expression: part.expression, from: line.from + part.from, to: line.from + part.to};
}

function drawExplained({text, lines, findings}: Explained): HTMLElement {
  const box = document.createElement("div");
  box.className = "jb-explained";
  box.setAttribute("role", "status");
  if (text !== undefined) box.append(element("p", "jb-figure", text));
  for (const {message, hint} of findings) box.append(element("p", "wrong", [message, hint].filter(Boolean).join("。")));
  const list = document.createElement("ul");
  for (const {depth, text, place, remark} of lines.slice(0, mostLines)) {
    const item = element("li", `depth-${Math.min(depth, 6)}`, text);
    const rest = [place, remark].filter(Boolean).join("　");
    if (rest !== "") item.append(element("small", "", rest));
    list.append(item);
  }
  if (lines.length > mostLines) list.append(element("li", "soft", `另有 ${lines.length - mostLines} 行`));
  box.append(list);
  return box;
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
