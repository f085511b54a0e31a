import {createReadStream, realpathSync, statSync} from "node:fs";
import {basename, extname, join, sep} from "node:path";
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
 * A file of the output folder as an answer: whole, or the part that a `Range` header asks for. A page is sandboxed: it
 * runs nothing, and the page around it may look into it.
 */
export function answerOutput(out: string, written: string, request: Request, download: string | undefined): Response {
  const path = findFile(out, written);
  if (path === undefined) throw new RequestRefusal(404, "没有这个文件", "这一期还没有排好，或者没有排成");
  const size = statSync(path).size;
  const headers = new Headers({
    "Content-Type": types[extname(path)] ?? "application/octet-stream",
    "Accept-Ranges": "bytes",
    "Content-Security-Policy": "sandbox allow-same-origin",
  });
  // A browser's own PDF viewer is not shown in a sandbox.
  if (extname(path) === ".pdf") headers.delete("Content-Security-Policy");
  if (download !== undefined) headers.set("Content-Disposition", attachment(download + extname(path)));
  const range = readRange(request.headers.get("Range") ?? undefined, size);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, {status: 416, headers});
  }
  const {start, end} = range ?? {start: 0, end: size - 1};
  headers.set("Content-Length", String(end - start + 1));
  if (range) headers.set("Content-Range", `bytes ${start}-${end}/${size}`);
  const body = request.method === "HEAD" || size === 0 ? null : streamFile(path, start, end);
  return new Response(body, {status: range ? 206 : 200, headers});
}

function streamFile(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, {start, end})) as ReadableStream<Uint8Array>;
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
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  return start >= size || start > end ? "unsatisfiable" : {start, end};
}

/** A file's name for saving, in any script (RFC 5987), with an ASCII one for programs that know no other. */
export function attachment(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cs}/\\:*?"<>|]+/gu, " ").trim() || "file";
  const ascii = clean.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^-+(?=.)/, "") || "file";
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, found => `%${found.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A file below the output folder that an address means; undefined when there is none, or it leads elsewhere. */
function findFile(out: string, written: string): string | undefined {
  const parts = decode(written)?.split("/");
  if (!parts || parts.some(part => part.startsWith(".") || /[\0\\]/.test(part))) return undefined;
  const named = join(out, ...parts);
  try {
    const path = realpathSync(statSync(named).isDirectory() ? join(named, "index.html") : named);
    const root = realpathSync(out);
    return path.startsWith(root + sep) && !basename(path).startsWith(".") && statSync(path).isFile() ? path : undefined;
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EACCES")) return undefined;
    throw error;
  }
}

function decode(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}
