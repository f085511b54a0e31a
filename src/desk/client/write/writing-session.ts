import type {DeskEvent, Finding, Place, PreviewAnswer, PreviewAsk, QuickFix, Vocabulary} from "../../api.ts";
import {api} from "../api-client.ts";
import {notify, notifyError} from "../shared/notice.tsx";
import {createStore} from "../store.ts";
import {findNumberWords, type NumberWords} from "./editor/edits.ts";
import {explainAtCursor} from "./editor/explain.ts";
import {type FormKind, findBlockAt} from "./editor/fenced-block.ts";
import {applyFix, findingsAt, placeFindings, toOffset} from "./editor/findings.ts";
import {editorExtensions} from "./editor/open-editor.ts";
import {OpenDocument} from "./open-document.ts";
import type {PageFrame} from "./page/page-frame.ts";
import {bringIntoView, findBlock, markBlock, type SourcePlace} from "./page/page-places.ts";
import {startPreview} from "./page/preview-loop.ts";
import {addPhotos} from "./photo-lines.ts";
import {dropDraft, findDraft, leave, noteOpened} from "./texts-at-hand.ts";

/** The window that is open above the text. */
export type Asked =
  | {readonly kind: "tie"; readonly number: NumberWords}
  | {readonly kind: "fixes"; readonly findings: readonly Finding[]}
  | {readonly kind: "history"}
  | {
      readonly kind: "block";
      readonly block: FormKind;
      /** Of the block that is being changed; undefined for a new one. */
      readonly written?: {readonly yaml: string; readonly from: number; readonly text: string} | undefined;
    };

/** One bulletin being written: its open texts, the page beside them, and what was found in them. */
export class WritingSession {
  readonly slug: string;
  readonly current = createStore<OpenDocument | undefined>(undefined);
  readonly findings = createStore<readonly Finding[]>([]);
  readonly note = createStore<string | undefined>("正在排版……");
  readonly asked = createStore<Asked | undefined>(undefined);
  readonly vocabulary = createStore<Vocabulary | undefined>(undefined);
  readonly styles = createStore<{readonly address: string; readonly lang: string} | undefined>(undefined);

