import {Text} from "@codemirror/state";
import {api} from "../api-client.ts";
import {deskState} from "../events.ts";
import {notify} from "../shared/notice.tsx";
import {textName} from "../shared/text-name.ts";
import {partAt} from "./editor/edits.ts";
import {markUpload} from "./editor/uploads.ts";
import {type OpenDocument, toChanges, whenComposed} from "./open-document.ts";
import {findDraft, findOpened, keepDraft} from "./texts-at-hand.ts";

let underWay = 0;

/** Whether a photo is being saved whose line is not in its text yet. */
export function hasPhotosUnderWay(): boolean {
  return underWay > 0;
}

/** Saves photos, and writes a line for each where they were put; the text may be left meanwhile. */
export async function addPhotos(
  slug: string,
  document: OpenDocument,
  files: readonly File[],
  at: number,
): Promise<void> {
  underWay += 1;
  try {
    let next = at;
    for (const file of files) next = await addPhoto(slug, document, file, next);
  } finally {
    underWay -= 1;
  }
}

/** Answers where the next one goes. */
async function addPhoto(slug: string, document: OpenDocument, file: File, at: number): Promise<number> {
  const upload = markUpload(document.view, at, file.name);
  try {
    const {path} = await api.addPhoto(slug, file.name, file);
    await whenComposed(document.view);
    const caption = "图片说明";
    const line = `![${caption}](${path} "宽=2栏")`;
    const before = {text: document.text, at: upload.place()};
    const end = upload.write(line, [2, 2 + caption.length]);
    if (document.isClosed) {
      await writeElsewhere(document.path, before, line);
      notify(`照片 ${file.name} 存好了，已经写进“${textName(document.path, deskState.get())}”`);
    }
    return end;
  } finally {
    upload.end();
  }
}

/** A place in a text as it was when its screen was left. */
interface LeftPlace {
  readonly text: string;
  readonly at: number;
}

/** The line goes where the text is now: into the editor that it was opened in again, into its draft, or into the file. */
async function writeElsewhere(path: string, place: LeftPlace, line: string): Promise<void> {
  const document = findOpened(path);
  const draft = findDraft(path);
  if (document) document.view.dispatch({changes: changeFor(document.text, place, line), userEvent: "input"});
  else if (draft) keepDraft(path, {...draft, text: withLine(draft.text, place, line)});
  else await writeIntoFile(path, place, line);
}

const mostAttempts = 5;

async function writeIntoFile(path: string, place: LeftPlace, line: string): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const {text, version} = await api.file(path);
    const saved = await api.saveFile({path, text: withLine(text, place, line), base: version});
    // Another wrote at this very place just now: looked at anew.
    if (saved.kind !== "conflict") return;
  }
  notify("照片存好了，稿子里没有写上", "wrong", "打开这篇稿子，把照片再加一次：不会存成两份");
}

function changeFor(now: string, {text, at}: LeftPlace, line: string) {
  const {from, to, insert} = partAt(toText(now), line, toChanges(text, now).mapPos(at, 1));
  return {from, to, insert};
}

function withLine(now: string, place: LeftPlace, line: string): string {
  const {from, to, insert} = changeFor(now, place, line);
  return now.slice(0, from) + insert + now.slice(to);
}

function toText(text: string): Text {
  return Text.of(text.split("\n"));
}
