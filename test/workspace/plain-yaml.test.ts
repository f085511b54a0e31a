import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {Diagnostic, SourceText, Span} from "../../src/diagnostics/index.ts";
import type {YamlPath, YamlText} from "../../src/workspace/index.ts";
import {readPlainYaml} from "../../src/workspace/plain-yaml.ts";
import {parseFully, parseYaml} from "../../src/workspace/yaml.ts";
import type {YamlEntry} from "../../src/workspace/yaml-text.ts";
import {openRandom, type Random} from "../mutations/random.ts";
import {makeProvince} from "../province/make-province.ts";

const province = [...makeProvince({townships: 2, months: 1, bulletins: "township"})];

/** All YAML of the sample workspace and of a generated one. */
const files: readonly SourceText[] = [
  ...readdirSync("content", {recursive: true, encoding: "utf8"})
    .filter(path => path.endsWith(".yaml"))
    .map(path => ({path, text: readFileSync(join("content", path), "utf8")})),
  ...province.filter(([path]) => path.endsWith(".yaml")).map(([path, text]) => ({path, text})),
];

/** Says nothing of its own on texts that the plain reader leaves to the full one. */
function expectAgreement(source: SourceText): boolean {
  if (!readPlainYaml(source.text)) return false;
  const found: Diagnostic[] = [];
  const full = parseFully(source, diagnostic => found.push(diagnostic));
  expect(found, source.text).toEqual([]);
  if (!full) throw new Error(`not read: ${source.text}`);
  for (const desk of [undefined, {}]) {
    const plain = parseYaml(source, diagnostic => found.push(diagnostic), {desk});
    expect(found).toEqual([]);
    expect(plain?.value, source.text).toEqual(full.value);
    if (plain) expect(tellAll(plain), source.text).toBe(tellAll(full));
  }
  return true;
}

/** Everything that can be asked of a text, as one text. */
function tellAll(yaml: YamlText): string {
  const lines = pathsIn(yaml.value).flatMap(path => [
    `${path.join(".")} key ${placeOf(yaml.spanAt(path, "key"))} value ${placeOf(yaml.spanAt(path, "value"))}`,
    ...yaml.entriesAt(path).map(tellEntry),
  ]);
  return lines.join("\n");
}

function tellEntry(entry: YamlEntry): string {
  const {key, keySpan, value, valueSpan, written} = entry;
  const inner = entry.entries().map(tellEntry).join(" ");
  return `${key} ${placeOf(keySpan)} ${JSON.stringify(value)} ${placeOf(valueSpan)} ${written} [${inner}]`;
}

function placeOf({start, end}: Span): string {
  return `${start}-${end}`;
}

/** The ways to everything in a value, and to something beside each that is not there. */
function pathsIn(value: unknown, path: YamlPath = []): YamlPath[] {
  const beside: YamlPath[] = [path, [...path, "没有的"], [...path, "没有的", 0], [...path, 7]];
  if (typeof value !== "object" || value === null) return beside;
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [...beside, ...inner.flatMap(([step, item]) => pathsIn(item, [...path, step]))];
}

/** What trips a reader of YAML, and what is harmless. */
const bits = [
  ..." \n\t:,{}[]#&*!|>'\"%@`-?.~0157+_\\，：　<=",
  ": ",
  " #",
  "- ",
  "\n  ",
  "\n ",
  "\n\n",
  "\n- ",
  "村",
  "流转面积: 3",
  "null",
  "true",
  "~",
  "1e3",
  "0x1F",
  "0o7",
  ".5",
  "5.",
  "-0",
  "+2.50",
  "123456789012345678",
  "2019-07",
  "__proto__: 1",
  "<<: 2",
  "---\n",
  "...",
  "''",
  '"\\u4e00"',
  "{}",
  "[]",
  "{甲: 1, 乙: [2, 3]}",
  "\uFEFF",
  "\u0085",
  "\u2028",
  "\u00A0",
];

function mutate(text: string, random: Random): string {
  let result = text;
  for (let change = 0; change <= random.next() * 3; change++) {
    const at = Math.floor(random.next() * (result.length + 1));
    const length = Math.floor(random.next() * 4);
    const bit = random.pick(bits) ?? "";
    const kind = random.next();
    if (kind < 0.45) result = result.slice(0, at) + bit + result.slice(at);
    else if (kind < 0.65) result = result.slice(0, at) + result.slice(at + length);
    else if (kind < 0.85) result = result.slice(0, at) + bit + result.slice(at + length);
    else {
      const lines = result.split("\n");
      const line = Math.floor(random.next() * lines.length);
      const moved = lines.splice(line, 1)[0] ?? "";
      const indent = " ".repeat(Math.floor(random.next() * 5));
      lines.splice(Math.floor(random.next() * lines.length), 0, indent + moved.trimStart());
      result = lines.join("\n");
    }
  }
  return result;
}

describe("the two readers of YAML", () => {
  test("agree on every file of the sample and of a generated workspace", () => {
    for (const file of files) expectAgreement(file);
  });

  test("take progress files and the roll of units for the plain form, whatever their layout", () => {
    const left = files.filter(({path, text}) => /^(progress|units)/.test(path) && !readPlainYaml(text));
    expect(left.map(({path}) => path)).toEqual([]);
  });

  test("agree on files with mistakes made by chance", () => {
    const random = openRandom(20190731);
    let plain = 0;
    const texts = files.map(({text}) => text);
    for (let run = 0; run < 2000; run++) {
      const whole = random.pick(texts) ?? "";
      // A stretch of whole lines from the beginning keeps the comparison quick.
      const lines = whole.split("\n");
      const text = lines.slice(0, 3 + Math.floor(random.next() * 14)).join("\n");
      if (expectAgreement({path: "x.yaml", text: mutate(text, random)})) plain += 1;
    }
    expect(plain).toBeGreaterThan(400);
  });

  test("agree on texts made of all that YAML knows", () => {
    const text = fc
      .array(fc.constantFrom(...bits, "甲", "乙: ", "丙: 1\n", "  丁: {戊: 2.50}\n", "- 己\n", "庚:\n"), {
        maxLength: 14,
      })
      .map(parts => parts.join(""));
    fc.assert(
      fc.property(text, each => {
        expectAgreement({path: "x.yaml", text: each});
      }),
      {numRuns: 5000, seed: 7},
    );
  });

  test.each([
    ["an empty value", "甲:\n乙: 1\n"],
    ["a duplicate key", "甲: 1\n甲: 2\n"],
    ["a number with a comma between braces", "甲: {乙: 1,460}\n"],
    ["a value over two lines", "甲: 一\n  二\n"],
    ["an escape", '甲: "\\u0041"\n'],
    ["an anchor", "甲: &a 1\n"],
    ["a tab", "甲: 1\n\t乙: 2\n"],
    ["two documents", "甲: 1\n---\n乙: 2\n"],
    ["a number of many digits", "甲: 1234567890123456\n"],
    ["null", "甲: null\n"],
  ])("leave %s to the full parser", (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});
