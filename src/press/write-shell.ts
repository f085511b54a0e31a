import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {isSystemError} from "../diagnostics/index.ts";
import {type FontFace, fontFaceCss} from "../pages/index.ts";
import {LackOfSpaceError} from "./browser/index.ts";
import {renderShell} from "./shell-document.ts";

/** A shell document on disk. */
export interface ShellFile {
  /** "file:///tmp/…/shell.html" */
  readonly address: string;
  remove(): void;
}

/** Writes a shell document with its fonts beside it into a new folder below `folder`. */
export function writeShell(folder: string, fonts: readonly FontFace[]): ShellFile {
  try {
    const place = mkdtempSync(join(folder, "shell-"));
    const css = fontFaceCss(fonts, ({bytes}, index) => {
      writeFileSync(join(place, `${index}.font`), bytes);
      return `${index}.font`;
    });
    const path = join(place, "shell.html");
    writeFileSync(path, renderShell(css, fonts));
    return {address: pathToFileURL(path).href, remove: () => rmSync(place, {recursive: true, force: true})};
  } catch (error) {
    if (!isSystemError(error, "ENOSPC", "EDQUOT")) throw error;
    throw new LackOfSpaceError(error);
  }
}
