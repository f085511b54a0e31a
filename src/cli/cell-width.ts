import {createRequire} from "node:module";
import type stringWidth from "string-width";

let loaded: typeof stringWidth | undefined;

/** Cells of a terminal that a text takes; a Chinese character takes two. Its tables are loaded only when something is shown. */
export function cellWidth(text: string): number {
  loaded ??= (createRequire(import.meta.url)("string-width") as {readonly default: typeof stringWidth}).default;
  return loaded(text);
}
