import {cellWidth} from "./cell-width.ts";
import {type Colours, colours, harmless} from "./frame.ts";

/** What the commands write to; tests hand in one that records. */
export interface Terminal {
  readonly colour: Colours;
  /** Results: standard output. */
  print(text: string): void;
  /** What goes on meanwhile: standard error. */
  tell(text: string): void;
  /** Shows how far a long work has come: a bar on a terminal, plain lines elsewhere. */
  progress(done: number, total: number, what: string): void;
  /** Takes the bar away. */
  endProgress(): void;
}

export function systemTerminal(
  streams: {stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream},
  env: NodeJS.ProcessEnv,
): Terminal {
  const {stdout, stderr} = streams;
  const isInteractive = stderr.isTTY === true && env.CI === undefined && env.TERM !== "dumb";
  let barWidth = 0;
  const clear = () => {
    if (barWidth > 0) stderr.write(`\r${" ".repeat(barWidth)}\r`);
    barWidth = 0;
  };
  return {
    colour: colours(stdout.isTTY === true && env.NO_COLOR === undefined),
    print(text) {
      clear();
      stdout.write(`${keepColours(text)}\n`);
    },
    tell(text) {
      clear();
      stderr.write(`${keepColours(text)}\n`);
    },
    progress(done, total, what) {
      if (!isInteractive) return;
      const width = 24;
      const filled = total === 0 ? width : Math.round((done / total) * width);
      const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total} ${harmless(what)}`;
      clear();
      stderr.write(`\r${bar}`);
      barWidth = cellWidth(bar) + 1;
    },
    endProgress: clear,
  };
}

/** Takes away control characters, except for line ends and our own colours. */
function keepColours(text: string): string {
  return text.replace(/\u001b(?!\[\d{1,2}m)|(?![\n\t\u001b])\p{Cc}/gu, "");
}
