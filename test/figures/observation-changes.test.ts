import fc from "fast-check";
import {expect, test} from "vitest";
import {placeAt} from "../../src/diagnostics/index.ts";
import {changesOfFile, type Observation, readFigures} from "../../src/figures/index.ts";
import {memoryFiles, readProgressFile, readWorkspace} from "../../src/workspace/index.ts";

const path = "progress/2019-07.yaml";
const villages = ["甲村", "乙村", "丙村", "丁村"];
const workspace = {
  "jianbao.yaml": "单位: 示例镇\n刊物:\n  - {名称: 示例月报}\n",
  "units.yaml": `单位:\n  - 名称: 示例镇\n    类型: 镇\n    下级:\n${villages.map(name => `      - {名称: ${name}, 类型: 村}\n`).join("")}`,
  "indicators.yaml":
    "指标:\n  面积: {单位: 亩, 口径: 期末数, 汇总: 合计}\n  户数: {单位: 户, 口径: 期末数, 汇总: 合计}\n",
};
const progress = [
  "期间: 2019-07",
  "来源: 镇农经站",
  "数据:",
  ...villages.flatMap((name, at) => [`  ${name}:`, `    面积: ${at}12`, `    户数: 3${at}`]),
  "备注:",
  "  - {单位: 丁村, 指标: 户数, 说明: 新增一户}",
];

/** Each value with everything that may be printed of it, its place included. */
function read(text: string) {
  const files = readWorkspace(memoryFiles({...workspace, [path]: text}));
  const {observations, diagnostics} = readFigures(files);
  const facts = (observation: Observation) => {
    const {value, span, note, correction, file} = observation;
    const corrected = correction && [
      correction.newValue.toFixed(),
      placeAt(correction.span.source, correction.span.start),
    ];
    const {line, column} = placeAt(span.source, span.start);
    return JSON.stringify([value?.toFixed(), line, column, note, corrected, file.source]);
  };
  const all = ["面积", "户数"].flatMap((name, index) =>
    observations.periods.flatMap(period =>
      [...observations.at(name, period)].map(([unit, found]) => [`${unit.name} ${index}`, facts(found)] as const),
    ),
  );
  const isSound = [...files.diagnostics, ...diagnostics].every(({severity}) => severity !== "error");
  return {isSound, all: new Map(all)};
}

function changed(before: string, after: string): Set<string> {
  const figures = readFigures(readWorkspace(memoryFiles({...workspace, [path]: after})));
  const [was, is] = [before, after].map(text => readProgressFile(memoryFiles({[path]: text}), path));
  const {values} = changesOfFile(was, is, figures);
  const names = figures.units.all.map(({name}) => name);
  return new Set(
    [...values.keys()].flatMap(key => {
      const [index, unit = "*"] = key.split(".");
      const name = names[Number(unit)];
      return name === undefined || name === "示例镇" ? [] : [`${name} ${index}`];
    }),
  );
}

const edit = fc.record({
  line: fc.integer({min: 1, max: progress.length - 1}),
  act: fc.constantFrom(
    "digit",
    "add",
    "remove",
    "comment",
    "spaces",
    "swap",
    "source",
    "end",
    "number",
    "note",
    "noted",
    "correct",
  ),
  digit: fc.nat(9),
});

function apply(lines: string[], {line, act, digit}: {line: number; act: string; digit: number}): void {
  const at = Math.min(line, lines.length - 1);
  const text = lines[at] ?? "";
  if (act === "digit") lines[at] = text.replace(/\d$/, String(digit));
  if (act === "number") lines[at] = text.replace(/\d+$/, number => `${number}${digit}`);
  if (act === "add") lines.splice(at, 0, "");
  if (act === "remove") lines.splice(at, 1);
  if (act === "comment") lines[at] = `${text} # 核对过${digit}`;
  if (act === "spaces") lines[at] = text.replace(/: (?=\d)/, ":  ");
  if (act === "swap") lines.splice(at, 2, ...lines.slice(at, at + 2).reverse());
  if (act === "source") lines[1] = `来源: 第${digit}站`;
  if (act === "end") lines.push("");
  const note = lines.findIndex(each => each.includes("说明"));
  if (act === "note" && note >= 0) lines[note] = (lines[note] ?? "").replace(/新增.户/, `新增${digit}户`);
  if (act === "noted" && note >= 0)
    lines[note] = (lines[note] ?? "").replace(/.村/, villages[digit % villages.length] ?? "");
  if (act === "correct") {
    const there = lines.indexOf("更正:");
    if (there >= 0) lines.splice(there, 2);
    else {
      const old = lines.join("\n").match(/甲村:\n +面积: +(\d+)/)?.[1] ?? "0";
      lines.push("更正:", `  - {单位: 甲村, 指标: 面积, 原值: ${old}, 更正为: ${digit}, 原因: 漏计, 日期: 2019-08-10}`);
    }
  }
}

test("what differs in a progress file is found whatever was edited in it", () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.array(edit, {maxLength: 3}), fc.array(edit, {minLength: 1, maxLength: 3}), (first, second) => {
      const lines = [...progress];
      for (const each of first) apply(lines, each);
      const before = `${lines.join("\n")}\n`;
      for (const each of second) apply(lines, each);
      const after = `${lines.join("\n")}\n`;
      const [old, now] = [read(before), read(after)];
      if (!old.isSound || !now.isSound) return;
      sound += 1;
      const expected = new Set(
        [...old.all.keys(), ...now.all.keys()].filter(key => old.all.get(key) !== now.all.get(key)),
      );
      expect(changed(before, after), `${before}----\n${after}`).toEqual(expected);
    }),
    {numRuns: 1000},
  );
  expect(sound).toBeGreaterThan(100);
});
