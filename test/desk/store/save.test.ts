import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {replaceFile} from "../../../src/desk/store/replace-file.ts";
import {temporaryFolder} from "../../cli/run.ts";

const path = "bulletins/x/a.md";
const lines = Array.from({length: 9}, (_, index) => `第${index + 1}行`);
const text = `${lines.join("\n")}\n`;

function open(content: string | Uint8Array = text) {
  const root = temporaryFolder({[path]: content});
  const store = openStore(root);
  const file = join(root, path);
  return {root, store, file, now: () => readFileSync(file, "utf8"), base: () => store.read(path)?.version ?? ""};
}

/** The text with some lines changed, counted from 1. */
function withLines(changes: Readonly<Record<number, string>>): string {
  return `${lines.map((line, index) => changes[index + 1] ?? line).join("\n")}\n`;
}

test("save writes what was sent, keeps the mode, and leaves nothing beside the file", () => {
  const {root, store, file, now, base} = open();
  chmodSync(file, 0o640);
  const saved = store.save({path, text: withLines({2: "改了"}), base: base()});
  expect(saved).toEqual({kind: "saved", version: base()});
  expect(now()).toBe(withLines({2: "改了"}));
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(root, "bulletins/x"))).toEqual(["a.md"]);
});

test("save merges what an outside editor wrote in other lines", () => {
  const {store, file, now, base} = open();
  const started = base();
  writeFileSync(file, withLines({8: "别人改的"}));
  const saved = store.save({path, text: withLines({2: "我改的"}), base: started});
  expect(saved).toEqual({kind: "merged", version: base(), text: withLines({2: "我改的", 8: "别人改的"})});
  expect(now()).toBe(withLines({2: "我改的", 8: "别人改的"}));
});

test("save writes nothing when both changed one line: the writer chooses, and theirs can be gone back to", async () => {
  const {store, file, now, base} = open();
  const started = base();
  writeFileSync(file, withLines({2: "别人改的"}));
  const ask = {path, text: withLines({2: "我改的"}), base: started};
  expect(store.save(ask)).toEqual({kind: "conflict", version: base(), theirs: withLines({2: "别人改的"}), base: text});
  expect(now()).toBe(withLines({2: "别人改的"}));
  expect(store.save({...ask, base: base()})?.kind).toBe("saved");
  expect(now()).toBe(withLines({2: "我改的"}));
  const history = await store.history(path);
  const texts = await Promise.all(history.map(async ({id}) => (await store.historyText(path, id))?.text));
  expect(texts).toEqual([withLines({2: "我改的"}), withLines({2: "别人改的"})]);
});

test("what is written after a conflict was told is not lost by the choice", () => {
  const {store, file, now, base} = open();
  const ask = {path, text: withLines({2: "我改的"}), base: base()};
  writeFileSync(file, withLines({2: "别人改的"}));
  const told = store.save(ask);
  writeFileSync(file, withLines({2: "别人改的", 8: "后来改的"}));
  expect(store.save({...ask, base: told?.version ?? ""})?.kind).toBe("merged");
  expect(now()).toBe(withLines({2: "我改的", 8: "后来改的"}));
});

test("two pages that began with the same text lose nothing, and the same edit twice is no conflict", () => {
  const {store, now, base} = open();
  const started = base();
  expect(store.save({path, text: withLines({1: "甲"}), base: started})?.kind).toBe("saved");
  expect(store.save({path, text: withLines({9: "乙"}), base: started})?.kind).toBe("merged");
  expect(store.save({path, text: withLines({1: "甲", 5: "丙"}), base: started})?.kind).toBe("merged");
  expect(now()).toBe(withLines({1: "甲", 5: "丙", 9: "乙"}));
  expect(store.save({path, text: now(), base: started})?.kind).toBe("saved");
});

test("an unknown base is no reason to overwrite", () => {
  const {store, now} = open();
  const saved = store.save({path, text: withLines({1: "甲"}), base: "0123456789012345678901"});
  expect(saved).toMatchObject({kind: "conflict", theirs: text, base: ""});
  expect(now()).toBe(text);
});

test("another store, as after a restart, merges with what an earlier save left in the history", () => {
  const {root, store, now, base} = open();
  store.save({path, text: withLines({1: "甲"}), base: base()});
  const started = base();
  store.save({path, text: withLines({1: "甲", 9: "乙"}), base: started});
  const saved = openStore(root).save({path, text: withLines({1: "甲", 4: "丙"}), base: started});
  expect(saved?.kind).toBe("merged");
  expect(now()).toBe(withLines({1: "甲", 4: "丙", 9: "乙"}));
});

