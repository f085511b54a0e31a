import {spawn, spawnSync} from "node:child_process";
import type {Readable, Writable} from "node:stream";
import type {ConnectionTransport} from "puppeteer";

/** A browser that has been started, which may not answer yet. */
export interface BrowserProcess {
  /** Messages of the DevTools protocol; what is sent before the browser is ready waits in the pipe. */
  readonly transport: ConnectionTransport;
  /** When it has ended, with what it complained about last. */
  readonly ended: Promise<string>;
  /** Ends it at once, with all its processes. */
  kill(): void;
}

/** So much of what the browser complains about is kept. */
const mostComplaints = 4000;

/**
 * Starts a browser with a pipe to it. Puppeteer would do the same, but has to be loaded first, and in that time the browser
 * can start.
 */
export function startBrowser(path: string, flags: readonly string[], env: NodeJS.ProcessEnv): BrowserProcess {
  const child = spawn(path, ["--remote-debugging-pipe", ...flags], {
    env,
    // A process group of its own, so one signal reaches all of its processes.
    detached: process.platform !== "win32",
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  let complaints = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk.toString("utf8")).slice(-mostComplaints);
  });
  const ended = new Promise<string>(resolve => {
    let waiting: NodeJS.Timeout | undefined;
    const tell = () => {
      // Our own process would otherwise not end before the timer.
      clearTimeout(waiting);
      resolve(`Ended (${child.signalCode ?? child.exitCode}). ${complaints}`);
    };
    child.once("error", error => resolve(String(error)));
    child.once("close", tell);
    // A process of its own that outlives it would keep its pipes open.
    child.once("exit", () => {
      waiting = setTimeout(tell, 100);
    });
  });
  // Whatever its types say: with too many open files Node gives a child without any pipes, and tells the reason later.
  const [, , , commands, answers] = (child.stdio as typeof child.stdio | undefined) ?? [];
  return {
    transport: commands && answers ? openTransport(commands as Writable, answers as Readable) : deadTransport,
    ended,
    kill() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      if (process.platform === "win32") {
        spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], {stdio: "ignore"});
        return;
      }
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        child.kill("SIGKILL");
      }
    },
  };
}

/** To a browser that was never there. */
const deadTransport: ConnectionTransport = {send: () => undefined, close: () => undefined};

/** Messages are JSON with a zero after each; a long one comes in many pieces. */
function openTransport(commands: Writable, answers: Readable): ConnectionTransport {
  let pieces: Buffer[] = [];
  // A browser that went away is told by the end of its answers.
  commands.on("error", () => undefined);
  answers.on("error", () => undefined);
  const transport: ConnectionTransport = {
    send(message) {
      commands.write(`${message}\0`);
    },
    close() {
      commands.end();
    },
  };
  answers.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      pieces.push(chunk.subarray(start, end));
      const message = (pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)).toString("utf8");
      pieces = [];
      start = end + 1;
      // One turn of the event loop each: a message may change who hears the next.
      setImmediate(() => transport.onmessage?.(message));
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
  answers.once("close", () => transport.onclose?.());
  return transport;
}
