import {mkdirSync} from "node:fs";
import {
  type Arguments,
  countFindings,
  exitStatus,
  findOutput,
  findWorkspace,
  formatDiagnostic,
  readArguments,
  type Terminal,
  UsageError,
} from "../cli/index.ts";
import type {DeskEvent} from "./api.ts";
import type {LastBuild} from "./desk-state.ts";
import {type DevEvent, openDevSession} from "./dev-session.ts";
import {openEngine} from "./engine/open-engine.ts";
import {obtainPassword} from "./kept-password.ts";
import {openDesk} from "./open-desk.ts";
import {loadClientBundle} from "./server/client-bundle.ts";
import {openEventHub} from "./server/events.ts";
import {openDeskServer} from "./server/open-server.ts";
import {isLoopback} from "./server/own-hosts.ts";
import type {PasswordHash} from "./server/password.ts";
import {openStore} from "./store/open-store.ts";

const usualPort = 4600;

/** `jianbao dev`: the desk in the browser, and builds of what changes as it changes, until it is stopped. */
export async function devCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {
    content: "text",
    out: "text",
    port: "text",
    host: "text",
    "password-file": "text",
    "new-password": "switch",
    "trust-layouts": "switch",
  });
  if (args.names.length > 0) throw new UsageError("dev 看的是整个工作区，后面不写期名");
  const content = findWorkspace(args.text("content"));
  const out = findOutput(args.text("out"), content);
  const port = readPort(args.text("port"));
  const {host, password} = await readAccess(args);
  mkdirSync(out, {recursive: true});
  const running = await startDesk({content, out, trustLayouts: args.has("trust-layouts"), terminal});
  try {
    const {desk, events} = running;
    const bundle = loadClientBundle();
    bundle.catch(() => undefined);
    const failed = (error: unknown) => tellFailure(error, terminal);
    const server = await openDeskServer({desk, events, bundle: () => bundle, port, host, password, failed});
    const stopped = new Promise<void>(resolve => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    tellAddresses(server.addresses, password !== undefined, terminal);
    await stopped;
    await server.close();
  } finally {
    await running.session.close();
    running.store.close();
  }
  return exitStatus.done;
}

/** Which machines may open the desk, and the password that those need. */
async function readAccess(args: Arguments): Promise<{host: string; password: PasswordHash | undefined}> {
  const host = args.text("host") ?? "127.0.0.1";
  const file = args.text("password-file");
  const isNew = args.has("new-password");
  if (file !== undefined && isNew) throw new UsageError("--password-file 和 --new-password 不能同用");
  // Whoever asks for a password on this machine gets one.
  if (isLoopback(host) && file === undefined && !isNew) return {host, password: undefined};
  const typing = {input: process.stdin, output: process.stderr};
  return {host, password: await obtainPassword({file, isNew, env: process.env, typing})};
}

function tellAddresses([own, ...others]: readonly string[], hasPassword: boolean, terminal: Terminal): void {
  terminal.print(`在浏览器里打开 ${own} ；改了稿件或数据，页面自己更新。按 Ctrl-C 停。`);
  if (others.length > 0) terminal.print(`别的电脑打开：${others.join(" 或 ")}`);
  if (hasPassword) terminal.print("打开时要输入密码。网页和密码在网络上不加密，只在自己单位的网里用。");
}

interface StartOptions {
  readonly content: string;
  readonly out: string;
  readonly trustLayouts: boolean;
  readonly terminal: Terminal;
}

/** The workspace watched, built, and ready to be asked about. */
async function startDesk({content, out, trustLayouts, terminal}: StartOptions) {
  const events = openEventHub();
  const store = openStore(content, {keptAside: path => events.tell({kind: "keptAside", path})});
  const engine = await openEngine({content, trustLayouts, store});
  let lastBuild: LastBuild = {result: undefined, isBuilding: true};
  const session = openDevSession({
    content,
    out,
    trustLayouts,
    tell(event) {
      lastBuild = afterEvent(lastBuild, event);
      if (event.kind === "changed") {
        engine.changed(event.paths);
        store.noticed(event.paths);
      }
      events.tell(toMessage(event));
      tellTerminal(event, terminal);
    },
  });
  const parts = {content, out, trustLayouts, engine, store, session};
  const desk = openDesk({...parts, lastBuild: () => lastBuild, tell: event => events.tell(event)});
  return {desk, events, session, store};
}

function afterEvent(last: LastBuild, event: DevEvent): LastBuild {
  if (event.kind === "built") return {result: event.result, isBuilding: false};
  // Another value all the same: what was read of the workspace is read anew.
  if (event.kind === "changed") return {...last};
  const isBuilding = event.kind === "building";
  return last.isBuilding === isBuilding ? last : {...last, isBuilding};
}

function readPort(written: string | undefined): number {
  if (written === undefined) return usualPort;
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65535)
    throw new UsageError(`--port 写的“${written}”不对`, "写 0 到 65535 的整数");
  return port;
}

function tellTerminal(event: DevEvent, terminal: Terminal): void {
  if (event.kind === "failed") {
    terminal.tell(`没有做成：${event.message}。\n  提示：${event.hint}。`);
    tellFailure(event.cause, terminal);
  }
  if (event.kind !== "built") return;
  const {bulletins, diagnostics} = event.result;
  for (const diagnostic of diagnostics) terminal.print(`${formatDiagnostic(diagnostic, terminal.colour)}\n`);
  const built = bulletins.filter(({status}) => status === "built");
  const failed = bulletins.filter(({status}) => status === "failed" || status === "blocked");
  const told = [
    built.length > 0 ? `重排了 ${nameFew(built)}` : "",
    failed.length > 0 ? `${nameFew(failed)}有错误，没有出` : "",
    (event.result.withdrawn ?? []).length > 0 ? `撤下了 ${(event.result.withdrawn ?? []).join("、")}` : "",
  ].filter(part => part !== "");
  const findings = countFindings(diagnostics);
  terminal.print(
    `${told.length > 0 ? told.join("；") : "没有要重排的"}，用时 ${(event.milliseconds / 1000).toFixed(2)} 秒${findings ? `；${findings}` : ""}。`,
  );
}

function nameFew(bulletins: readonly {readonly slug: string}[]): string {
  const few = bulletins
    .slice(0, 5)
    .map(({slug}) => slug)
    .join("、");
  return bulletins.length > 5 ? `${few} 等 ${bulletins.length} 份` : few;
}

/** Details of an error that is ours, for those who look for it. */
function tellFailure(error: unknown, terminal: Terminal): void {
  if (!process.env.JIANBAO_DEBUG) return;
  terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** What the page in the browser is told. */
function toMessage(event: DevEvent): DeskEvent {
  if (event.kind === "failed") return {kind: "failed", message: event.message, hint: event.hint};
  if (event.kind !== "built") return event;
  const built = event.result.bulletins.filter(({status}) => status === "built").map(({slug}) => slug);
  return {kind: "built", milliseconds: Math.round(event.milliseconds), built};
}
