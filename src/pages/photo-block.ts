import {imageSize} from "image-size";
import {diagnose, type Report, type Span} from "../diagnostics/index.ts";
import type {PhotoOptions, RenderedText} from "../narrative/index.ts";
import {resolvePath, type WorkspaceFiles} from "../workspace/index.ts";
import type {PhotoView} from "./view.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  svg: "image/svg+xml",
};

/** Photos larger than this are refused; nobody prints them. */
const maxBytes = 50 * 1024 * 1024;

/** Reads a photo of an article; undefined, with a diagnostic, when it cannot be used. */
export function readPhoto(
  files: WorkspaceFiles,
  fromFile: string,
  written: string,
  {span, caption, options}: {span: Span; caption: RenderedText; options: PhotoOptions},
  report: Report,
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
  const refuse = (reason: string): undefined => {
    report(diagnose("JB-5002", span, {path: written, reason}));
    return undefined;
  };
  if (bytes.length > maxBytes) return refuse("文件超过 50 MB");
  const size = measure(bytes);
  const mediaType = mediaTypes[size?.type ?? ""];
  if (!size || !mediaType || !size.width || !size.height) return refuse("内容不是能用的图片");
  // A phone held upright stores a lying picture and says so; browsers turn it.
  const turned = (size.orientation ?? 1) >= 5;
  return {
    source: `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`,
    captionHtml: caption.html,
    alt: caption.text,
    columns: options.columns,
    pointer: options.pointer,
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
  };
}

function measure(bytes: Uint8Array): ReturnType<typeof imageSize> | undefined {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}

function decodePath(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
