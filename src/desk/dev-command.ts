import {mkdirSync} from "node:fs";
import {
  countFindings,
  exitStatus,
  findOutput,
  findWorkspace,
  formatDiagnostic,
  readArguments,
  type Terminal,
  UsageError,
} from "../cli/index.ts";
import {type Diagnostic, describe, placeAt} from "../diagnostics/index.ts";
import {type DevEvent, openDevSession} from "./dev-session.ts";
import {openOutputServer} from "./output-server.ts";

const usualPort = 4600;

/** `jianbao dev`: builds what changes as it changes, and shows it in the browser until it is stopped. */
export async function devCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {content: "text", out: "text", port: "text", "trust-layouts": "switch"});
  if (args.names.length > 0) throw new UsageError("dev 看的是整个工作区，后面不写期名");
  const content = findWorkspace(args.text("content"));
  const out = findOutput(args.text("out"), content);
  mkdirSync(out, {recursive: true});
  const server = await openOutputServer(out, readPort(args.text("port")));
  terminal.print(`在浏览器里打开 ${server.address} ；改了稿件或数据，页面自己更新。按 Ctrl-C 停。`);
  const stopped = new Promise<void>(resolve => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const session = await openDevSession({
    content,
    out,
    trustLayouts: args.has("trust-layouts"),
    tell(event) {
      server.tell(toMessage(event));
      tellTerminal(event, terminal);
    },
  });
  await stopped;
  await session.close();
  await server.close();
  return exitStatus.done;
}

function readPort(written: string | undefined): number {
  if (written === undefined) return usualPort;
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65535)
    throw new UsageError(`--port 写的“${written}”不对`, "写 0 到 65535 的整数");
  return port;
}

function tellTerminal(event: DevEvent, terminal: Terminal): void {
  if (event.kind === "failed") terminal.tell(`没有做成：${event.message}。\n  提示：${event.hint}。`);
  if (event.kind !== "built") return;
  const {bulletins, diagnostics} = event.result;
  for (const diagnostic of diagnostics) terminal.print(`${formatDiagnostic(diagnostic, terminal.colour)}\n`);
  const built = bulletins.filter(({status}) => status === "built").map(({slug}) => slug);
  const named = built.length > 5 ? `${built.slice(0, 5).join("、")} 等 ${built.length} 期` : built.join("、");
  const findings = countFindings(diagnostics);
  terminal.print(
    `${built.length > 0 ? `重排了 ${named}` : "没有要重排的"}，用时 ${(event.milliseconds / 1000).toFixed(2)} 秒${findings ? `；${findings}` : ""}。`,
  );
}

/** What the page in the browser is told. */
function toMessage(event: DevEvent): object {
  if (event.kind !== "built") return event;
  const {bulletins, diagnostics} = event.result;
  return {
    kind: "built",
    milliseconds: Math.round(event.milliseconds),
    bulletins: bulletins.map(({slug, title, status, files, batch, unit}) => ({
      slug,
      title,
      status,
      batch,
      unit,
      pdf: files.find(({path}) => path.endsWith(".pdf"))?.path,
    })),
    findings: diagnostics.slice(0, mostFindings).map(toFinding),
    more: Math.max(0, diagnostics.length - mostFindings),
  };
}

const mostFindings = 200;

function toFinding(diagnostic: Diagnostic): object {
  const {message, hint} = describe(diagnostic);
  const {span, severity, code} = diagnostic;
  const place = span && placeAt(span.source, span.start);
  return {severity, code, message, hint, place: span && place && `${span.source.path} 第${place.line}行`};
}
