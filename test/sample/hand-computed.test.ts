import {expect, test} from "vitest";
import type {Block} from "./block.ts";
import type {ExpectedFile} from "./expected/expected.ts";
import {feature201907} from "./expected/feature-2019-07.ts";
import {handout201907} from "./expected/handout-2019-07.ts";
import {monthly201906} from "./expected/monthly-2019-06.ts";
import {monthly201907} from "./expected/monthly-2019-07.ts";
import {redProperty201907} from "./expected/red-property-2019-07.ts";
import {readPrinted} from "./printed.ts";
import {readWritten} from "./written.ts";

/*
 * Every figure of the sample's five bulletins is worked out a second time, from the YAML alone: expected/ says for each
 * reference, table, chart and key figure what it means, in sums written for it and in exact fractions. Whoever adds a
 * figure to the sample adds it there too.
 */

const expectedFiles: ReadonlyMap<string, ExpectedFile> = new Map(
  [...monthly201906, ...feature201907, ...monthly201907, ...handout201907, ...redProperty201907].map(file => [
    file.path,
    file,
  ]),
);
const written = readWritten();
const printed = readPrinted();

test("the sample has five bulletins and the pipeline finds nothing wrong in them", () => {
  expect(new Set(written.map(({path}) => path.split("/")[1])).size).toBe(5);
  expect(printed.complaints).toEqual([]);
});

test("every reference and block of the sample has a figure computed by hand, and none is left over", () => {
  const inContent = new Set(
    written.flatMap(({path, references, blocks}) => [
      path,
      ...references.map(({text}) => `${path} {{ ${text} }}`),
      ...blocks.map(({name}) => `${path} ${name}`),
    ]),
  );
  const byHand = new Set(
    [...expectedFiles.values()].flatMap(({path, references, blocks = {}}) => [
      path,
      ...Object.keys(references).map(text => `${path} {{ ${text} }}`),
      ...Object.keys(blocks).map(name => `${path} ${name}`),
    ]),
  );
  expect({
    notComputedByHand: [...inContent].filter(key => !byHand.has(key)),
    notInContent: [...byHand].filter(key => !inContent.has(key)),
  }).toEqual({notComputedByHand: [], notInContent: []});
});

test("no two blocks of a file share kind and title, so that each is compared with its own", () => {
  for (const {blocks} of written) expect(new Set(blocks.map(({name}) => name)).size).toBe(blocks.length);
});

for (const {path, references, blocks, sentences} of written) {
  const expected = expectedFiles.get(path);
  const actual = printed.files.get(path);

  test(`${path}: every reference prints the figure computed by hand`, () => {
    const differences = references.flatMap(({text, line, offset}) => {
      const wanted = expected?.references[text]?.();
      return differ(`${path}:${line} {{ ${text} }}`, wanted, actual?.references.get(offset));
    });
    expect(differences).toEqual([]);
  });

  test(`${path}: every table, chart and key figure prints the figures computed by hand`, () => {
    const differences = blocks.flatMap(({name, line}) =>
      differInBlock(`${path}:${line} ${name}`, expected?.blocks?.[name]?.(), actual?.blocks.get(line)),
    );
    expect(differences).toEqual([]);
  });

  test(`${path}: every sentence stands on the page with the figures computed by hand`, () => {
    const page = printed.pages.get(path.split("/").slice(0, 2).join("/")) ?? "";
    const missing = sentences.flatMap(({line, pieces}) => {
      const sentence = pieces
        .map(piece => (typeof piece === "string" ? piece : expected?.references[piece.reference]?.()))
        .join("");
      return page.includes(sentence) ? [] : [`${path}:${line} not on the page: ${sentence}`];
    });
    expect(missing).toEqual([]);
  });
}

function differInBlock(place: string, expected: Block | undefined, actual: Block | undefined): string[] {
  if (!expected || !actual) return [`${place}: ${expected ? "not printed" : "not computed by hand"}`];
  const keys = new Set([...expected.keys(), ...actual.keys()]);
  return [...keys].flatMap(key => differ(`${place} [${key}]`, expected.get(key), actual.get(key)));
}

function differ(place: string, expected: string | undefined, actual: string | undefined): string[] {
  if (expected !== undefined && expected === actual) return [];
  return [`${place}: expected ${expected ?? "nothing"}, actual ${actual ?? "nothing"}`];
}
