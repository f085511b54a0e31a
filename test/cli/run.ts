import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {onTestFinished} from "vitest";
import {colours} from "../../src/cli/frame.ts";
import {runCli} from "../../src/cli/run-cli.ts";

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process and records what it prints. */
export async function run(...argv: string[]): Promise<Run> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const status = await runCli(
    argv,
    {
      colour: colours(false),
      print: text => stdout.push(text),
      tell: text => stderr.push(text),
      progress: () => undefined,
      endProgress: () => undefined,
    },
    {},
  );
  return {status, stdout: stdout.join("\n"), stderr: stderr.join("\n")};
}

/** A folder that is gone when the test ends, with some files in it. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "jianbao-test-"));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), {recursive: true});
    writeFileSync(target, content);
  }
  return folder;
}
