import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {guideWorkspace} from "./guide.ts";

const guide = readFileSync(new URL("../../docs/guide/one-bulletin-many-units.md", import.meta.url), "utf8");
const files = Object.fromEntries(
  [...guide.matchAll(/^```(?:yaml|markdown) (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = "", text = ""]) => [name, text]),
);
const yaml = "bulletins/2024-07-villages/bulletin.yaml";

function check(set: string) {
  const changed = {...files, [yaml]: (files[yaml] ?? "").replace("每单位: 各村", set)};
  const {bulletins, diagnostics} = checkWorkspace(memoryFiles({...guideWorkspace(), ...changed}));
  const parts = bulletins.filter(({folder}) => folder.path === yaml);
  const errors = diagnostics.filter(({severity, span}) => severity === "error" && span?.source.path === yaml);
  return {parts, errors};
}

test("the example of the guide makes a bulletin for each village, at the address that the guide shows", () => {
  const {parts, errors} = check("每单位: 各村");
  expect(errors).toEqual([]);
  expect(parts.length).toBeGreaterThan(3);
  const made = parts.filter(({composed}) => composed.view);
  expect(made).toHaveLength(parts.length);
  expect(made.map(({folder}) => folder.slug)).toContain("2024-07-villages/370000100103");
});

test("every way of writing 每单位 in the guide's table gives units", () => {
  const sets = [...guide.matchAll(/^\| `(每单位: [^`]+)` \|/gm)].map(([, set = ""]) => set);
  expect(sets.length).toBe(4);
  for (const set of sets) {
    const {parts, errors} = check(set);
    expect(errors, set).toEqual([]);
    expect(parts.length, set).toBeGreaterThan(0);
    expect(
      parts.every(({folder}) => folder.part !== undefined),
      set,
    ).toBe(true);
  }
});
