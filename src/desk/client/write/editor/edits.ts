import {startCompletion} from "@codemirror/autocomplete";
import {EditorSelection, type Text} from "@codemirror/state";
import {type Command, EditorView} from "@codemirror/view";
import {findExpressionAt, findNumberAt} from "./expressions.ts";

/** "## " before the line, "### " before one that has it, nothing before one that has that. */
export const toggleHeading: Command = view => {
  const {state} = view;
  const line = state.doc.lineAt(state.selection.main.head);
  const signs = /^(#{1,6}) +/.exec(line.text);
  const next = signs?.[1] === "##" ? "### " : signs ? "" : "## ";
  view.dispatch({
    changes: {from: line.from, to: line.from + (signs?.[0].length ?? 0), insert: next},
    userEvent: "input",
  });
  return true;
};

/** Makes the selected words heavy, or light again. */
export const toggleBold: Command = view => {
  view.dispatch(
    view.state.changeByRange(range => {
      const {from, to} = range;
      const outer =
        view.state.sliceDoc(Math.max(0, from - 2), from) === "**" && view.state.sliceDoc(to, to + 2) === "**";
      if (outer)
        return {
          changes: [
            {from: from - 2, to: from},
            {from: to, to: to + 2},
          ],
          range: EditorSelection.range(from - 2, to - 2),
        };
      return {
        changes: [
          {from, insert: "**"},
          {from: to, insert: "**"},
        ],
        range: EditorSelection.range(from + 2, to + 2),
      };
    }),
    {userEvent: "input"},
  );
  return true;
};

/** Puts `:::引语` and `:::` around the paragraphs that are selected; the words after its name are selected. */
export function wrapContainer(name: "引语" | "编者按"): Command {
  return view => {
    const {state} = view;
    const {from, to} = state.selection.main;
    const words = state.sliceDoc(state.doc.lineAt(from).from, state.doc.lineAt(to).to).trim();
    const first = state.doc.lineAt(from);
    const last = state.doc.lineAt(to);
    const text = words === "" ? (name === "引语" ? "引语的话" : "编者的话") : words;
    const opening = name === "引语" ? `:::${name} 出处\n` : `:::${name}\n`;
    const before = gapBefore(state.doc, first.from);
    const insert = `${before}${opening}${text}\n:::${gapAfter(state.doc, last.to)}`;
    const at = first.from + before.length;
    const anchor = name === "引语" ? at + 5 : at + opening.length;
    view.dispatch({
      changes: {from: first.from, to: last.to, insert},
      selection: {anchor, head: name === "引语" ? anchor + 2 : anchor + text.length},
      scrollIntoView: true,
      userEvent: "input",
    });
    view.focus();
    return true;
  };
}

/** `{{ }}` at the cursor, with what can be written in it shown at once. */
export const insertReference: Command = view => {
  const {from, to} = view.state.selection.main;
  view.dispatch({changes: {from, to, insert: "{{  }}"}, selection: {anchor: from + 3}, userEvent: "input"});
  view.focus();
  startCompletion(view);
  return true;
};

/** A second `{` becomes `{{  }}` with the cursor inside. */
export const openReference = EditorView.inputHandler.of((view, from, to, text) => {
  const {state} = view;
  if (text !== "{" || from !== to || state.sliceDoc(from - 1, from) !== "{") return false;
  if (state.sliceDoc(Math.max(0, from - 2), from - 1) === "\\" || view.composing) return false;
  const hasClosing = state.sliceDoc(from, from + 1) === "}";
  view.dispatch({
    changes: {from, to: from + (hasClosing ? 1 : 0), insert: "{  }}"},
    selection: {anchor: from + 2},
    userEvent: "input.type",
  });
  startCompletion(view);
  return true;
});

/** The words that a figure is to be tied to: the selection, the claim or number at the cursor. */
export interface NumberWords {
  readonly words: string;
  readonly from: number;
  readonly to: number;
  /** What a claim is tied to already. */
  readonly expression?: string | undefined;
}

export function findNumberWords({state}: EditorView): NumberWords | undefined {
  const {from, to, head} = state.selection.main;
  const line = state.doc.lineAt(head);
  const part = findExpressionAt(line.text, head - line.from);
  if (part && part.kind !== "reference") {
    const words = /^\[([^\]]*)\]/.exec(line.text.slice(part.from, part.to))?.[1] ?? "";
    const expression = part.kind === "claim" ? part.expression : undefined;
    return {words, from: line.from + part.from, to: line.from + part.to, expression};
  }
  if (from !== to) return to <= line.to && from >= line.from ? {words: state.sliceDoc(from, to), from, to} : undefined;
  const found = findNumberAt(line.text, head - line.from);
  return (
    found && {words: line.text.slice(found.from, found.to), from: line.from + found.from, to: line.from + found.to}
  );
}

export function tieNumber(view: EditorView, {words, from, to}: NumberWords, target: string): void {
  const insert = `[${words}](${target})`;
  view.dispatch({changes: {from, to, insert}, selection: {anchor: from + insert.length}, userEvent: "input"});
  view.focus();
}

/** Puts a part of its own at the cursor's line; some of its characters are selected. */
export function insertPart(view: EditorView, text: string, at: number, selects?: readonly [number, number]): void {
  const {start, ...changes} = partAt(view.state.doc, text, at);
  view.dispatch({
    changes,
    selection: selects ? {anchor: start + selects[0], head: start + selects[1]} : {anchor: start + text.length},
    scrollIntoView: true,
    userEvent: "input",
  });
  view.focus();
}

/**
 * A part of its own: after the line of a place when there is text on it, with an empty line before and after. `start`: where
 * it begins once it is in.
 */
export function partAt(doc: Text, text: string, at: number) {
  const line = doc.lineAt(at);
  const isEmpty = line.text.trim() === "";
  const from = isEmpty ? line.from : line.to;
  const before = isEmpty ? gapBefore(doc, from) : "\n\n";
  return {from, to: line.to, insert: `${before}${text}${gapAfter(doc, line.to)}`, start: from + before.length};
}

function gapBefore(doc: Text, lineFrom: number): string {
  if (lineFrom === 0) return "";
  return doc.lineAt(lineFrom - 1).text.trim() === "" ? "" : "\n";
}

function gapAfter(doc: Text, lineTo: number): string {
  if (lineTo >= doc.length) return "\n";
  return doc.lineAt(lineTo + 1).text.trim() === "" ? "" : "\n";
}
