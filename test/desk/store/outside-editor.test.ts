/** Another program writes the file in its own process while the desk saves: every line of both is there in the end. */
import {spawn} from "node:child_process";
import {once} from "node:events";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {expect, test, vi} from "vitest";
import type {Exchange} from "../../../src/desk/store/exchange-files.ts";
import {openStore} from "../../../src/desk/store/open-store.ts";
import type {TextStore} from "../../../src/desk/store/text-store.ts";
import {temporaryFolder} from "../../cli/run.ts";

/** Whether this disk exchanges files. */
let isAble = true;

vi.mock("../../../src/desk/store/exchange-files.ts", async load => {
  const real = await load<{exchangeFiles: Exchange}>();
  const exchangeFiles: Exchange = (...names) => (isAble ? real.exchangeFiles(...names) : "unable");
  return {exchangeFiles};
});

const path = "bulletins/x/a.md";
/** So few that all of it is in the history, which keeps 200. */
const rounds = 40;
const start = `上\n${"间\n".repeat(5)}下\n`;

/**
 * Puts a line to the end in each round, by chance as one of three programs would: a new file renamed over the old one; the
 * old one emptied and written; the old one kept open for a while before it is written.
 */
const editor = `
  const {closeSync, ftruncateSync, openSync, readFileSync, renameSync, writeFileSync, writeSync} = require("node:fs");
  const file = process.argv[1];
  const wait = ms => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const unlessGone = act => {
    for (;;) {
      try {
        return act();
      } catch (error) {
        if (error.code !== "ENOENT") throw error;
      }
    }
  };
  const ways = [
    text => {
      writeFileSync(file + "~", text);
      renameSync(file + "~", file);
    },
    text => writeFileSync(file, text),
    text => {
      const held = unlessGone(() => openSync(file, "r+"));
      wait(Math.random() * 12);
      ftruncateSync(held);
      writeSync(held, text, 0);
      closeSync(held);
    },
  ];
  for (let round = 0; round < ${rounds}; round++) {
    const text = unlessGone(() => readFileSync(file, "utf8")) + "外" + round + "\\n";
    ways[Math.floor(Math.random() * ways.length)](text);
    wait(Math.random() * 40);
  }`;

test.each([true, false])("no line of either is lost, or it can be gone back to; files exchanged: %s", async able => {
  isAble = able;
  const root = temporaryFolder({[path]: start});
  const file = join(root, path);
  const store = openStore(root);
  const child = spawn(process.execPath, ["-e", editor, file], {stdio: ["ignore", "ignore", "inherit"]});
  const ended = new Promise(resolve => child.once("exit", resolve));
  for (let round = 0; round < rounds; round++) {
    addLine(store, `内${round}`);
    store.noticed([path]);
    await setTimeout(Math.random() * 30);
  }
  expect(await ended).toBe(0);
  store.close();
  const history = await store.history(path);
  expect(history.length).toBeLessThan(200);
  const kept = await Promise.all(history.map(async ({id}) => (await store.historyText(path, id))?.text));
  const all = `${readFileSync(file, "utf8")}\n${kept.join("\n")}`;
  for (const who of ["内", "外"]) {
    const lines = Array.from({length: rounds}, (_, round) => `${who}${round}`);
    expect(lines.filter(line => !all.includes(`${line}\n`))).toEqual([]);
  }
});

/** Reads as fast as it can until it is told to stop, and tells how often no file was there, or half of one. */
const reader = `
  const {readFileSync} = require("node:fs");
  const seen = {looks: 0, missing: 0, broken: 0};
  process.on("message", () => process.send(seen, () => process.exit()));
  (function look() {
    for (let count = 0; count < 200; count++) {
      seen.looks += 1;
      try {
        if (!readFileSync(process.argv[1], "utf8").endsWith("下\\n")) seen.broken += 1;
      } catch {
        seen.missing += 1;
      }
    }
    setImmediate(look);
  })();
  process.send("begun");`;

test("whoever looks while the desk saves finds a whole file each time", async () => {
  isAble = true;
  const root = temporaryFolder({[path]: start});
  const store = openStore(root);
  const child = spawn(process.execPath, ["-e", reader, join(root, path)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  for (let round = 0; round < 300; round++) addLine(store, `内${round}`);
  const told = once(child, "message");
  child.send("stop");
  const [seen] = await told;
  store.close();
  expect(seen).toMatchObject({missing: 0, broken: 0});
  expect(seen.looks).toBeGreaterThan(1000);
});

/** At the top, far from what the other writes; a writer who is told of a conflict begins again with what is there. */
function addLine(store: TextStore, line: string): void {
  for (;;) {
    const page = store.read(path);
    const saved = page && store.save({path, text: `${line}\n${page.text}`, base: page.version});
    if (saved && saved.kind !== "conflict") return;
  }
}
