import {diff} from "@codemirror/merge";
import {Annotation, ChangeSet, EditorState, type Extension, type Text} from "@codemirror/state";
import {EditorView} from "@codemirror/view";
import type {FileSaved, FileText} from "../../api.ts";
import {api, DeskRefusal} from "../api-client.ts";
import {deskState} from "../events.ts";
import {notify} from "../shared/notice.tsx";
import {textName} from "../shared/text-name.ts";
import {createStore} from "../store.ts";

export type SaveState =
  | {readonly kind: "saved"}
  | {readonly kind: "unsaved"}
  | {readonly kind: "saving"}
  | {readonly kind: "failed"; readonly message: string}
  /** Another changed the same lines: the writer chooses, now or later. */
  | {readonly kind: "conflict"; readonly theirs: string; readonly version: string; readonly isPutOff: boolean};

export interface Draft {
  readonly base: FileText;
  readonly text: string;
}

const pauseMs = 800;
const retryMs = 5000;

/** Marks changes that come from the file, not from the writer. */
const fromFile = Annotation.define<boolean>();

/** One text that is being edited: its editor, what of it is saved, and how it meets what others write. */
export class OpenDocument {
  readonly path: string;
  readonly view: EditorView;
  readonly state = createStore<SaveState>({kind: "saved"});
  /** Called when the text was changed, by whomever. */
  onChange: (isWriter: boolean) => void = () => {};

  /** The version that the edits started from, and its text. */
  #base: string;
  #saved: Text;
  #timer = 0;
  #saving: Promise<void> | undefined;
  /** What was typed since the save under way was sent. */
  #typedSince: ChangeSet | undefined;
  #looksAgain = false;
  /** A text was chosen that the file may not hold yet. */
  #isChosen = false;
  #isClosed = false;

  constructor(file: FileText, extensions: Extension) {
    this.path = file.path;
    this.#base = file.version;
    this.view = new EditorView({
      state: EditorState.create({
        doc: file.text,
        extensions: [
          extensions,
          EditorView.updateListener.of(update =>
            this.#changed(
              update.changes,
              update.docChanged,
              update.transactions.some(taken => taken.annotation(fromFile) === true),
            ),
          ),
        ],
      }),
    });
    this.#saved = this.view.state.doc;
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  get isSaved(): boolean {
    return this.#isUnchanged && !this.#saving;
  }

