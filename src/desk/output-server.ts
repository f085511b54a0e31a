import {createReadStream, readFileSync, realpathSync, statSync} from "node:fs";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, sep} from "node:path";
import {isSystemError, MachineError} from "../diagnostics/index.ts";

/** A server on this machine that shows an output folder beside what goes on. */
export interface OutputServer {
  /** "http://127.0.0.1:4600/" */
  readonly address: string;
  /** Sends something to all pages that are open; a page that is opened later gets the last of it. */
  tell(message: object): void;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".pdf": "application/pdf",
  ".jpg": "image/jpeg",
  ".png": "image/png",
};

/** The desk's own page may run its own script and nothing else; what it shows in its frame runs none (sandbox). */
const deskPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Serves the desk at `/`, the output folder below `/out/`, and what goes on at `/events`. Only this machine reaches it, and
 * only under its own name: a page from elsewhere that calls it by another name (DNS rebinding) is refused.
 */
export async function openOutputServer(out: string, port: number): Promise<OutputServer> {
  const listeners = new Set<ServerResponse>();
  let last = "";
  let hosts: readonly string[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    const {pathname} = new URL(request.url ?? "/", "http://desk");
    const own = deskFiles[pathname];
    if (!hosts.includes(request.headers.host ?? "")) refuse(response, 403);
    else if (request.method !== "GET" && request.method !== "HEAD") refuse(response, 405);
    else if (own) {
      response.setHeader("Content-Security-Policy", deskPolicy);
      response.setHeader("Content-Type", own.type);
      response.end(readFileSync(new URL(own.file, templates)));
    } else if (pathname === "/events") listen(response);
    else if (pathname.startsWith("/out/")) serve(pathname.slice("/out/".length), request, response);
    else refuse(response, 404);
  }

  function listen(response: ServerResponse): void {
    response.writeHead(200, {"Content-Type": "text/event-stream; charset=utf-8"});
    response.write(last === "" ? ": \n\n" : last);
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  }

  function serve(written: string, request: IncomingMessage, response: ServerResponse): void {
    const path = findFile(out, written);
    if (path === undefined) {
      refuse(response, 404);
      return;
    }
    // The frame may not run anything; the pages' own policy forbids it too. A PDF is shown by the browser's viewer.
    if (extname(path) === ".html") response.setHeader("Content-Security-Policy", "sandbox allow-same-origin");
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.setHeader("Content-Length", statSync(path).size);
    if (request.method === "HEAD") response.end();
    else
      createReadStream(path)
        .on("error", () => response.destroy())
        .pipe(response);
  }

  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch {
      refuse(response, 400);
    }
  });
  const bound = await listenOn(server, port);
  hosts = [`127.0.0.1:${bound}`, `localhost:${bound}`];
  return {
    address: `http://127.0.0.1:${bound}/`,
    tell(message) {
      last = `data: ${JSON.stringify(message)}\n\n`;
      for (const listener of listeners) listener.write(last);
    },
    async close() {
      for (const listener of listeners) listener.end();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

const templates = new URL("../../templates/desk/", import.meta.url);

const deskFiles: Readonly<Record<string, {readonly file: string; readonly type: string}>> = {
  "/": {file: "dev.html", type: "text/html; charset=utf-8"},
  "/dev.css": {file: "dev.css", type: "text/css; charset=utf-8"},
  "/dev.js": {file: "dev.js", type: "text/javascript; charset=utf-8"},
};

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {"Content-Type": "text/plain; charset=utf-8"});
  response.end({403: "只能在本机打开", 404: "没有这个文件", 405: "不能这样用"}[status] ?? "看不懂的请求");
}

/** A file below the output folder that an address means; undefined when there is none, or it leads elsewhere. */
function findFile(out: string, written: string): string | undefined {
  const parts = decodeURIComponent(written).split("/");
  if (parts.some(part => part.startsWith(".") || part.includes("\0") || part.includes("\\"))) return undefined;
  const named = join(out, ...parts);
  try {
    const path = realpathSync(statSync(named).isDirectory() ? join(named, "index.html") : named);
    const root = realpathSync(out);
    return path.startsWith(root + sep) && statSync(path).isFile() ? path : undefined;
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP")) return undefined;
    throw error;
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", error => {
      reject(
        isSystemError(error, "EADDRINUSE", "EACCES")
          ? new MachineError(`端口 ${port} 用不了`, "用 --port 换一个，如 --port 4601；写 0 由程序挑一个", error)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
