/** in-calls.ts SIZE PROGRAM SETTINGS FILES…: a program of Node called for so many files at a time; SETTINGS is a JSON list. */
import {spawnSync} from "node:child_process";

const [size = "1", program = "", settings = "[]", ...files] = process.argv.slice(2);
for (let at = 0; at < files.length; at += Number(size)) {
  const args = [program, ...files.slice(at, at + Number(size)), ...(JSON.parse(settings) as string[])];
  const {status} = spawnSync(process.execPath, args, {stdio: ["ignore", "ignore", "inherit"]});
  if (status !== 0) process.exit(status ?? 1);
}
