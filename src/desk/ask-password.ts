import {createInterface} from "node:readline/promises";
import {Writable} from "node:stream";
import {Interruption, UsageError} from "../cli/index.ts";
import {shortestPassword} from "./server/password.ts";

/** Where a person types: the terminal, or what stands for it in a test. */
export interface Typing {
  readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean};
  readonly output: NodeJS.WritableStream;
}

const mostTries = 3;

/** Asks for a new password, twice; what is typed is not shown. Throws UsageError where nobody can type. */
export async function askNewPassword({input, output}: Typing): Promise<string> {
  if (!input.isTTY)
    throw new UsageError("要设密码，可是这里不能输入", "在终端里运行，或者用 --password-file 写明密码文件");
  for (let count = 0; count < mostTries; count++) {
    const password = await askHidden(`请设一个密码，至少 ${shortestPassword} 个字符（输入时不显示）：`, {
      input,
      output,
    });
    const problem = checkPassword(password);
    if (problem !== undefined) output.write(`${problem}。\n`);
    else if ((await askHidden("再输入一次：", {input, output})) === password) return password;
    else output.write("两次输入的不一样。\n");
  }
  throw new UsageError("密码没有设好", "再运行一次");
}

/** What is wrong with a password. */
export function checkPassword(password: string): string | undefined {
  if ([...password].length < shortestPassword) return `密码太短，至少 ${shortestPassword} 个字符`;
  return /\p{Cc}/u.test(password) ? "密码里有不能用的字符" : undefined;
}

async function askHidden(question: string, {input, output}: Typing): Promise<string> {
  output.write(question);
  const silence = new Writable({write: (_piece, _encoding, done) => done()});
  const lines = createInterface({input, output: silence, terminal: true});
  const interrupted = new AbortController();
  lines.once("SIGINT", () => interrupted.abort(new Interruption()));
  try {
    return await lines.question("", {signal: interrupted.signal});
  } catch (error) {
    throw interrupted.signal.aborted ? new Interruption() : error;
  } finally {
    lines.close();
    output.write("\n");
  }
}
