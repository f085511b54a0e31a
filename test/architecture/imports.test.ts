import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {expect, test} from "vitest";

/** Data flows down this list, imports point up it. */
const order = ["diagnostics", "workspace", "figures", "narrative", "charts", "pages", "press", "build", "cli", "desk"];
const root = resolve(import.meta.dirname, "../../src");

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(root, {recursive: true, encoding: "utf8"}).filter(
  name => name.endsWith(".ts") && !name.endsWith(".d.ts"),
);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(match => ({
    file,
    target: relative(root, resolve(root, dirname(file), match[1] ?? "")),
  }));
}

/** src/main.ts joins the command line and the desk; it is the program and belongs to no folder. */
const entry = "main.ts";

const foreign = files
  .filter(file => file !== entry)
  .flatMap(importsOf)
  .filter(({file, target}) => !target.startsWith("..") && folderOf(target) !== folderOf(file));

function folderOf(path: string): string {
  return path.split(/[\\/]/)[0] ?? "";
}

test("every folder of src has its place in the order", () => {
  const folders = readdirSync(root, {withFileTypes: true}).filter(entry => entry.isDirectory());
  expect(folders.map(({name}) => name).filter(name => !order.includes(name))).toEqual([]);
  expect(foreign.length).toBeGreaterThan(20);
});

test("imports point up the order only", () => {
  const wrong = foreign.filter(({file, target}) => order.indexOf(folderOf(target)) >= order.indexOf(folderOf(file)));
  expect(wrong).toEqual([]);
});

test("the program imports the faces of folders", () => {
  const targets = importsOf(entry).map(({target}) => target);
  expect(targets.length).toBeGreaterThan(1);
  expect(targets.filter(target => !/^(cli|desk)[\\/]index\.ts$/.test(target))).toEqual([]);
});

/** Two parts have a face of their own, which loads little. */
const faces = /^([a-z]+|workspace[\\/]files|press[\\/]browser)[\\/]index\.ts$/;

test("another folder is imported through its index.ts only", () => {
  expect(foreign.filter(({target}) => !faces.test(target))).toEqual([]);
});

test("figures, narrative and charts touch no files, processes or clocks", () => {
  const impure = files
    .filter(file => ["figures", "narrative"].includes(folderOf(file)))
    .filter(file =>
      // node:module loads packages late, see narrative/sanitize.ts.
      /from "node:(?!module")|Date\.now|new Date\(\)|console\.|process\./.test(readFileSync(join(root, file), "utf8")),
    );
  expect(impure).toEqual([]);
});

test("no folder re-exports everything", () => {
  expect(files.filter(file => /export \*/.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});
