import {readFileSync} from "node:fs";

let known: string | undefined;

/** The version of this program, as package.json has it. */
export function programVersion(): string {
  known ??= readVersion();
  return known;
}

function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as {version: string}).version;
}
