/** The program: the commands of the command line, and those of the desk. */
import {type Command, commands, runCli, systemTerminal} from "./cli/index.ts";

const all: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ...commands,
  ["dev", async () => (await import("./desk/index.ts")).devCommand] as const,
]);

// Whoever reads our output may stop early (jianbao explain … | head): that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
void runCli(process.argv.slice(2), systemTerminal(process, process.env), process.env, all).then(status => {
  process.exitCode = status;
});
