/** An editor that writes the file in its own process while the desk saves: every line of both is there in the end. */
import {spawn} from "node:child_process";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {expect, test} from "vitest";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {temporaryFolder} from "../../cli/run.ts";

const path = "bulletins/x/a.md";
const rounds = 50;
const start = `上\n${"间\n".repeat(5)}下\n`;

/**
 * Puts a line to the end, as an editor does that looks at the file before it saves: aside and renamed. While two write,
 * there may be an instant without the file: it looks again.
 */
const editor = `
  const {readFileSync: readNow, writeFileSync, renameSync} = require("node:fs");
  const file = process.argv[1];
  const readFileSync = (...args) => {
    for (;;) {
      try {
        return readNow(...args);
      } catch (error) {
        if (error.code !== "ENOENT") throw error;
      }
    }
  };
  for (let round = 0; round < ${rounds}; round++) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file + "~", text + "外" + round + "\\n");
    if (readFileSync(file, "utf8") !== text) { round--; continue; }
    renameSync(file + "~", file);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
  }`;

test("no line of either is lost, or it can be gone back to", async () => {
  const root = temporaryFolder({[path]: start});
  const file = join(root, path);
  const store = openStore(root);
  const child = spawn(process.execPath, ["-e", editor, file], {stdio: "ignore"});
  const ended = new Promise(resolve => child.once("exit", resolve));
  let page = store.read(path) ?? {text: "", version: ""};
  for (let round = 0; round < rounds; round++) {
    // The page's own line goes to the top: far from what the other writes.
    const text = `内${round}\n${page.text}`;
    const saved = store.save({path, text, base: page.version});
    store.noticed([path]);
    // Two of the editor's own lines may meet at the end, when one of them was written in the instant of a save: the page is
    // told, as its own line was saved, and begins again with what is there.
    const isKnown = saved !== undefined && saved.kind !== "conflict";
    const mine = saved?.kind === "merged" ? saved.text : text;
    page = (isKnown ? {text: mine, version: saved.version} : store.read(path)) ?? page;
    await setTimeout(10);
  }
  expect(await ended).toBe(0);
  const final = new Set(readFileSync(file, "utf8").split("\n"));
  const inner = Array.from({length: rounds}, (_, round) => `内${round}`).filter(line => !final.has(line));
  const outer = Array.from({length: rounds}, (_, round) => `外${round}`).filter(line => !final.has(line));
  // What the editor, which has no lock either, wrote over in the instant between its look and its save is in the history.
  const history = await store.history(path);
  const kept = (await Promise.all(history.map(async ({id}) => (await store.historyText(path, id))?.text))).join("\n");
  expect(inner.filter(line => !kept.includes(`${line}\n`))).toEqual([]);
  expect(outer.filter(line => !kept.includes(`${line}\n`))).toEqual([]);
});
