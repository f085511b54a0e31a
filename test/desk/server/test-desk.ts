import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {type IncomingHttpHeaders, request} from "node:http";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {type BuildResult, buildWorkspace, openStandingPress} from "../../../src/build/index.ts";
import type {Finding} from "../../../src/desk/api.ts";
import type {Desk} from "../../../src/desk/desk.ts";
import type {Engine} from "../../../src/desk/engine/engine.ts";
import {openDesk} from "../../../src/desk/open-desk.ts";
import {type EventHub, openEventHub} from "../../../src/desk/server/events.ts";
import {openDeskServer} from "../../../src/desk/server/open-server.ts";
import type {PasswordHash} from "../../../src/desk/server/password.ts";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {baseWorkspace} from "../../faults/base-workspace.ts";
import {webOnly} from "../web-only.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly body?: string | Uint8Array;
}

/** A desk over a small workspace in a folder of its own, on a real port. */
export interface TestDesk {
  readonly content: string;
  readonly out: string;
  readonly port: number;
  readonly desk: Desk;
  readonly events: EventHub;
  /** Errors of ours that the server did not tell. */
  readonly failures: unknown[];
  /** A request as it is written, without a client that tidies the address up. */
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** What the page sends. */
  send(
    method: "POST" | "PUT",
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  build(): Promise<BuildResult>;
  close(): Promise<void>;
}

export interface TestDeskOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly password?: PasswordHash;
  readonly host?: string;
  readonly engine?: Partial<Engine>;
}

export async function openTestDesk({
  files = webOnly(baseWorkspace),
  password,
  host = "127.0.0.1",
  engine = {},
}: TestDeskOptions = {}): Promise<TestDesk> {
  const folder = mkdtempSync(join(tmpdir(), "jianbao-test-"));
  const content = join(folder, "content");
  const out = join(folder, "out");
  mkdirSync(out);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, path)), {recursive: true});
    writeFileSync(join(content, path), text);
  }
  let result: BuildResult | undefined;
  let lastBuild = {result, isBuilding: false};
  const press = openStandingPress();
  const events = openEventHub();
  const desk = openDesk({
    content,
    out,
    trustLayouts: false,
    engine: pretendEngine(engine),
    store: openStore(content),
    session: {exclusively: act => act(press)},
    lastBuild: () => lastBuild,
    tell: event => events.tell(event),
  });
  const failures: unknown[] = [];
  const bundle = async () => ({
    files: new Map(["app.js", "app.css", "pdf-worker.js"].map(name => [name, Buffer.from(`/* ${name} */`)])),
    version: "v",
  });
  const server = await openDeskServer({
    desk,
    events,
    bundle,
    port: 0,
    host,
    password,
    failed: error => failures.push(error),
  });
  const port = Number(new URL(server.addresses[0] ?? "").port);
  const ask: TestDesk["ask"] = (path, {method = "GET", headers = {}, host: name, body} = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        {host: "127.0.0.1", port, path, method, headers: {Host: name ?? `127.0.0.1:${port}`, ...headers}},
        response => {
          let received = "";
          response.setEncoding("utf8");
          response.on("data", piece => {
            received += piece;
          });
          response.on("end", () =>
            resolve({status: response.statusCode ?? 0, headers: response.headers, body: received}),
          );
          response.on("error", reject);
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  return {
    content,
    out,
    port,
    desk,
    events,
    failures,
    ask,
    send: (method, path, body, headers = {}) =>
      ask(path, {
        method,
        headers: {"X-Jianbao-Desk": "1", "Content-Type": "application/json", ...headers},
        body: body instanceof Uint8Array || typeof body === "string" ? body : JSON.stringify(body),
      }),
    async build() {
      result = await buildWorkspace({content, out});
      lastBuild = {result, isBuilding: false};
      return result;
    },
    async close() {
      await server.close();
      await press.close();
      if (existsSync(folder)) rmSync(folder, {recursive: true});
    },
  };
}

/** Answers with what it was asked; the engine's own tests tell whether its answers are right. */
function pretendEngine(parts: Partial<Engine>): Engine {
  const echo = (kind: string) => (asked: unknown) => ({kind, asked}) as never;
  return {
    preview: echo("preview"),
    styles: async () => undefined,
    photo: async () => undefined,
    vocabulary: () => undefined,
    explain: () => undefined,
    candidates: () => [],
    block: echo("block"),
    numbers: () => undefined,
    table: () => undefined,
    saveTable: () => undefined,
    workbook: async () => undefined,
    csv: () => undefined,
    readSheet: async () => undefined,
    toFindings: (diagnostics, slugsOf) =>
      diagnostics.map(
        (diagnostic): Finding => ({
          severity: diagnostic.severity,
          code: diagnostic.code,
          message: diagnostic.code,
          fixes: [],
          slugs: slugsOf(diagnostic),
        }),
      ),
    changed: () => undefined,
    ...parts,
  };
}
