import {runCli} from "./run-cli.ts";
import {systemTerminal} from "./terminal.ts";

// Whoever reads our output may stop early (jianbao explain … | head): that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
process.exitCode = await runCli(process.argv.slice(2), systemTerminal(process, process.env), process.env);
