import {readFileSync} from "node:fs";
import type {Context, Hono} from "hono";
import type {Desk} from "../../desk.ts";
import type {ClientBundle} from "../client-bundle.ts";
import type {EventHub} from "../events.ts";
import {answerOutput} from "../output-files.ts";
import {framePolicy, newNonce, pagePolicy, workerPolicy} from "../policies.ts";
import {orMissing, RequestRefusal} from "../refusal.ts";

const templates = new URL("../../../../templates/desk/", import.meta.url);

const bundleTypes: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

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
  for (const name of ["app.js", "app.css", "pdf-worker.js"]) {
    app.get(`/${name}`, async context => {
      const file = orMissing((await bundle()).files.get(name), "没有这个文件");
      return context.body(new Uint8Array(file), 200, {
        "Content-Type": bundleTypes[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
        ...(name === "pdf-worker.js" ? {"Content-Security-Policy": workerPolicy} : {}),
        ...(context.req.query("v") === undefined ? {} : {"Cache-Control": "private, max-age=31536000, immutable"}),
      });
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
