import {autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {bracketMatching, indentUnit} from "@codemirror/language";
import {lintKeymap} from "@codemirror/lint";
import {search, searchKeymap} from "@codemirror/search";
import {EditorState, type Extension} from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  scrollPastEnd,
} from "@codemirror/view";
import type {Explained, Vocabulary} from "../../../api.ts";
import {completeFrom} from "./complete.ts";
import {openReference, toggleBold} from "./edits.ts";
import {explainFigures} from "./explain.ts";
import {showFindings} from "./findings.ts";
import {editorTheme, highlighting, languageOf} from "./notation.ts";
import {phrases} from "./phrases.ts";
import {takePhotos, uploads} from "./uploads.ts";

/** What the editor asks of the screen around it. */
export interface EditorHost {
  readonly vocabulary: () => Promise<Vocabulary | undefined>;
  readonly explain: (expression: string) => Promise<Explained>;
  readonly takePhotos: (files: readonly File[], at: number) => void;
  readonly save: () => void;
  readonly openFixes: () => boolean;
  readonly openTie: () => boolean;
  readonly moved: () => void;
  /** Characters put together by an input method are there. */
  readonly composed: () => void;
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

/** What every text on the page has, the two of a comparison too. */
export const commonExtensions: Extension = [
  EditorView.cspNonce.of(nonce),
  phrases,
  editorTheme,
  highlighting,
  EditorView.lineWrapping,
];

export function editorExtensions(path: string, label: string, host: EditorHost): Extension {
  const onlyArticles: Extension = path.endsWith(".md") ? [takePhotos(host.takePhotos), uploads] : [];
  return [
    commonExtensions,
    languageOf(path),
    EditorView.contentAttributes.of({"aria-label": label, spellcheck: "false", tabindex: "0"}),
    keymap.of([
      {key: "Mod-s", preventDefault: true, run: () => done(host.save)},
      {key: "Mod-b", run: toggleBold},
      {key: "Mod-.", preventDefault: true, run: host.openFixes},
      {key: "Alt-Enter", run: host.openFixes},
      {key: "Alt-n", preventDefault: true, run: host.openTie},
    ]),
    EditorView.updateListener.of(update => {
      if (update.selectionSet && !update.docChanged) host.moved();
    }),
    EditorView.domEventHandlers({
      compositionend: () => {
        window.setTimeout(host.composed);
      },
    }),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    dropCursor(),
    bracketMatching(),
    openReference,
    closeBrackets(),
    scrollPastEnd(),
    autocompletion({override: [completeFrom(host.vocabulary)], activateOnTyping: true, maxRenderedOptions: 100}),
    explainFigures(host.explain),
    showFindings,
    search({top: true}),
    indentUnit.of("  "),
    EditorState.tabSize.of(2),
    onlyArticles,
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}

function done(act: () => void): boolean {
  act();
  return true;
}
