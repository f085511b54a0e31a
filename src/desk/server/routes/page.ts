import {readFileSync} from "node:fs";
import type {Context, Hono} from "hono";
import type {Desk} from "../../desk.ts";
import {type ClientBundle, clientFiles} from "../client-bundle.ts";
import type {EventHub} from "../events.ts";
import {answerOutput} from "../output-files.ts";
import {framePolicy, newNonce, pagePolicy, workerPolicy} from "../policies.ts";
import {orMissing, RequestRefusal} from "../refusal.ts";

const templates = new URL("../../../../templates/desk/", import.meta.url);

const script = "text/javascript; charset=utf-8";

const bundleHeaders = {
  "app.js": {"Content-Type": script},
  "app.css": {"Content-Type": "text/css; charset=utf-8"},
  "pdf-worker.js": {"Content-Type": script, "Content-Security-Policy": workerPolicy},
} as const;

/** The page, its program, the frame that previews are put into, the output folder, and what goes on. */
export function addPageRoutes(app: Hono, desk: Desk, bundle: () => Promise<ClientBundle>, events: EventHub): void {
  app.get("/", async context => {
    const nonce = newNonce();
    const {version} = await bundle();
    const page = readFileSync(new URL("index.html", templates), "utf8");
    return context.html(page.replaceAll("{nonce}", nonce).replaceAll("{version}", version), 200, {
      "Content-Security-Policy": pagePolicy(nonce),
    });
  });
  app.get("/frame.html", context =>
    context.html("<!doctype html>\n<html><head><title>预览</title></head><body></body></html>\n", 200, {
      "Content-Security-Policy": framePolicy,
    }),
  );
  for (const name of clientFiles) {
    app.get(`/${name}`, async context => {
      const {files, version} = await bundle();
      const tag = `"${version}"`;
      // Kept by the browser and asked about each time: another program of the desk is another one at once.
      const headers = {ETag: tag, "Cache-Control": "private, no-cache", ...bundleHeaders[name]};
      if (context.req.header("If-None-Match") === tag) return context.body(null, 304, headers);
      return context.body(new Uint8Array(orMissing(files.get(name), "没有这个文件")), 200, headers);
    });
  }
  app.get("/api/events", context => {
    // Nobody would ever close a stream that HEAD has opened.
    if (context.req.method !== "GET") throw new RequestRefusal(405, "不能这样用");
    const stream = events.listen();
    if (!stream) throw new RequestRefusal(429, "打开的网页太多了", "关掉几个再试");
    return context.body(stream, 200, {"Content-Type": "text/event-stream; charset=utf-8"});
  });
  app.get("/out/*", context => {
    const path = outputPath(context);
    const name = context.req.query("download") === undefined ? undefined : desk.fileName(path);
    return answerOutput(desk.out, path, context.req.raw, name);
  });
}

/** Decoded once. */
function outputPath(context: Context): string {
  try {
    return decodeURIComponent(new URL(context.req.url).pathname.slice("/out/".length));
  } catch {
    throw new RequestRefusal(404, "没有这个文件");
  }
}
