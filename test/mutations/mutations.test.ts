import {readdirSync, readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {catalog, type Diagnostic, placeAt} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {findClaims, mutateClaim} from "./claim-mutants.ts";
import type {Placed} from "./mutant.ts";
import {type MutatedWorkspace, mutateWorkspace} from "./mutate-workspace.ts";
import {openRandom} from "./random.ts";
import {villageWorkspace} from "./village-workspace.ts";

const contentFolder = resolve(import.meta.dirname, "../../content");
const sample: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(contentFolder, {recursive: true, encoding: "utf8"})
    .map(name => name.replaceAll("\\", "/"))
    .filter(name => /\.(ya?ml|md|svg)$/.test(name))
    .map(name => [name, readFileSync(join(contentFolder, name), "utf8")]),
);
/** The sample with its claims turned into source notes: what the data checks find by themselves. */
const sampleWithNotes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(sample).map(([path, text]) => [
    path,
    findClaims(path, text).reduceRight(
      (rest, {words, start, end}) => `${rest.slice(0, start)}[${words}](注:台账)${rest.slice(end)}`,
      text,
    ),
  ]),
);
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** The sample is larger: fewer rounds say as much. */
const fewSeeds = seeds.slice(0, 4);

/** What was not found, and what was found beside the mutants; each mutant has one finding of its own. */
function compare({files, mutants}: MutatedWorkspace): {missed: string[]; others: string[]} {
  const {diagnostics} = checkWorkspace(memoryFiles(files));
  const rest = new Set(diagnostics);
  const missed = mutants.filter(mutant => {
    const found = diagnostics.find(diagnostic => rest.has(diagnostic) && isAt(diagnostic, mutant));
    if (found) rest.delete(found);
    return !found;
  });
  return {missed: missed.map(describeMutant), others: [...rest].map(describeFinding)};
}

function isAt({span}: Diagnostic, {path, from, to}: Placed): boolean {
  return span?.source.path === path && span.start >= from && span.start < to;
}

function describeMutant({kind, path, line, column, subject, before, after}: Placed): string {
  return `${path}:${line}:${column} ${kind}: ${subject} ${before} → ${after}`;
}

function describeFinding({code, span}: Diagnostic): string {
  const place = span && placeAt(span.source, span.start);
  return `${code} ${span?.source.path}:${place?.line}:${place?.column}`;
}

const nothing = {missed: [], others: []};

describe("numbers of progress files made wrong", () => {
  test("are made wrong in every way", () => {
    const kinds = new Set(
      seeds.flatMap(seed => mutateWorkspace(villageWorkspace, {seed, data: 99}).mutants).map(({kind}) => kind),
    );
    expect([...kinds].sort()).toEqual([
      "digit doubled",
      "digit dropped",
      "part over whole",
      "stock fallen",
      "元 for 万元",
    ]);
  });

  test("nothing is found in the workspace as it is", () => {
    expect(checkWorkspace(memoryFiles(villageWorkspace)).diagnostics).toEqual([]);
  });

  test.each(seeds)("are all found, each at its own place and nothing else, seed %i", seed => {
    const mutated = mutateWorkspace(villageWorkspace, {seed, data: 99});
    expect(mutated.mutants.length).toBeGreaterThanOrEqual(8);
    expect(compare(mutated)).toEqual(nothing);
  });

  test.each(fewSeeds)("are all found in the sample, seed %i", seed => {
    const mutated = mutateWorkspace(sampleWithNotes, {seed, data: 99});
    expect(mutated.mutants.length).toBeGreaterThanOrEqual(20);
    expect(compare(mutated)).toEqual(nothing);
  });
});