  readonly #documents = new Map<string, Promise<OpenDocument>>();
  readonly #opened = new Set<OpenDocument>();
  readonly #preview = startPreview(
    () => this.#ask(),
    (answer, asked) => void this.#take(answer, asked),
    refusal => this.note.set(`${refusal.message}，版面停在上一次`),
  );
  #page: PageFrame | undefined;
  readonly #vocabularyRead: Promise<void>;
  #frameAsked = 0;
  /** The page goes to the block at the cursor when it is next shown. */
  #movesNext = false;
  #wantedPath: string | undefined;
  #wantedLine: number | undefined;

  constructor(slug: string) {
    this.slug = slug;
    this.#vocabularyRead = this.#readVocabulary();
  }

  /** Makes a text the current one, at a line when one is named. */
  async open(path: string, title: string, line?: number): Promise<void> {
    this.#wantedPath = path;
    const before = this.current.get();
    if (before && before.path !== path) await before.save();
    let opening = this.#documents.get(path);
    if (!opening) {
      opening = this.#read(path, title);
      this.#documents.set(path, opening);
      opening.catch(() => this.#documents.delete(path));
    }
    const document = await opening;
    // Another was asked for while this one was read.
    if (this.#wantedPath !== path) return;
    this.#wantedLine = line;
    this.#movesNext ||= line !== undefined;
    if (this.current.get() === document) this.attached();
    else this.current.set(document);
    this.#preview.changed();
  }

  /** The current text's editor stands on the page: only now can it be scrolled and focused. */
  attached(): void {
    const line = this.#wantedLine;
    this.#wantedLine = undefined;
    const path = this.current.get()?.path;
    if (line !== undefined && path !== undefined) this.goTo({path, line, column: 1});
  }

  setPage(page: PageFrame): void {
    this.#page = page;
    this.#preview.changed();
  }

  /** Puts the cursor at a place of the current text. */
  goTo({line, column}: SourcePlace): void {
    const view = this.current.get()?.view;
    if (!view) return;
    const anchor = toOffset(view.state.doc, line, column);
    view.dispatch({selection: {anchor}, scrollIntoView: true});
    view.focus();
  }

  select(place: Place): void {
    const view = this.current.get()?.view;
    if (!view) return;
    const {doc} = view.state;
    const anchor = toOffset(doc, place.line, place.column);
    view.dispatch({selection: {anchor, head: toOffset(doc, place.endLine, place.endColumn)}, scrollIntoView: true});
    view.focus();
  }

  fix(fix: QuickFix): void {
    const view = this.current.get()?.view;
    if (!view || !applyFix(view, fix)) notify("稿子刚刚变了，这一处请再看一下", "wrong");
  }

  /** What can be done about what was found at the cursor. */
  openFixes(): boolean {
    const view = this.current.get()?.view;
    const found = view ? findingsAt(view.state) : [];
    if (found.length === 0) notify("这一行没有错误和提醒；按 F8 到下一处");
    else this.asked.set({kind: "fixes", findings: found.map(({finding}) => finding)});
    return true;
  }

  openTie(): boolean {
    const view = this.current.get()?.view;
    const number = view && findNumberWords(view);
    if (number) this.asked.set({kind: "tie", number});
    else notify("先选中一个数，如“近400亩”，再按“对数”");
    return true;
  }

  /** Shows where the figure at the cursor comes from. */
  explain(): void {
    const view = this.current.get()?.view;
    if (!view) return;
    view.focus();
    const isFigure = explainAtCursor(expression => api.explain(this.slug, expression))(view);
    if (!isFigure) notify("先把光标放在一个引用或对过的数上");
  }

  /** The form of a new block, or of the one at the cursor when it is of this kind. */
  openBlock(block: FormKind): void {
    const view = this.current.get()?.view;
    if (!view) return;
    const at = findBlockAt(view.state.doc, view.state.selection.main.head);
    const written = at?.kind === block ? {...at, text: view.state.sliceDoc(at.from, at.to)} : undefined;
    this.asked.set({kind: "block", block, written});
  }

  takePhotos(files: readonly File[], at?: number): void {
    const document = this.current.get();
    if (!document) return;
    addPhotos(this.slug, document, files, at ?? document.view.state.selection.main.to).catch(notifyError);
  }

  hear(event: DeskEvent): void {
    if (event.kind !== "changed") return;
    for (const document of this.#opened) {
      if (event.paths.some(path => isWithin(document.path, path))) void document.lookAgain();
    }
    const current = this.current.get()?.path;
    if (event.paths.every(path => path === current)) return;
    this.#preview.changed();
    void this.#readVocabulary();
  }

  get isSaved(): boolean {
    return [...this.#opened].every(document => document.isSaved);
  }

  /** The screen is left: what is not saved is saved, or kept until it is opened again. */
  close(): void {
    this.#preview.stop();
    for (const document of this.#opened) void leave(document);
  }

  async #read(path: string, title: string): Promise<OpenDocument> {
    const draft = findDraft(path);
    const file = draft?.base ?? (await api.file(path));
    const document = new OpenDocument(
      file,
      editorExtensions(path, `稿件：${title}`, {
        vocabulary: async () => {
          await this.#vocabularyRead;
          return this.vocabulary.get();
        },
        explain: expression => api.explain(this.slug, expression),
        takePhotos: (files, at) => this.takePhotos(files, at),
        save: () => {
          document.putOff(false);
          void document.save();
        },
        openFixes: () => this.openFixes(),
        openTie: () => this.openTie(),
        moved: () => this.#followCursor(),
        composed: () => this.#preview.changed(),
      }),
    );
    document.onChange = isWriter => {
      this.#movesNext ||= isWriter;
      if (document === this.current.get() && !document.view.composing) this.#preview.changed();
    };
    this.#opened.add(document);
    noteOpened(document);
    if (draft) {
      dropDraft(path);
      document.replaceText(draft.text);
    }
    return document;
  }

  #ask(): PreviewAsk | undefined {
    const document = this.current.get();
    return this.#page && document && {slug: this.slug, path: document.path, text: document.text};
  }

  async #take(answer: PreviewAnswer, asked: PreviewAsk): Promise<void> {
    const {body, styles, lang, findings} = answer;
    // The page first: it is what is looked at while typing.
    const shown = body === undefined ? undefined : this.#page?.show(body, styles, lang);
    this.findings.set(findings);
    this.styles.set({address: styles, lang});
    const document = this.current.get();
    if (document?.path === asked.path && document.text === asked.text) {
      placeFindings(document.view, asked.path, findings);
    }
    if (body === undefined) {
      this.note.set("稿子里有错误，版面停在上一次；错误改好就接着排");
      return;
    }
    await shown;
    this.note.set(undefined);
    this.#showBlock(this.#movesNext);
    this.#movesNext = false;
  }

  #followCursor(): void {
    cancelAnimationFrame(this.#frameAsked);
    this.#frameAsked = requestAnimationFrame(() => this.#showBlock(true));
  }

  #showBlock(moves: boolean): void {
    const document = this.current.get();
    if (!this.#page || !document) return;
    const {doc, selection} = document.view.state;
    const block = findBlock(this.#page.document, document.path, doc.lineAt(selection.main.head).number);
    markBlock(this.#page.document, block);
    if (block && moves) bringIntoView(block);
  }

  async #readVocabulary(): Promise<void> {
    const vocabulary = await api.vocabulary(this.slug).catch(() => undefined);
    if (vocabulary) this.vocabulary.set(vocabulary);
  }
}

/** A folder that is seen to change may hold changed files. */
function isWithin(path: string, changed: string): boolean {
  return changed === "" || path === changed || path.startsWith(`${changed}/`);
}
