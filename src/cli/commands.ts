import type {Terminal} from "./terminal.ts";

/** A command: its arguments in, its exit status out. */
export type Command = (argv: readonly string[], terminal: Terminal) => Promise<number>;

/** Each command is loaded when it is called: the browser and the fonts are no concern of `explain`. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map<string, () => Promise<Command>>([
  ["build", async () => (await import("./build-command.ts")).buildCommand],
  ["print", async () => (await import("./print-command.ts")).printCommand],
  ["check", async () => (await import("./check-command.ts")).checkCommand],
  ["init", async () => (await import("./init-command.ts")).initCommand],
  ["new", async () => (await import("./new-command.ts")).newCommand],
  ["explain", async () => (await import("./explain-command.ts")).explainCommand],
]);
