import {closeSync, createReadStream, fstatSync, openSync, realpathSync, statSync} from "node:fs";
import {extname, join, sep} from "node:path";
import {Readable} from "node:stream";
import {isSystemError} from "../../diagnostics/index.ts";
import {RequestRefusal} from "./refusal.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".pdf": "application/pdf",
  ".jpg": "image/jpeg",
  ".png": "image/png",
};

/**
 * A file of the output folder as an answer: whole, or the part that a `Range` header asks for; with `saveAs`, its name
 * without ending, to be saved. A page is sandboxed: it runs nothing, and the page around it may look into it.
 */
export function answerOutput(out: string, path: string, request: Request, saveAs: string | undefined): Response {
  const found = findFile(out, path);
  if (found === undefined) throw new RequestRefusal(404, "没有这个文件", "这一期还没有排好，或者没有排成");
  const file = openSync(found, "r");
  try {
    const {size, mtimeMs} = fstatSync(file);
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`;
    const headers = new Headers({
      "Content-Type": types[extname(found)] ?? "application/octet-stream",
      "Content-Security-Policy": "sandbox allow-same-origin",
      "Accept-Ranges": "bytes",
      ETag: tag,
    });
    if (saveAs !== undefined) headers.set("Content-Disposition", attachment(saveAs + extname(found)));
    const isSame = (request.headers.get("If-Range") ?? tag) === tag;
    const range = isSame ? readRange(request.headers.get("Range") ?? undefined, size) : undefined;
    if (range === "unsatisfiable") {
      headers.set("Content-Range", `bytes */${size}`);
      closeSync(file);
      return new Response(null, {status: 416, headers});
    }
    const {start, end} = range ?? {start: 0, end: size - 1};
    headers.set("Content-Length", String(end - start + 1));
    if (range) headers.set("Content-Range", `bytes ${start}-${end}/${size}`);
    const isEmpty = request.method === "HEAD" || size === 0;
    if (isEmpty) closeSync(file);
    return new Response(isEmpty ? null : streamFile(file, start, end), {status: range ? 206 : 200, headers});
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function streamFile(fd: number, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream("", {fd, start, end})) as ReadableStream<Uint8Array>;
}

/** One range of bytes, as PDF viewers ask for; anything else is answered with the whole file (RFC 9110). */
export function readRange(
  written: string | undefined,
  size: number,
): {readonly start: number; readonly end: number} | "unsatisfiable" | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(written ?? "");
  if (!found) return undefined;
  const [, first = "", last = ""] = found;
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? "unsatisfiable" : {start, end};
}

/** A file's name for saving, in any script (RFC 5987), with an ASCII one for programs that know no other. */
export function attachment(name: string): string {
  const clean =
    name
      .replace(/[\p{Cc}\p{Cs}/\\:*?"<>|]+/gu, " ")
      .replace(/ {2,}/g, " ")
      .trim() || "file";
  const ascii = clean.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+(?=.)/, "");
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, found => `%${found.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A file below the output folder; undefined when there is none, or it leads elsewhere. */
function findFile(out: string, path: string): string | undefined {
  const parts = path.split("/");
  if (parts.some(part => part.startsWith(".") || /[\0\\]/.test(part))) return undefined;
  const named = join(out, ...parts);
  try {
    const found = realpathSync(statSync(named).isDirectory() ? join(named, "index.html") : named);
    const root = realpathSync(out);
    return found.startsWith(join(root, sep)) && statSync(found).isFile() ? found : undefined;
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EACCES")) return undefined;
    throw error;
  }
}
