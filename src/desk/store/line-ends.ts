import {basename} from "node:path";
import {StoreError} from "./store-error.ts";

/** How a file writes what every text has in one way here: without a byte order mark, lines ending in "\n". */
export interface TextForm {
  readonly hasMark: boolean;
  readonly lineEnd: "\n" | "\r\n";
}

/** The text of a file and its form. Throws StoreError for what is not UTF-8. */
export function decodeText(bytes: Uint8Array, path: string): {readonly text: string; readonly form: TextForm} {
  let whole: string;
  try {
    whole = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new StoreError("wrongType", `“${basename(path)}”不是 UTF-8 编码`, "用记事本打开，另存为，编码选 UTF-8");
  }
  const hasMark = whole.startsWith("\uFEFF");
  const text = hasMark ? whole.slice(1) : whole;
  const windows = text.split("\r\n").length - 1;
  const all = text.split("\n").length - 1;
  return {
    text: text.replace(/\r\n?/g, "\n"),
    form: {hasMark, lineEnd: windows * 2 > all ? "\r\n" : "\n"},
  };
}

export function encodeText(text: string, {hasMark, lineEnd}: TextForm): Uint8Array {
  const plain = text.replace(/\r\n?/g, "\n");
  return Buffer.from((hasMark ? "\uFEFF" : "") + (lineEnd === "\n" ? plain : plain.replaceAll("\n", lineEnd)));
}