describe("words of claims made wrong", () => {
  const wrong = (words: string, value?: number): string[] => {
    const text = `全村[${words}](=顺德村.流转面积)。`;
    return findClaims("a.md", text).flatMap(claim =>
      mutateClaim(claim, openRandom(1), value).map(
        ({kind, start, end, after}) => `${kind}: ${text.slice(3, start)}${after}${text.slice(end, text.indexOf("]"))}`,
      ),
    );
  };

  test("近 becomes 超, 以上 becomes 不足, or 以下 where the figure is known", () => {
    expect(wrong("近400亩")).toContain("approximator swapped: 超400亩");
    expect(wrong("100余人")).toContain("approximator swapped: 近100人");
    expect(wrong("60%以上")).toContain("approximator swapped: 不足60%");
    expect(wrong("60%以上", 61.2)).toContain("approximator swapped: 60%以下");
    expect(wrong("不超过5件")).toContain("approximator swapped: 超过5件");
  });

  test("directions, measures, ranks, points and decimals", () => {
    expect(wrong("增长8.6%")).toContain("direction swapped: 下降8.6%");
    expect(wrong("提高2.3个百分点")).toEqual(
      expect.arrayContaining(["direction swapped: 下降2.3个百分点", "percentage points as percent: 提高2.3%"]),
    );
    expect(wrong("1.6万元")).toEqual(expect.arrayContaining(["measure swapped: 1.6元", "decimal shifted: 16万元"]));
    expect(wrong("388亩")).toEqual(expect.arrayContaining(["measure swapped: 388户", "decimal shifted: 3880亩"]));
    expect(wrong("第3位")).toEqual(["rank off by one: 第4位"]);
    expect(wrong("列第三")).toEqual(["rank off by one: 列第四"]);
  });

  test("a changed digit changes the number", () => {
    for (const words of ["近400亩", "388亩", "60.5%", "0.4万元", "9件"]) {
      const changed = wrong(words)
        .find(text => text.startsWith("digit changed: "))
        ?.replace("digit changed: ", "");
      expect(changed).toHaveLength(words.length);
      expect(Number.parseFloat(changed?.replace("近", "") ?? "")).not.toBe(Number.parseFloat(words.replace("近", "")));
    }
  });

  test("claims are found with parentheses inside, and not in fenced blocks", () => {
    const text = "有[8个](=计数(各村, 流转率 >= 60%))村。\n\n```图表\n[1](=x)\n```\n\n[链接](https://example.com)";
    expect(findClaims("a.md", text).map(({words, expression}) => `${words} ${expression}`)).toEqual([
      "8个 计数(各村, 流转率 >= 60%)",
    ]);
  });

  test("each mutant knows its line and column in the mutated text", () => {
    const files = {...villageWorkspace, "bulletins/x/a.md": "标题\n\n[近400亩](=a)，[388亩](=b)，\n[增长8.6%](=c)。\n"};
    const {files: mutated, mutants} = mutateWorkspace(files, {seed: 3, claims: 99});
    expect(mutants).toHaveLength(3);
    for (const {path, line, column, from, to} of mutants) {
      const text = mutated[path] ?? "";
      expect([...(text.split("\n")[line - 1] ?? "")][column - 1]).toBe("[");
      expect(text.slice(from, to)).toMatch(/^\[[^\]]+\]\(=[abc]\)$/);
    }
  });
});

/** Claims are held against figures since this code exists. */
const knowsClaims = Object.hasOwn(catalog, "JB-8002");
const sampleClaims = Object.entries(sample).flatMap(([path, text]) =>
  path.endsWith(".md") ? findClaims(path, text) : [],
);

describe.skipIf(!knowsClaims || sampleClaims.length === 0)(
  "forty numbers of all kinds made wrong in the sample",
  () => {
    // The data is made wrong in a copy of its own: it would make claims wrong too, or keep them from being judged.
    test.each(seeds)("are all found, each at its own place and nothing else, seed %i", seed => {
      const claims = mutateWorkspace(sample, {seed, claims: sampleClaims.length});
      const data = mutateWorkspace(sampleWithNotes, {seed, data: 40});
      expect(claims.mutants.length).toBeGreaterThanOrEqual(40);
      expect(data.mutants.length).toBeGreaterThanOrEqual(20);
      expect(compare(claims)).toEqual(nothing);
      expect(compare(data)).toEqual(nothing);
    });
  },
);