  /** Saves now what is not saved; resolves when all is, or when it could not be. */
  async save(): Promise<void> {
    window.clearTimeout(this.#timer);
    while (this.#saving) await this.#saving;
    if (this.state.get().kind === "conflict") return;
    if (this.#isUnchanged) {
      this.state.set({kind: "saved"});
      return;
    }
    this.#saving = this.#send();
    await this.#saving;
    if (this.#looksAgain) await this.lookAgain();
  }

  /** Saves also what is written while it saves. */
  async saveAll(): Promise<void> {
    do await this.save();
    while (this.state.get().kind === "unsaved");
  }

  /** The file may have been changed by others: taken over where nothing is unsaved, else left to the save to merge. */
  async lookAgain(): Promise<void> {
    this.#looksAgain = this.#saving !== undefined;
    if (this.#looksAgain || this.state.get().kind === "conflict") return;
    const base = this.#base;
    const file = await api.file(this.path).catch(() => undefined);
    if (!file || file.version === this.#base) return;
    // Saved meanwhile: what was read may be older than that.
    if (this.#base !== base) {
      await this.lookAgain();
      return;
    }
    if (!this.isSaved) {
      await this.save();
      return;
    }
    this.#take(file.text, file.version);
    notify(`“${textName(this.path, deskState.get())}”在别处改过，已经换成新的`);
  }

  /** Whether the choice in a conflict is left for later; until then nothing is saved. */
  putOff(isPutOff: boolean): void {
    const conflict = this.state.get();
    if (conflict.kind === "conflict") this.state.set({...conflict, isPutOff});
  }

  /** The writer's choice in a conflict: what is to be the text. What others write after it was shown is merged as ever. */
  async settle(text: string): Promise<void> {
    const conflict = this.state.get();
    if (conflict.kind !== "conflict") return;
    this.#base = conflict.version;
    this.#replace(text, false);
    this.#isChosen = true;
    this.state.set({kind: "unsaved"});
    await this.save();
  }

  /** Another text in place of this one, as an edit that can be undone. */
  replaceText(text: string): void {
    this.#replace(text, false);
  }

  /** What is to be gone on with when the text is opened again: the version that it started from, and the text. */
  get draft(): Draft {
    return {base: {path: this.path, version: this.#base, text: this.#saved.toString()}, text: this.text};
  }

  /** The editor is gone: what is written into it now is saved no more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#isClosed = true;
    this.view.destroy();
  }

  get #isUnchanged(): boolean {
    return this.view.state.doc.eq(this.#saved) && !this.#isChosen;
  }

  #changed(changes: ChangeSet, isChange: boolean, isFromFile: boolean): void {
    if (!isChange) return;
    if (this.#typedSince) this.#typedSince = this.#typedSince.compose(changes);
    if (!isFromFile) {
      if (this.state.get().kind !== "conflict") this.state.set({kind: "unsaved"});
      this.#plan(pauseMs);
    }
    this.onChange(!isFromFile);
  }

  #plan(delayMs: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.view.composing) this.#plan(pauseMs);
      else void this.save();
    }, delayMs);
  }

  async #send(): Promise<void> {
    const sent = this.view.state.doc;
    this.#typedSince = ChangeSet.empty(sent.length);
    this.state.set({kind: "saving"});
    try {
      const answer = await api.saveFile({path: this.path, text: sent.toString(), base: this.#base});
      // A window that opens now would cut off the characters that an input method is putting together.
      if (answer.kind === "conflict") await whenComposed(this.view);
      this.#takeAnswer(answer, sent);
    } catch (error) {
      const message = error instanceof DeskRefusal ? error.message : "没有存上";
      this.state.set({kind: "failed", message});
      this.#plan(retryMs);
    } finally {
      this.#typedSince = undefined;
      this.#saving = undefined;
    }
  }

  #takeAnswer(answer: FileSaved, sent: Text): void {
    if (answer.kind === "conflict") {
      this.state.set({kind: "conflict", theirs: answer.theirs, version: answer.version, isPutOff: false});
      return;
    }
    this.#isChosen = false;
    this.#base = answer.version;
    this.#saved = sent;
    if (answer.kind === "merged") this.#merge(sent, answer.text);
    if (this.view.state.doc.eq(this.#saved)) this.state.set({kind: "saved"});
    else {
      this.state.set({kind: "unsaved"});
      this.#plan(pauseMs);
    }
  }

  /** Brings into the text what another wrote, around what was typed since it was sent. */
  #merge(sent: Text, merged: string): void {
    const theirs = toChanges(sent.toString(), merged);
    this.#saved = theirs.apply(sent);
    const typed = this.#typedSince ?? ChangeSet.empty(sent.length);
    this.view.dispatch({changes: theirs.map(typed), annotations: fromFile.of(true)});
    notify(`“${textName(this.path, deskState.get())}”别人也在改，两边的改动已经合在一起`);
  }

  #take(text: string, version: string): void {
    this.#base = version;
    this.#replace(text, true);
    this.#saved = this.view.state.doc;
    this.state.set({kind: "saved"});
  }

  /** Only what differs is replaced, so that cursor and place stay. */
  #replace(text: string, isFromFile: boolean): void {
    const changes = toChanges(this.text, text);
    if (!changes.empty) this.view.dispatch({changes, annotations: fromFile.of(isFromFile)});
  }
}

/** Resolves when no characters are being put together, and the last ones are in the text. */
export async function whenComposed(view: EditorView): Promise<void> {
  while (view.composing && view.dom.isConnected) await new Promise(resolve => window.setTimeout(resolve, 50));
}

/** What has to be changed in a text to make it another. */
export function toChanges(before: string, after: string): ChangeSet {
  const changed = diff(before, after).map(({fromA, toA, fromB, toB}) => ({
    from: fromA,
    to: toA,
    insert: after.slice(fromB, toB),
  }));
  return ChangeSet.of(changed, before.length);
}
