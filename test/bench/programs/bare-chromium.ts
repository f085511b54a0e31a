import {spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Readable, Writable} from "node:stream";
import {launchFlags} from "../../../src/press/browser/launch-flags.ts";

/** Sends a command of the DevTools protocol to a page and gives its result. */
export type Send = (method: string, params?: object) => Promise<Record<string, unknown>>;

/** A Chromium with nothing between: commands go through the pipe as they are. */
export interface BareChromium {
  openPage(): Promise<Send>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: {readonly message: string};
}

export function startBareChromium(path: string, env: NodeJS.ProcessEnv = {}): BareChromium {
  const profile = mkdtempSync(join(tmpdir(), "jianbao-bench-"));
  const flags = launchFlags(profile, {sandbox: process.getuid?.() !== 0});
  const child = spawn(path, ["--remote-debugging-pipe", ...flags], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    env: {...process.env, ...env},
  });
  const exited = new Promise<void>(resolve => {
    child.once("exit", () => resolve());
  });
  const commands = child.stdio[3] as Writable;
  const waiting = new Map<number, {resolve: (result: Record<string, unknown>) => void; reject: (e: Error) => void}>();
  readMessages(child.stdio[4] as Readable, ({id, result, error}) => {
    const asker = waiting.get(id ?? -1);
    if (!asker) return;
    waiting.delete(id ?? -1);
    if (error) asker.reject(new Error(error.message));
    else asker.resolve(result ?? {});
  });
  let last = 0;
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, {resolve, reject});
      commands.write(`${JSON.stringify({id: last, method, params, sessionId})}\0`);
    });
  return {
    async openPage() {
      const {targetId} = await send("Target.createTarget", {url: "about:blank", enableBeginFrameControl: true});
      const {sessionId} = await send("Target.attachToTarget", {targetId, flatten: true});
      return (method, params) => send(method, params, String(sessionId));
    },
    async close() {
      void send("Browser.close").catch(() => undefined);
      await exited;
      rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 20});
    },
  };
}

/** Messages end with a zero; a large one comes in many pieces. */
function readMessages(stream: Readable, receive: (message: Message) => void): void {
  let pieces: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      pieces.push(chunk.subarray(start, end));
      receive(JSON.parse(Buffer.concat(pieces).toString("utf8")) as Message);
      pieces = [];
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
  });
}
