/** Another program writes the file, or the desk is killed, before any one of the steps that a save is made of. */
import {cpSync, readdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, onTestFinished, test, vi} from "vitest";
import type {Exchange} from "../../../src/desk/store/exchange-files.ts";
import {openStore} from "../../../src/desk/store/open-store.ts";
import type {TextStore} from "../../../src/desk/store/text-store.ts";
import {temporaryFolder} from "../../cli/run.ts";

/** What is called before each step that changes files or looks at them. */
let beforeStep: () => void = () => undefined;

vi.mock("node:fs", async load => {
  const real = await load<Record<string, unknown>>();
  const steps = [
    "openSync",
    "writeSync",
    "writeFileSync",
    "renameSync",
    "linkSync",
    "rmSync",
    "statSync",
    "readFileSync",
  ];
  const stopping = steps.map(name => [
    name,
    (...args: unknown[]) => {
      beforeStep();
      return (real[name] as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return {...real, ...Object.fromEntries(stopping)};
});

/** How far the system goes when files are to be exchanged: Linux, macOS and Windows do, some disks do not. */
type Ability = ReturnType<Exchange>;
let ability: Ability = "done";

vi.mock("../../../src/desk/store/exchange-files.ts", async load => {
  const real = await load<{exchangeFiles: Exchange}>();
  const {renameSync} = await vi.importActual<typeof import("node:fs")>("node:fs");
  const exchangeFiles: Exchange = (fresh, target, displaced) => {
    beforeStep();
    if (ability === "done") return real.exchangeFiles(fresh, target, displaced);
    if (ability === "taken") renameSync(target, displaced);
    return ability;
  };
  return {exchangeFiles};
});

const abilities: readonly Ability[] = ["done", "taken", "unable"];

const path = "bulletins/x/a.md";
const lines = Array.from({length: 9}, (_, index) => `第${index + 1}行`);
const text = `${lines.join("\n")}\n`;
const mine = text.replace("第2行", "我改的");
const theirs = text.replace("第8行", "别人改的");

/** Does something before the step of that number of a save, counted from 0. False when the save has no such step. */
function saveWith(store: TextStore, step: number, act: () => void): boolean {
  const base = store.read(path)?.version ?? "";
  let count = 0;
  beforeStep = () => {
    const isIt = count === step;
    count += 1;
    if (!isIt) return;
    const own = beforeStep;
    beforeStep = () => undefined;
    act();
    beforeStep = own;
  };
  try {
    expect(store.save({path, text: mine, base})?.kind).toMatch(/saved|merged/);
  } finally {
    beforeStep = () => undefined;
  }
  return count > step;
}

/** How another program saves, once it has begun by opening the file. */
const outsiders: Readonly<Record<string, (file: string) => void>> = {
  "in place": file => writeFileSync(file, theirs),
  "aside and renamed": file => {
    writeFileSync(`${file}~`, theirs);
    renameSync(`${file}~`, file);
  },
};

function outcomeOf(now: string): string {
  if (now === mine.replace("第8行", "别人改的")) return "both";
  return now === theirs ? "theirs" : now === mine ? "mine" : now;
}

async function textsOf(store: TextStore): Promise<(string | undefined)[]> {
  const history = await store.history(path);
  return await Promise.all(history.map(async ({id}) => (await store.historyText(path, id))?.text));
}

test.each(abilities.flatMap(able => Object.keys(outsiders).map(how => ({able, how}))))(
  "another program that saves $how before any step loses nothing, nor does the desk (exchange: $able)",
  async ({able, how}) => {
    ability = able;
    const outcomes: string[] = [];
    for (let step = 0; ; step++) {
      const root = temporaryFolder({[path]: text});
      const store = openStore(root);
      const hasStep = saveWith(store, step, () => outsiders[how]?.(join(root, path)));
      store.close();
      const now = readFileSync(join(root, path), "utf8");
      outcomes.push(outcomeOf(now));
      // What was in place already when the other wrote its own, older text over it can be gone back to.
      if (now === theirs) expect(await textsOf(store)).toContain(mine);
      expect(readdirSync(join(root, "bulletins/x"))).toEqual(["a.md"]);
      if (!hasStep) break;
    }
    expect(outcomes.join(" ")).toMatch(/^(both ){10,}(theirs )+mine$/);
  },
);

test.each(abilities)(
  "a desk that is killed before any step leaves the old text or the new one (exchange: %s)",
  able => {
    ability = able;
    const copies: string[] = [];
    for (let step = 0; ; step++) {
      const root = temporaryFolder({[path]: text});
      const copy = temporaryFolder();
      const store = openStore(root);
      onTestFinished(() => store.close());
      if (!saveWith(store, step, () => cpSync(root, copy, {recursive: true}))) break;
      copies.push(copy);
    }
    expect(copies.length).toBeGreaterThan(10);
    for (const copy of copies) {
      // Without a desk to put anything right.
      if (able === "done") expect([text, mine]).toContain(readFileSync(join(copy, path), "utf8"));
      const store = openStore(copy);
      expect([text, mine]).toContain(store.read(path)?.text);
      expect(store.save({path, text: mine, base: store.read(path)?.version ?? ""})?.kind).toBe("saved");
      store.close();
    }
  },
);

test("a program that has the file open during a save, and writes into it later, is merged", async () => {
  ability = "done";
  vi.useFakeTimers({toFake: ["setInterval", "clearInterval", "Date"]});
  onTestFinished(() => void vi.useRealTimers());
  const {openSync, writeSync, ftruncateSync, closeSync} = await vi.importActual<typeof import("node:fs")>("node:fs");
  const root = temporaryFolder({[path]: text});
  const told: string[] = [];
  const store = openStore(root, {keptAside: kept => told.push(kept)});
  const base = store.read(path)?.version ?? "";
  const other = openSync(join(root, path), "r+");
  const write = (content: string) => {
    ftruncateSync(other);
    writeSync(other, content, 0);
  };
  store.save({path, text: mine, base});
  write(theirs);
  vi.advanceTimersByTime(5000);
  expect(store.read(path)?.text).toBe(mine.replace("第8行", "别人改的"));
  expect(told).toEqual([]);
  // The same line that the desk has changed: it is told, and kept.
  write(text.replace("第2行", "别人也改"));
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([path]);
  closeSync(other);
  expect(await textsOf(store)).toContain(text.replace("第2行", "别人也改"));
  vi.advanceTimersByTime(120_000);
  expect(readdirSync(join(root, ".jianbao-history/.under-way", path))).toEqual([]);
  store.close();
});
