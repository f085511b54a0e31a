import {describe, expect, test} from "vitest";
import {emptyHistory, recordStep, redoStep, undoStep} from "../../../src/desk/client/fill/edit-history.ts";
import {
  changeBetween,
  copyArea,
  planClear,
  planFillDown,
  planPaste,
  summarise,
} from "../../../src/desk/client/fill/grid-edits.ts";
import {
  areaOf,
  below,
  firstCell,
  following,
  lastCell,
  type Position,
  type Shape,
  selectOne,
  step,
  stepByRows,
  stepToEdge,
  stretch,
} from "../../../src/desk/client/fill/grid-model.ts";
import {planPasteByName} from "../../../src/desk/client/fill/paste-by-name.ts";
import {parseTabSeparated, toTabSeparated} from "../../../src/desk/client/fill/tab-separated.ts";

/** t typed, c computed, "." not there. */
function shapeOf(...rows: readonly string[]): Shape {
  const kinds = {t: "typed", c: "computed", ".": "none"} as const;
  return {
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    kindAt: ({row, column}) => kinds[(rows[row]?.[column] ?? ".") as keyof typeof kinds],
  };
}

const at = (row: number, column: number): Position => ({row, column});

describe("moving", () => {
  // Two villages, then two compounds with indicators of their own.
  const mixed = shapeOf("ttc..", "ttc..", "...tt", "...tt");

  test("step passes over cells that are not there", () => {
    expect(step(shapeOf("t.t"), at(0, 0), "right")).toEqual(at(0, 2));
    expect(step(shapeOf("t", ".", "t"), at(2, 0), "up")).toEqual(at(0, 0));
  });

  test("step stays at the edge", () => {
    expect(step(mixed, at(0, 2), "right")).toEqual(at(0, 2));
    expect(step(mixed, at(0, 0), "up")).toEqual(at(0, 0));
  });

  test("step down leads into rows with other indicators, and back", () => {
    expect(step(mixed, at(1, 0), "down")).toEqual(at(2, 3));
    expect(step(mixed, at(2, 4), "up")).toEqual(at(1, 2));
  });

  test("stepToEdge leads to the last cell of the row or column", () => {
    expect(stepToEdge(mixed, at(0, 0), "right")).toEqual(at(0, 2));
    expect(stepToEdge(mixed, at(0, 0), "down")).toEqual(at(1, 0));
    expect(stepToEdge(mixed, at(1, 0), "down")).toEqual(at(2, 3));
  });

  test("stretch goes over everything, one by one", () => {
    expect(stretch(mixed, at(1, 2), "right")).toEqual(at(1, 3));
    expect(stretch(mixed, at(3, 4), "down")).toEqual(at(3, 4));
  });

  test("stepByRows lands on a cell that is there", () => {
    expect(stepByRows(mixed, at(0, 0), 20)).toEqual(at(1, 0));
    expect(stepByRows(mixed, at(3, 4), -20)).toEqual(at(2, 4));
    expect(stepByRows(shapeOf("t", "t", "t"), at(0, 0), 2)).toEqual(at(2, 0));
  });

  test("following goes row by row over the cells to be filled in, and ends", () => {
    expect(following(mixed, at(0, 1))).toEqual(at(1, 0));
    expect(following(mixed, at(2, 3), true)).toEqual(at(1, 1));
    expect(following(mixed, at(3, 4))).toBeUndefined();
    expect(following(mixed, at(0, 0), true)).toBeUndefined();
  });

  test("below goes to where a run of Tabs began", () => {
    expect(below(mixed, at(0, 1), 0)).toEqual(at(1, 0));
    expect(below(mixed, at(1, 1), undefined, true)).toEqual(at(0, 1));
    expect(below(mixed, at(3, 3))).toEqual(at(3, 3));
  });

  test("firstCell and lastCell are cells that are there", () => {
    expect(firstCell(shapeOf("...", ".t."))).toEqual(at(1, 1));
    expect(lastCell(shapeOf("tt.", "..."))).toEqual(at(0, 1));
    expect(firstCell(shapeOf("."))).toBeUndefined();
  });
});

