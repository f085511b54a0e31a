import {createHash} from "node:crypto";
import {diagnose, type Report, type Span} from "../diagnostics/index.ts";
import type {PhotoOptions, RenderedText} from "../narrative/index.ts";
import {resolvePath, type WorkspaceFiles} from "../workspace/index.ts";
import {type MeasuredPhoto, measurePhoto, misnamedFormat, type PhotoProblem} from "./measure-photo.ts";
import type {PhotoView} from "./view.ts";

/** A photo that stands somewhere in a bulletin, measured but not yet developed. */
export interface PlacedPhoto extends MeasuredPhoto {
  /** Its file's content and the columns it spans: "0123456789abcdef-2". The page names it `photo:` and this. */
  readonly key: string;
  /** In the workspace. */
  readonly path: string;
  /** As the article writes it. */
  readonly written: string;
  readonly columns: number;
  readonly span: Span;
}

/**
 * Reads a photo of an article; undefined, with a diagnostic, when it cannot be used. A drawing (SVG) goes into the page
 * as it is; of all others the page has only the name until `showPhotos` puts in what was developed of them.
 */
export function readPhoto(
  files: WorkspaceFiles,
  fromFile: string,
  written: string,
  {span, caption, options}: {span: Span; caption: RenderedText; options: PhotoOptions},
  report: Report,
  place: (photo: PlacedPhoto) => void = () => undefined,
): PhotoView | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written) && !/^[a-z]:[\\/]/i.test(written)) {
    report(diagnose("JB-5004", span, {address: written}));
    return undefined;
  }
  const path = resolvePath(fromFile, decodePath(written));
  const bytes = path === undefined ? "outside" : files.read(path);
  if (path === undefined || bytes === "outside") {
    report(diagnose("JB-1030", span, {path: written}));
    return undefined;
  }
  if (bytes === undefined) {
    const folder = path.split("/").slice(0, -1).join("/");
    const prefix = written.includes("/") ? written.slice(0, written.lastIndexOf("/") + 1) : "";
    const known = files
      .list(folder)
      .filter(name => !name.endsWith("/"))
      .map(name => prefix + name);
    report(diagnose("JB-5001", span, {path: written, known}));
    return undefined;
  }
  if (caption.text.trim() === "") report(diagnose("JB-5005", span, {path: written}));
  const photo = measurePhoto(bytes);
  if (isProblem(photo)) {
    report(diagnose("JB-5002", span, {path: written, ...photo}));
    return undefined;
  }
  const format = misnamedFormat(path, photo.type);
  if (format !== undefined) report(diagnose("JB-5008", span, {path: written, format}));
  const {columns, anyColumns, pointer} = options;
  const {width, height} = photo;
  const view = {captionHtml: caption.html, alt: caption.text, columns, anyColumns, pointer, width, height};
  if (photo.type === "svg") {
    return {...view, source: `data:image/svg+xml;base64,${Buffer.from(bytes).toString("base64")}`};
  }
  const key = `${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}-${columns}`;
  place({...photo, key, path, written, columns, span});
  return {...view, source: `photo:${key}`};
}

function isProblem(photo: MeasuredPhoto | PhotoProblem): photo is PhotoProblem {
  return "reason" in photo;
}

function decodePath(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