test("line ends and byte order mark stay as the file has them", () => {
  const {store, file, base} = open(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
  expect(store.read(path)?.text).toBe(text);
  store.save({path, text: withLines({3: "改了"}), base: base()});
  expect(readFileSync(file, "utf8")).toBe(`\uFEFF${withLines({3: "改了"}).replaceAll("\n", "\r\n")}`);
});

test("a file that is no UTF-8 is told, not garbled", () => {
  const {store, file} = open(Uint8Array.of(0xb4, 0xe5, 0xd6, 0xa7));
  expect(() => store.read(path)).toThrow("不是 UTF-8 编码");
  expect(() => store.save({path, text: "x", base: ""})).toThrow("不是 UTF-8 编码");
  expect([...readFileSync(file)]).toEqual([0xb4, 0xe5, 0xd6, 0xa7]);
});

test("a new file is made only where none is, and a deleted one is not brought back by an old page", () => {
  const {root, store, file, base} = open();
  const started = base();
  expect(store.save({path: "bulletins/x/b.md", text: "新的\n", base: ""})?.kind).toBe("saved");
  expect(readFileSync(join(root, "bulletins/x/b.md"), "utf8")).toBe("新的\n");
  expect(store.save({path: "bulletins/x/b.md", text: "又一个\n", base: ""})?.kind).toBe("conflict");
  expect(store.save({path: "bulletins/none/b.md", text: "x", base: ""})).toBeUndefined();
  rmSync(file);
  expect(store.save({path, text: "旧的\n", base: started})).toBeUndefined();
  expect(existsSync(file)).toBe(false);
});

test("replaceFile has in hand what stood there, and writes nothing over what it did not expect", () => {
  const root = temporaryFolder({"a.md": "一", "aside/none": ""});
  const file = join(root, "a.md");
  const aside = join(root, "aside");
  const replace = (target: string, from: string, to: string) =>
    replaceFile(target, Buffer.from(from), Buffer.from(to), aside);
  expect(replace(file, "零", "二")).toEqual({kind: "changed"});
  expect(readFileSync(file, "utf8")).toBe("一");
  expect(replace(join(root, "b.md"), "一", "二")).toEqual({kind: "changed"});
  const replaced = replace(file, "一", "二");
  expect(replaced.kind).toBe("done");
  expect(readFileSync(replaced.displaced ?? "", "utf8")).toBe("一");
  expect(readFileSync(file, "utf8")).toBe("二");
  expect(readdirSync(root)).toEqual(["a.md", "aside"]);
});

test("what a crash left in the middle of a save is put right at the next start", async () => {
  const {root, store, file} = open();
  const folder = join(root, "bulletins/x");
  for (const workshop of [folder, join(root, ".jianbao-history/.under-way", path)]) {
    mkdirSync(workshop, {recursive: true});
    renameSync(file, join(workshop, ".a.md.0123456789ab.was"));
    writeFileSync(join(workshop, ".a.md.0123456789ab.part"), "half");
    // What another program wrote in the instant of an earlier save, and nobody has looked at.
    writeFileSync(join(workshop, ".a.md.cdef01234567.was"), `${workshop}\n`);
    expect(store.read(path)).toBeUndefined();
    const next = openStore(root);
    expect(next.read(path)?.text).toBe(text);
    const history = await next.history(path);
    expect((await next.historyText(path, history[0]?.id ?? ""))?.text).toBe(`${workshop}\n`);
    next.close();
    expect(readdirSync(workshop).filter(name => name !== "a.md")).toEqual([]);
  }
});

test("what a crash left is put back only where its text was, and no link is followed", () => {
  const {root, store, file} = open();
  const secret = join(temporaryFolder({"secret.txt": "secret"}), "secret.txt");
  const workshop = join(root, ".jianbao-history/.under-way", path);
  mkdirSync(workshop, {recursive: true});
  for (const [name, mark] of [
    ["b.md", "000000000000"],
    ["a.txt", "000000000001"],
  ]) {
    writeFileSync(join(workshop, `.${name}.${mark}.was`), "was");
    writeFileSync(join(workshop, `.${name}.${mark}.part`), "part");
  }
  rmSync(file);
  symlinkSync(secret, join(workshop, ".a.md.000000000002.was"));
  writeFileSync(join(workshop, ".a.md.000000000002.part"), "part");
  const next = openStore(root);
  expect(next.read(path)).toBeUndefined();
  expect(store.read("bulletins/x/b.md")).toBeUndefined();
  expect(readdirSync(join(root, "bulletins/x"))).toEqual([]);
  next.close();
});
