import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {TableSave, TableSaved, TableState} from "../../../src/desk/api.ts";
import {cellKey, openFillSession} from "../../../src/desk/client/fill/fill-session.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const area = {unit: "甲村", indicator: "流转面积"};
const homes = {unit: "甲村", indicator: "入社户数"};

function tableOf(cells: Readonly<Record<string, string>>, version = "1"): TableState {
  return {
    period: "2019-07",
    path: "progress/2019-07.yaml",
    version,
    indicators: [
      {name: "流转面积", measure: "亩", decimals: 0, kind: "期末数"},
      {name: "入社户数", measure: "户", decimals: 0, kind: "期末数"},
      {name: "流转率", measure: "%", decimals: 1, kind: "公式", formula: "流转面积 / 耕地面积"},
    ],
    rows: [
      {
        unit: "甲村",
        type: "村",
        path: "progress/2019-07.yaml",
        cells: Object.fromEntries(Object.entries({流转率: "50.0", ...cells}).map(([name, text]) => [name, {text}])),
      },
    ],
    findings: [],
  };
}

/** A server whose answers are told one by one. */
async function openSession(answers: readonly (TableSaved | Error)[]) {
  const sent: TableSave[] = [];
  const left = [...answers];
  let table = tableOf({流转面积: "100", 入社户数: "10"});
  const session = openFillSession("2019-07", {
    table: async () => table,
    saveTable: async save => {
      sent.push(save);
      const answer = left.shift();
      if (!answer || answer instanceof Error) throw answer ?? new Error("asked too often");
      return answer;
    },
  });
  await session.load();
  return {
    session,
    sent,
    setTable(next: TableState) {
      table = next;
    },
    now() {
      const state = session.state.get();
      if (!state) throw new Error("not loaded");
      return state;
    },
  };
}

const saved = (cells: Readonly<Record<string, string>>): TableSaved => ({kind: "saved", table: tableOf(cells, "2")});

