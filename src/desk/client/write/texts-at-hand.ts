import {deskState} from "../events.ts";
import {notify} from "../shared/notice.tsx";
import {textName} from "../shared/text-name.ts";
import type {Draft, OpenDocument} from "./open-document.ts";

/** Texts by their path: those that are open in an editor, and those that could not be saved when their screen was left. */
const opened = new Map<string, OpenDocument>();
const drafts = new Map<string, Draft>();

export function noteOpened(document: OpenDocument): void {
  opened.set(document.path, document);
}

export function findOpened(path: string): OpenDocument | undefined {
  return opened.get(path);
}

/** What is to be gone on with when a text is opened again. */
export function findDraft(path: string): Draft | undefined {
  return drafts.get(path);
}

export function keepDraft(path: string, draft: Draft): void {
  drafts.set(path, draft);
}

export function dropDraft(path: string): void {
  drafts.delete(path);
}

/** Whether a text is kept that could not be saved. */
export function hasDrafts(): boolean {
  return drafts.size > 0;
}

/** Its screen is left: what is not saved is saved, or kept until it is opened again. */
export async function leave(document: OpenDocument): Promise<void> {
  await document.saveAll();
  if (!document.isSaved) {
    keepDraft(document.path, document.draft);
    const name = textName(document.path, deskState.get());
    notify(`“${name}”还没有存上`, "wrong", "先不要关网页；回到写稿打开它，会接着存");
  }
  if (opened.get(document.path) === document) opened.delete(document.path);
  document.close();
}
