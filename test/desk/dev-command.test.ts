/** `jianbao dev` as a program: it serves the page, tells what goes on, builds what is saved, and ends at Ctrl-C. */
import type {ChildProcess} from "node:child_process";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import type {DeskEvent, DeskState} from "../../src/desk/api.ts";
import {batchWorkspace} from "../build/batch-workspace.ts";
import {temporaryFolder} from "../cli/run.ts";
import {article} from "../faults/base-workspace.ts";
import {addressOf, startDesk} from "./desk-program.ts";
import {webOnly} from "./web-only.ts";

const monthly = "bulletins/2019-07-monthly/a.md";

test("serves the desk, tells of builds as they happen, and ends at Ctrl-C", async () => {
  const content = temporaryFolder(webOnly(batchWorkspace()));
  const child = start(content);
  try {
    const address = await addressOf(child);
    const get = (path: string) => fetch(new URL(path, address));
    const page = await (await get("/")).text();
    expect(page).toContain("采编台");
    for (const [, name = ""] of page.matchAll(/(?:href|src)="(\/app[^"]+)"/g)) {
      expect((await get(name)).headers.get("content-type")).toMatch(/^text\/(?:javascript|css)/);
    }
    expect((await (await get("/pdf-worker.js")).text()).length).toBeGreaterThan(100_000);

    const events = listen(await get("/api/events"));
    const state = async () => (await (await get("/api/desk")).json()) as DeskState;
    while ((await state()).building) await events.next();
    const first = await state();
    expect(first.bulletins).toHaveLength(4);
    expect(first.bulletins.map(({status}) => status)).toEqual(Array(4).fill("built"));
    expect(first.tables.map(({period}) => period)).toEqual(["2019-06", "2019-07"]);

    writeFileSync(join(content, monthly), article("全镇已经流转{{ 流转面积 }}。"));
    const told = await events.until("built");
    expect(told.find(event => event.kind === "changed")).toEqual({kind: "changed", paths: [monthly]});
    expect(told.at(-1)).toMatchObject({kind: "built", built: ["2019-07-monthly"]});
    expect(await (await get("/out/2019-07-monthly/index.html")).text()).toMatch(/全镇已经流转.*1618亩/);

    await events.close();
    child.kill("SIGINT");
    expect(await new Promise(resolve => child.once("exit", resolve))).toBe(0);
  } finally {
    child.kill("SIGKILL");
  }
}, 60_000);

test("--host opens it to others, with a password", async () => {
  const content = temporaryFolder(webOnly(batchWorkspace()));
  writeFileSync(join(content, "password.txt"), "唐坊1234党建\n");
  const child = start(content, "--host", "0.0.0.0", "--password-file", join(content, "password.txt"));
  try {
    const address = await addressOf(child);
    expect((await fetch(new URL("/api/desk", address))).status).toBe(401);
    const login = await fetch(new URL("/api/login", address), {
      method: "POST",
      headers: {"X-Jianbao-Desk": "1"},
      body: JSON.stringify({password: "唐坊1234党建"}),
    });
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    const desk = await fetch(new URL("/api/desk", address), {headers: {Cookie: cookie}});
    expect(await desk.json()).toMatchObject({hasPassword: true});
  } finally {
    child.kill("SIGKILL");
  }
}, 60_000);

test("--host without a terminal to type on, and without a password file, is wrong usage", async () => {
  const child = start(temporaryFolder(webOnly(batchWorkspace())), "--host", "0.0.0.0");
  let said = "";
  child.stderr?.on("data", piece => {
    said += piece;
  });
  expect(await new Promise(resolve => child.once("exit", resolve))).toBe(2);
  expect(said).toContain("--password-file");
}, 60_000);

function start(content: string, ...more: string[]): ChildProcess {
  const env = {...process.env, XDG_CONFIG_HOME: join(content, ".config")};
  return startDesk({content, out: join(content, "out")}, more, env);
}

/** The events of a stream, one after the other. */
function listen(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  async function next(): Promise<DeskEvent> {
    for (;;) {
      const end = rest.indexOf("\n\n");
      const message = rest.slice(0, Math.max(0, end));
      if (end !== -1) rest = rest.slice(end + 2);
      if (message.startsWith("data: ")) return JSON.parse(message.slice(6)) as DeskEvent;
      if (end !== -1) continue;
      const piece = await reader?.read();
      if (!piece || piece.done) throw new Error("the stream ended");
      rest += piece.value;
    }
  }
  return {
    next,
    async until(kind: DeskEvent["kind"]): Promise<DeskEvent[]> {
      const seen: DeskEvent[] = [];
      do seen.push(await next());
      while (seen.at(-1)?.kind !== kind);
      return seen;
    },
    close: async () => await reader?.cancel(),
  };
}
