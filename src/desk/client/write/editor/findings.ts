import {type Diagnostic, lintGutter, setDiagnostics} from "@codemirror/lint";
import {type EditorState, type Extension, StateEffect, StateField, type Text} from "@codemirror/state";
import {EditorView} from "@codemirror/view";
import type {Finding, Place, QuickFix} from "../../../api.ts";

/** A finding of the open text, whose places move with the text. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly from: number;
  readonly to: number;
  readonly fixes: readonly PlacedFix[];
}

export interface PlacedFix {
  readonly fix: QuickFix;
  readonly from: number;
  readonly to: number;
}

const setPlaced = StateEffect.define<readonly PlacedFinding[]>();

const placedFindings = StateField.define<readonly PlacedFinding[]>({
  create: () => [],
  update(placed, transaction) {
    for (const effect of transaction.effects) if (effect.is(setPlaced)) return effect.value;
    if (!transaction.docChanged) return placed;
    const move = <T extends {readonly from: number; readonly to: number}>(range: T): T => ({
      ...range,
      from: transaction.changes.mapPos(range.from, 1),
      to: transaction.changes.mapPos(range.to, -1),
    });
    return placed.map(found => ({...move(found), fixes: found.fixes.map(move)}));
  },
});

export const showFindings: Extension = [placedFindings, lintGutter({markerFilter: diagnostics => [...diagnostics]})];

/** Underlines what was found in this text. The findings are of the document as it stands. */
export function placeFindings(view: EditorView, path: string, findings: readonly Finding[]): void {
  const {doc} = view.state;
  const placed = findings.flatMap(finding => {
    if (finding.place?.path !== path) return [];
    const fixes = finding.fixes
      .filter(({place}) => place.path === path)
      .map(fix => ({fix, ...toRange(doc, fix.place)}));
    return [{finding, ...toRange(doc, finding.place), fixes}];
  });
  const diagnostics = placed.map(({finding, from, to, fixes}) => toDiagnostic(finding, from, to, fixes));
  const spec = setDiagnostics(view.state, diagnostics);
  view.dispatch({...spec, effects: [...[spec.effects ?? []].flat(), setPlaced.of(placed)]});
}

/** What was found where the cursor or the selection is, or else on its line. */
export function findingsAt(state: EditorState): readonly PlacedFinding[] {
  const {from, to} = state.selection.main;
  const within = (start: number, end: number) =>
    state.field(placedFindings).filter(found => found.from <= end && start <= found.to);
  const here = within(from, to);
  return here.length > 0 ? here : within(state.doc.lineAt(from).from, state.doc.lineAt(to).to);
}

/** Does what a fix says, at the place that it has by now; false when the text there is gone. */
export function applyFix(view: EditorView, fix: QuickFix): boolean {
  const placed = findPlaced(view.state, fix);
  if (!placed || placed.from > placed.to) return false;
  replaceRange(view, placed.from, placed.to, fix.replacement);
  return true;
}

/** A fix that was chosen while what was found was told anew is the one among the new ones that says the same. */
function findPlaced(state: EditorState, fix: QuickFix): PlacedFix | undefined {
  const all = state.field(placedFindings).flatMap(({fixes}) => fixes);
  const same = all.filter(other => other.fix.title === fix.title && other.fix.replacement === fix.replacement);
  return all.find(other => other.fix === fix) ?? (same.length === 1 ? same[0] : undefined);
}

function replaceRange(view: EditorView, from: number, to: number, insert: string): void {
  view.dispatch({
    changes: {from, to, insert},
    selection: {anchor: from + insert.length},
    userEvent: "input.fix",
    effects: EditorView.scrollIntoView(from, {y: "nearest"}),
  });
  view.focus();
}

function toDiagnostic(finding: Finding, from: number, to: number, fixes: readonly PlacedFix[]): Diagnostic {
  return {
    from,
    to,
    severity: finding.severity,
    message: [finding.message, finding.hint].filter(Boolean).join("\n"),
    actions: fixes.map(({fix}) => ({name: fix.title, apply: view => void applyFix(view, fix)})),
  };
}

/** A place outside the text, by another's change of it, becomes the nearest inside. */
export function toRange(doc: Text, place: Place): {readonly from: number; readonly to: number} {
  const from = toOffset(doc, place.line, place.column);
  return {from, to: Math.max(from, toOffset(doc, place.endLine, place.endColumn))};
}

export function toOffset(doc: Text, line: number, column: number): number {
  const {from, length} = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return from + Math.min(Math.max(column - 1, 0), length);
}
