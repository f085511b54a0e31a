import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {expect, test} from "vitest";

/** The parts of the desk (docs/decisions/0015-desk.md): who may ask whom. */
const root = resolve(import.meta.dirname, "../../src");
const desk = join(root, "desk");

/** Targets of a part's imports that lie outside of it, as "build" for another folder of src or "desk/engine". */
function importsOf(part: string): Set<string> {
  const files = readdirSync(join(desk, part), {recursive: true, encoding: "utf8"}).filter(name => /\.tsx?$/.test(name));
  expect(files.length).toBeGreaterThan(5);
  const targets = files.flatMap(name => {
    const file = join(desk, part, name);
    return [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(match =>
      relative(root, resolve(dirname(file), match[1] ?? "")).replaceAll("\\", "/"),
    );
  });
  return new Set(targets.filter(target => !target.startsWith(`desk/${part}/`)));
}

const within = (targets: ReadonlySet<string>, ...allowed: readonly RegExp[]) =>
  [...targets].filter(target => !allowed.some(pattern => pattern.test(target)));

test("the page in the browser knows the contract and what a cell may hold, and nothing else of the program", () => {
  expect(within(importsOf("client"), /^desk\/api\.ts$/, /^desk\/engine\/cell-number\.ts$/)).toEqual([]);
});

test("the store knows texts, not what they mean", () => {
  expect(within(importsOf("store"), /^desk\/api\.ts$/, /^diagnostics\//, /^workspace\//, /^pages\/index\.ts$/)).toEqual(
    [],
  );
});

test("the engine listens to no network", () => {
  expect(
    within(
      importsOf("engine"),
      /^desk\/(api|place)\.ts$/,
      /^desk\/store\//,
      /^(diagnostics|workspace|figures|narrative|pages|build|cli)\/index\.ts$/,
    ),
  ).toEqual([]);
});

test("the server asks the desk, never the stages", () => {
  expect(
    within(
      importsOf("server"),
      /^desk\/(api|desk)\.ts$/,
      /^desk\/store\/store-error\.ts$/,
      /^(diagnostics|cli)\/index\.ts$/,
    ),
  ).toEqual([]);
});
