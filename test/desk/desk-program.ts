import {type ChildProcess, spawn} from "node:child_process";
import {fileURLToPath} from "node:url";

const program = fileURLToPath(new URL("../../bin/jianbao.js", import.meta.url));

interface Folders {
  readonly content: string;
  readonly out: string;
}

/** `jianbao dev` as a program of its own, at a port that is free; `more` are further words for the command. */
export function startDesk({content, out}: Folders, more: readonly string[] = [], env = process.env): ChildProcess {
  const words = ["--content", content, "--out", out, "--port", "0", ...more];
  return spawn(process.execPath, [program, "dev", ...words], {stdio: ["ignore", "pipe", "pipe"], env});
}

/** The address that the program prints: "http://127.0.0.1:34567/". */
export function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", piece => {
        said += piece;
        const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
        if (address) resolve(address);
      });
    }
    child.once("exit", () => reject(new Error(said)));
  });
}