describe("tab-separated text", () => {
  test("parseTabSeparated reads what Excel and WPS copy", () => {
    expect(parseTabSeparated("1\t2\r\n3\t4\r\n")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(parseTabSeparated("1\n2")).toEqual([["1"], ["2"]]);
    expect(parseTabSeparated("1\r2\r")).toEqual([["1"], ["2"]]);
    expect(parseTabSeparated("\t\n\t5")).toEqual([
      ["", ""],
      ["", "5"],
    ]);
    expect(parseTabSeparated("")).toEqual([[""]]);
  });

  test("parseTabSeparated reads quoted cells, and quotes that are none", () => {
    expect(parseTabSeparated('"两\n行"\t"说""好"""\n"')).toEqual([["两\n行", '说"好"'], ['"']]);
    expect(parseTabSeparated('"甲"乙\t1')).toEqual([['"甲"乙', "1"]]);
  });

  test("an empty row in the middle stays a row", () => {
    expect(parseTabSeparated("1\n\n3\n")).toEqual([["1"], [""], ["3"]]);
  });

  test("toTabSeparated is read back as it was", () => {
    const rows = [
      ["1", 'a"b', ""],
      ["两\n行", "\t", "3"],
    ];
    expect(parseTabSeparated(toTabSeparated(rows))).toEqual(rows);
  });
});

describe("pasting", () => {
  const shape = shapeOf("ttc", "tt.", "ttc");

  test("planPaste lays a block down from the first selected cell", () => {
    const plan = planPaste(shape, selectOne(at(1, 0)), [
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(plan.cells).toEqual([
      {row: 1, column: 0, text: "1"},
      {row: 1, column: 1, text: "2"},
      {row: 2, column: 0, text: "3"},
      {row: 2, column: 1, text: "4"},
    ]);
    expect(plan.area).toEqual({top: 1, bottom: 2, left: 0, right: 1});
    expect([plan.rowsBeyond, plan.columnsBeyond, plan.closed]).toEqual([0, 0, 0]);
  });

  test("planPaste tells what is beyond the table and what met closed cells", () => {
    const plan = planPaste(shape, selectOne(at(1, 1)), [
      ["1", "2", "9"],
      ["3", "", "9"],
      ["5", "6", "9"],
    ]);
    expect(plan.cells.map(({text}) => text)).toEqual(["1", "3"]);
    expect([plan.rowsBeyond, plan.columnsBeyond, plan.closed]).toEqual([1, 1, 1]);
  });

  test("planPaste fills a selection that holds the block several times", () => {
    const one = planPaste(shape, {active: at(0, 0), reach: at(2, 1)}, [["7"]]);
    expect(one.cells).toHaveLength(6);
    expect(new Set(one.cells.map(({text}) => text))).toEqual(new Set(["7"]));
    const pairs = planPaste(shape, {active: at(2, 1), reach: at(0, 0)}, [["1", "2"]]);
    expect(pairs.cells.map(({text}) => text)).toEqual(["1", "2", "1", "2", "1", "2"]);
    const twoIntoThree = planPaste(shape, {active: at(0, 0), reach: at(2, 0)}, [["1"], ["2"]]);
    expect(twoIntoThree.cells).toHaveLength(2);
  });

  test("planPasteByName goes by names, in any order", () => {
    const plan = planPasteByName(
      [
        ["序号", "单位", "务工人次（人次）", "流转面积", "别的"],
        ["1", "乙村", "5", "10", "x"],
        ["2", "甲村", "", "20", "x"],
        ["3", "丙村", "9", "9", "x"],
      ],
      {units: ["甲村", "乙村"], indicators: ["流转面积", "务工人次"]},
    );
    expect(plan).toEqual({
      cells: [
        {row: 1, column: 1, text: "5"},
        {row: 1, column: 0, text: "10"},
        {row: 0, column: 1, text: ""},
        {row: 0, column: 0, text: "20"},
      ],
      unknownUnits: ["丙村"],
      unknownIndicators: ["别的"],
    });
  });

  test("planPasteByName leaves bare figures alone", () => {
    const names = {units: ["甲村"], indicators: ["流转面积"]};
    expect(planPasteByName([["1", "2"]], names)).toBeUndefined();
    expect(planPasteByName([["流转面积"], ["2"]], names)).toBeUndefined();
    expect(
      planPasteByName(
        [
          ["", "流转面积"],
          ["丁村", "2"],
        ],
        names,
      ),
    ).toBeUndefined();
  });
});

describe("filling, clearing, copying", () => {
  const shape = shapeOf("ttc", "t.c", "ttc");
  const texts = [
    ["1", "2.5", "x"],
    ["4", "", "y"],
    ["7", "", "z"],
  ];
  const textAt = ({row, column}: Position) => texts[row]?.[column] ?? "";

  test("planFillDown takes the first row into the others", () => {
    expect(planFillDown(shape, {active: at(0, 0), reach: at(2, 2)}, textAt)).toEqual([
      {row: 1, column: 0, text: "1"},
      {row: 2, column: 0, text: "1"},
      {row: 2, column: 1, text: "2.5"},
    ]);
  });

  test("planFillDown takes the row above into a single row", () => {
    expect(planFillDown(shape, selectOne(at(1, 0)), textAt)).toEqual([{row: 1, column: 0, text: "1"}]);
    expect(planFillDown(shape, selectOne(at(0, 0)), textAt)).toEqual([]);
  });

  test("planClear leaves formulas alone", () => {
    expect(planClear(shape, {active: at(1, 0), reach: at(2, 2)})).toEqual([
      {row: 1, column: 0, text: ""},
      {row: 2, column: 0, text: ""},
      {row: 2, column: 1, text: ""},
    ]);
  });

  test("copyArea copies formulas too, and empty cells for those not there", () => {
    expect(copyArea(shape, {active: at(1, 2), reach: at(0, 1)}, textAt)).toEqual([
      ["2.5", "x"],
      ["", "y"],
    ]);
  });

  test("summarise counts, sums without rounding faults, and takes the mean", () => {
    expect(summarise(shape, areaOf({active: at(0, 0), reach: at(2, 1)}), textAt)).toEqual({
      filled: 4,
      numbers: 4,
      sum: "14.5",
      average: "3.6",
    });
    const tenths = summarise(shapeOf("ttt"), {top: 0, bottom: 0, left: 0, right: 2}, ({column}) =>
      column === 2 ? "未知" : (["0.1", "0.2"][column] ?? ""),
    );
    expect([tenths.sum, tenths.filled, tenths.numbers]).toEqual(["0.3", 3, 2]);
    const large = summarise(shapeOf("t"), {top: 0, bottom: 0, left: 0, right: 0}, () => "-1234567.1005");
    expect(large.sum).toBe("-1,234,567.1005");
  });

  test("changeBetween marks what is large", () => {
    expect(changeBetween("100", "104.3", "亩")).toEqual({words: "+4.3%", isLarge: false});
    expect(changeBetween("400", "402.2", "亩")).toEqual({words: "+0.6%", isLarge: false});
    expect(changeBetween("100", "50", "亩")).toEqual({words: "−50%", isLarge: true});
    expect(changeBetween("371", "9000", "亩")).toEqual({words: "24倍", isLarge: true});
    expect(changeBetween("0", "3", "亩")).toEqual({words: "原为0", isLarge: true});
    expect(changeBetween("3", "3.0", "亩")).toEqual({words: "持平", isLarge: false});
    expect(changeBetween("45.5", "48.3", "%")).toEqual({words: "+2.8点", isLarge: false});
    expect(changeBetween("60", "48", "%")).toEqual({words: "−12.0点", isLarge: true});
    expect(changeBetween(undefined, "3", "亩")).toBeUndefined();
    expect(changeBetween("3", "", "亩")).toBeUndefined();
  });
});

describe("history", () => {
  const change = (before: string, after: string) => ({unit: "甲村", indicator: "户数", before, after});

  test("undoStep turns a step round, redoStep does it again", () => {
    const first = recordStep(emptyHistory, [change("", "1")]);
    const second = recordStep(first, [change("1", "2"), change("2", "3")]);
    const undone = undoStep(second);
    expect(undone?.changes).toEqual([change("3", "2"), change("2", "1")]);
    const redone = undone && redoStep(undone.history);
    expect(redone?.changes).toEqual([change("1", "2"), change("2", "3")]);
    expect(redone?.history).toEqual(second);
  });

  test("a new step forgets what was undone; an empty history undoes nothing", () => {
    const undone = undoStep(recordStep(emptyHistory, [change("", "1")]));
    const after = recordStep(undone?.history ?? emptyHistory, [change("", "9")]);
    expect(redoStep(after)).toBeUndefined();
    expect(undoStep(emptyHistory)).toBeUndefined();
  });
});