describe("saving", () => {
  test("write is saved after a pause, with what the cells held before", async () => {
    const {session, sent, now} = await openSession([saved({流转面积: "1200", 入社户数: ""})]);
    expect(
      session.write([
        {...area, text: "1,200"},
        {...homes, text: "未报"},
        {unit: "甲村", indicator: "流转率", text: "9"},
      ]),
    ).toBe(2);
    expect(now().saving).toEqual({kind: "waiting"});
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toEqual([
      {
        period: "2019-07",
        base: "1",
        cells: [
          {...area, text: "1200", before: "100"},
          {...homes, text: "", before: "10"},
        ],
      },
    ]);
    expect(now().edits.size).toBe(0);
    expect(now().saving.kind).toBe("idle");
    expect(now().table.version).toBe("2");
  });

  test("what is no number stays, with its message, and is not sent", async () => {
    const {session, sent, now} = await openSession([]);
    session.write([{...area, text: "三百"}]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([]);
    expect(now().edits.get(cellKey(area))).toMatchObject({text: "三百", message: expect.stringContaining("不是数")});
    expect(now().saving.kind).toBe("idle");
  });

  test("a cell typed in again while it is saved is saved again, from what was saved", async () => {
    const {session, sent, now} = await openSession([
      saved({流转面积: "110", 入社户数: "10"}),
      saved({流转面积: "120", 入社户数: "10"}),
    ]);
    session.write([{...area, text: "110"}]);
    const saving = session.save();
    session.write([{...area, text: "120"}]);
    await saving;
    expect(now().edits.get(cellKey(area))).toMatchObject({text: "120", before: "110"});
    await vi.advanceTimersByTimeAsync(1300);
    expect(sent[1]?.cells).toEqual([{...area, text: "120", before: "110"}]);
    expect(now().edits.size).toBe(0);
  });

  test("what the server refuses stays with its message", async () => {
    const {session, now} = await openSession([
      {kind: "saved", table: tableOf({流转面积: "100", 入社户数: "10"}), refused: [{...area, message: "不行"}]},
    ]);
    session.write([{...area, text: "7"}]);
    await session.save();
    expect(now().edits.get(cellKey(area))).toMatchObject({text: "7", message: "不行"});
  });

  test("a server that is away is asked again", async () => {
    const {session, sent, now} = await openSession([new Error("away"), saved({流转面积: "7", 入社户数: "10"})]);
    session.write([{...area, text: "7"}]);
    await session.save();
    expect(now().saving.kind).toBe("failed");
    await vi.advanceTimersByTimeAsync(5100);
    expect(sent).toHaveLength(2);
    expect(now().edits.size).toBe(0);
    expect(now().saving.kind).toBe("idle");
  });
});

describe("conflicts", () => {
  const conflict: TableSaved = {
    kind: "conflict",
    table: tableOf({流转面积: "105", 入社户数: "12"}, "2"),
    cells: [{...area, theirs: "105"}],
  };

  test("a cell in conflict waits for a choice; mine is then saved over theirs", async () => {
    const {session, sent, now} = await openSession([conflict, saved({流转面积: "7", 入社户数: "12"})]);
    session.write([
      {...area, text: "7"},
      {...homes, text: "12"},
    ]);
    await session.save();
    expect(now().conflicts).toEqual([{...area, mine: "7", theirs: "105"}]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    session.resolve(new Map([[cellKey(area), true]]));
    await vi.advanceTimersByTimeAsync(10);
    expect(sent[1]?.cells).toEqual([{...area, text: "7", before: "105"}]);
    expect(now().edits.size).toBe(0);
  });

  test("what was typed over a text that others changed meanwhile is saved as begun from the old one", async () => {
    const {session, sent, setTable} = await openSession([conflict]);
    setTable(tableOf({流转面积: "105", 入社户数: "10"}, "2"));
    await session.refresh();
    session.write([{...area, text: "7", begunFrom: "100"}]);
    await session.save();
    expect(sent[0]?.cells).toEqual([{...area, text: "7", before: "100"}]);
  });

  test("theirs drops what was typed", async () => {
    const {session, sent, now} = await openSession([conflict]);
    session.write([{...area, text: "7"}]);
    await session.save();
    session.resolve(new Map([[cellKey(area), false]]));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    expect(now().edits.size).toBe(0);
    expect(now().conflicts).toEqual([]);
  });
});

describe("taking back", () => {
  test("undo and redo go through saves", async () => {
    const {session, sent, now} = await openSession([
      saved({流转面积: "7", 入社户数: "8"}),
      saved({流转面积: "100", 入社户数: "10"}),
    ]);
    session.write([
      {...area, text: "7"},
      {...homes, text: "8"},
    ]);
    await session.save();
    expect(session.undo()?.changes).toHaveLength(2);
    expect(now().edits.get(cellKey(area))).toMatchObject({text: "100", before: "7"});
    await session.save();
    expect(sent[1]?.cells).toContainEqual({...homes, text: "10", before: "8"});
    expect(session.undo()).toBeUndefined();
    expect(session.redo()?.changes.map(({after}) => after)).toEqual(["7", "8"]);
    expect(now().edits.size).toBe(2);
  });

  test("undo before a save leaves nothing to save", async () => {
    const {session, sent, now} = await openSession([]);
    session.write([{...area, text: "7"}]);
    session.undo();
    expect(now().edits.size).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([]);
    expect(now().saving.kind).toBe("idle");
  });

  test("undo leaves a cell that another changed since", async () => {
    const {session, setTable, now} = await openSession([saved({流转面积: "7", 入社户数: "8"})]);
    session.write([
      {...area, text: "7"},
      {...homes, text: "8"},
    ]);
    await session.save();
    setTable(tableOf({流转面积: "55", 入社户数: "8"}, "3"));
    await session.refresh();
    expect(session.undo()).toMatchObject({left: 1, changes: [{indicator: "入社户数", after: "10"}]});
    expect(now().edits.has(cellKey(area))).toBe(false);
  });
});

test("refresh keeps what was typed, and lets go of what others typed the same", async () => {
  const {session, setTable, now} = await openSession([]);
  session.write([
    {...area, text: "7"},
    {...homes, text: "8"},
  ]);
  setTable(tableOf({流转面积: "101", 入社户数: "8"}, "3"));
  await session.refresh();
  expect([...now().edits.values()]).toEqual([{...area, text: "7", before: "100", message: undefined}]);
});
