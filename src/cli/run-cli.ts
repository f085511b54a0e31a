import {MachineError, suggestName} from "../diagnostics/index.ts";
import {UsageError} from "./arguments.ts";
import {type Command, commands as ownCommands} from "./commands.ts";
import {helpText, versionText} from "./help.ts";
import {Interruption} from "./interruption.ts";
import type {Terminal} from "./terminal.ts";

/** Exit statuses (contract). */
export const exitStatus = {done: 0, contentErrors: 1, wrongUsage: 2, machineFailed: 3, interrupted: 130} as const;

/** Runs one command line. The one place where errors become text. */
export async function runCli(
  argv: readonly string[],
  terminal: Terminal,
  env: NodeJS.ProcessEnv,
  commands: ReadonlyMap<string, () => Promise<Command>> = ownCommands,
): Promise<number> {
  const {colour} = terminal;
  try {
    const [name, ...rest] = argv;
    if (name === undefined || name === "help" || name === "--help" || name === "-h" || rest.includes("--help")) {
      terminal.print(helpText(name !== undefined && commands.has(name) ? name : rest[0]));
      return exitStatus.done;
    }
    if (name === "--version" || name === "-v") {
      terminal.print(versionText());
      return exitStatus.done;
    }
    const load = commands.get(name);
    if (!load) throw new UsageError(`没有命令“${name}”`, suggestName(name, commands.keys()));
    const command: Command = await load();
    return await command(rest, terminal);
  } catch (error) {
    terminal.endProgress();
    if (error instanceof Interruption) {
      terminal.tell("停下来了。再运行一次，从停下的地方接着做。");
      return exitStatus.interrupted;
    }
    if (error instanceof UsageError) {
      terminal.tell(`${colour.red("用法不对")}：${error.message}。`);
      if (error.hint) terminal.tell(`  ${colour.green("提示：")}${error.hint}`);
      terminal.tell("  运行 jianbao --help 看各种用法。");
      return exitStatus.wrongUsage;
    }
    if (error instanceof MachineError) {
      terminal.tell(`${colour.red("没有做成")}：${error.message}。`);
      terminal.tell(`  ${colour.green("提示：")}${error.hint}。`);
      if (env.JIANBAO_DEBUG) terminal.tell(String(error.cause ?? ""));
      return exitStatus.machineFailed;
    }
    terminal.tell(`${colour.red("内部错误")}：程序出了差错，与您的内容无关。`);
    terminal.tell("  请把所用的命令和工作区交给维护的人；设置环境变量 JIANBAO_DEBUG=1 再运行，可以看到细节。");
    if (env.JIANBAO_DEBUG) terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitStatus.machineFailed;
  }
}
