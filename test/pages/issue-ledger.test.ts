import {describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {describeLedger, nextIssue, type PublicationLedger, readLedger} from "../../src/pages/index.ts";
import {memoryFiles, readWorkspace} from "../../src/workspace/index.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";

interface Issue {
  readonly period: string;
  readonly lines: string;
  readonly date?: string;
}

function files(issues: readonly Issue[], publication = ""): Record<string, string> {
  const folders = issues.flatMap(({period, lines, date}, index) => {
    const folder = `bulletins/${period}-${index}`;
    const text = bulletin(["a.md"], `${lines}\n`)
      .replace("2019-08-05", date ?? `${period}-28`)
      .replace("期间: 2019-07", `期间: ${period}`);
    return [
      [`${folder}/bulletin.yaml`, text],
      [`${folder}/a.md`, article("一段。")],
    ];
  });
  const base = Object.entries(baseWorkspace).filter(([path]) => !path.startsWith("bulletins/"));
  const office = `${baseWorkspace["jianbao.yaml"] ?? ""}${publication}`;
  return {...Object.fromEntries([...base, ...folders]), "jianbao.yaml": office};
}

const read = (...args: Parameters<typeof files>) => readLedger(readWorkspace(memoryFiles(files(...args))));
const codes = (...args: Parameters<typeof files>) => read(...args).diagnostics.map(({code}) => code);
function only(...args: Parameters<typeof files>): PublicationLedger {
  const [ledger] = read(...args).publications;
  if (ledger === undefined) throw new Error("no publication");
  return ledger;
}

const year = (number: number, total: number, count: number, from = "2019"): Issue[] =>
  Array.from({length: count}, (_, index) => ({
    period: `${from}-${String(number + index).padStart(2, "0")}`,
    lines: `期号: ${number + index}\n总期号: ${total + index}`,
  }));

describe("readLedger", () => {
  test("is content with numbers that run by year while 总期号 runs on", () => {
    expect(codes([...year(1, 1, 12, "2018"), ...year(1, 13, 7)])).toEqual([]);
  });

  test("lets a workspace begin at any number", () => {
    expect(codes(year(7, 19, 2))).toEqual([]);
  });

  test("follows on from 此前", () => {
    expect(codes(year(7, 19, 2), "    此前: {年份: 2019, 期号: 6, 总期号: 18}\n")).toEqual([]);
    expect(codes(year(7, 19, 1), "    此前: {年份: 2019, 期号: 5, 总期号: 18}\n")).toEqual(["JB-6202", "JB-6203"]);
    expect(codes(year(1, 25, 1, "2020"), "    此前: {年份: 2019, 期号: 12, 总期号: 24}\n")).toEqual([]);
  });

  test("gives 增刊 a row of their own that takes no number", () => {
    const supplement = {period: "2019-07", lines: "增刊: 1", date: "2019-08-10"};
    expect(codes([...year(7, 19, 2), supplement])).toEqual([]);
    expect(codes([...year(7, 19, 2), supplement, {...supplement, lines: "增刊: 3"}])).toEqual(["JB-6202"]);
  });

  test("tells last issues of a year that are missing by 总期号", () => {
    const found = read([...year(11, 23, 1, "2018"), ...year(1, 25, 1)]).diagnostics;
    expect(found.map(({code, values}) => [code, (values as {missing: string}).missing])).toEqual([
      ["JB-6202", "总第24期"],
    ]);
  });

  test("counts by 年度 where an issue belongs to another year than its period", () => {
    const january = {period: "2018-12", lines: "期号: 1\n总期号: 25\n年度: 2019", date: "2019-01-08"};
    expect(codes([...year(12, 24, 1, "2018"), january])).toEqual([]);
  });

  test("asks for no number of a publication that is 不连续, and takes no number twice in it", () => {
    const gaps = [
      {period: "2019-06", lines: "期号: 150"},
      {period: "2019-07", lines: "期号: 199"},
    ];
    expect(codes(gaps, "    编号: 不连续\n")).toEqual([]);
    expect(codes([...gaps, ...gaps.slice(1)], "    编号: 不连续\n")).toEqual(["JB-6201"]);
  });

  test("says nothing of gaps while a bulletin cannot be read", () => {
    const broken = {
      ...files([...year(6, 18, 1), ...year(8, 20, 1)]),
      "bulletins/2019-07-x/bulletin.yaml": "版式: 简报\n",
    };
    expect(readLedger(readWorkspace(memoryFiles(broken))).diagnostics).toEqual([]);
  });
});

test("checkWorkspace does not publish a number that is taken, and publishes the others", () => {
  const {bulletins} = checkWorkspace(
    memoryFiles({
      ...files([
        {period: "2019-06", lines: "期号: 6"},
        {period: "2019-07", lines: "期号: 6"},
        {period: "2019-07", lines: "期号: 7"},
      ]),
    }),
  );
  expect(bulletins.map(({composed}) => composed.view?.issue)).toEqual(["第6期", undefined, "第7期"]);
});

test("a supplement is called 增刊第1期", () => {
  const {bulletins} = checkWorkspace(memoryFiles(files([{period: "2019-07", lines: "增刊: 1"}])));
  expect(bulletins[0]?.composed.view).toMatchObject({issue: "增刊第1期", totalIssue: undefined});
});

test("nextIssue follows the last number, begins anew each year, and runs 总期号 on", () => {
  const ledger = only([...year(6, 18, 2), {period: "2019-07", lines: "增刊: 1"}]);
  expect(nextIssue(ledger, 2019)).toEqual({number: 8, total: 20});
  expect(nextIssue(ledger, 2020)).toEqual({number: 1, total: 20});
  expect(nextIssue(ledger, 2019, "增刊")).toEqual({number: 2, total: undefined});
  const before = only([], "    此前: {年份: 2019, 期号: 6, 总期号: 18}\n");
  expect(nextIssue(before, 2019)).toEqual({number: 7, total: 19});
});

test("describeLedger tells the newest year in a line", () => {
  expect(describeLedger(only([...year(1, 13, 3), ...year(5, 17, 1), {period: "2019-05", lines: "增刊: 1"}]))).toBe(
    "示例月报　2019年第1—3、5期（总第13—15、17期），增刊第1期；下一期：第6期（总第18期）",
  );
  expect(describeLedger(only([{period: "2019-07", lines: ""}]))).toBeUndefined();
});
