import {MergeView} from "@codemirror/merge";
import {EditorState, type Extension} from "@codemirror/state";
import {EditorView} from "@codemirror/view";
import {languageOf} from "../editor/notation.ts";
import {commonExtensions} from "../editor/open-editor.ts";

export interface Side {
  readonly text: string;
  readonly label: string;
  readonly isFixed: boolean;
}

/** Two texts beside each other, what differs marked. Where the right one may be changed, each place can be taken from the left. */
export function openSideBySide(parent: HTMLElement, path: string, left: Side, right: Side): MergeView {
  const toConfig = ({text, label, isFixed}: Side): {doc: string; extensions: Extension} => ({
    doc: text,
    extensions: [
      commonExtensions,
      languageOf(path),
      EditorView.contentAttributes.of({"aria-label": label, tabindex: "0"}),
      isFixed ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [],
    ],
  });
  return new MergeView({
    parent,
    a: toConfig(left),
    b: toConfig(right),
    collapseUnchanged: {margin: 2, minSize: 6},
    gutter: true,
    ...(!right.isFixed && {revertControls: "a-to-b" as const}),
  });
}
