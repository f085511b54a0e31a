/**
 * The command line: arguments in, text for people and an exit status out. What is shown is Chinese.
 */
export {type Arguments, readArguments, UsageError} from "./arguments.ts";
export {type Command, commands} from "./commands.ts";
export {formatDiagnostic, formatPlace} from "./frame.ts";
export {Interruption} from "./interruption.ts";
export {adviseFile} from "./print-words.ts";
export {countFindings} from "./report.ts";
export {exitStatus, runCli} from "./run-cli.ts";
export {systemTerminal, type Terminal} from "./terminal.ts";
export {findOutput, findWorkspace} from "./workspace-folder.ts";

/** Loaded when it is called: every command starts with this file, and hardly any makes a bulletin. */
export async function loadNewBulletin() {
  return await import("./new-bulletin.ts");
}
