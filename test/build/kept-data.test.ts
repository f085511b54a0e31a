/** `dev` keeps the data that it has read: what has not changed is not read again, and what has is. */
import {expect, test} from "vitest";
import {readBase} from "../../src/build/check-workspace.ts";
import {openKeptData} from "../../src/build/kept-data.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {baseWorkspace} from "../faults/base-workspace.ts";

test("figures stay while what they rest on stays, and are read anew when any of it changes", () => {
  const keptData = openKeptData();
  const read = (changes: Readonly<Record<string, string>> = {}) =>
    readBase(memoryFiles({...baseWorkspace, ...changes}), {keptData});
  const first = read();
  expect(first.figures.observations.heads.length).toBeGreaterThan(1);
  expect(read({"bulletins/2019-07-monthly/a.md": "又一稿。\n"}).figures).toBe(first.figures);
  for (const path of ["jianbao.yaml", "units.yaml", "indicators.yaml", "progress/2019-07.yaml"]) {
    const changed = read({[path]: `${baseWorkspace[path]}\n`});
    expect(changed.figures, path).not.toBe(first.figures);
    for (const file of read().workspace.progress.filter(other => other.path !== path))
      expect(changed.workspace.progress.map(({yaml}) => yaml)).toContain(file.yaml);
  }
  expect(read({"progress/2019-08.yaml": "期间: 2019-08\n数据: {}\n"}).figures).not.toBe(read().figures);
});

test("mistakes in data that stay are told each time", () => {
  const keptData = openKeptData();
  const files = memoryFiles({...baseWorkspace, "progress/2019-06.yaml": "期间: [\n"});
  const codes = () => readBase(files, {keptData}).diagnostics.map(({code}) => code);
  const told = codes();
  expect(told.length).toBeGreaterThan(0);
  expect(codes()).toEqual(told);
  const empty = memoryFiles({...baseWorkspace, "units.yaml": ""});
  expect(readBase(empty, {keptData}).diagnostics.map(({code}) => code)).toContain("JB-1015");
  expect(readBase(empty, {keptData}).diagnostics.map(({code}) => code)).toContain("JB-1015");
});
