import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openEngine} from "../../../src/desk/engine/open-engine.ts";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {temporaryFolder} from "../../cli/run.ts";
import {baseWorkspace} from "../../faults/base-workspace.ts";

const path = "progress/2019-07.yaml";
const cell = (unit: string, text: string, before: string) => ({unit, indicator: "流转面积", text, before});

async function open(files: Readonly<Record<string, string>> = {}) {
  const content = temporaryFolder({...baseWorkspace, ...files});
  const store = openStore(content);
  const engine = await openEngine({content, trustLayouts: false, store});
  return {content, store, engine, text: () => readFileSync(join(content, path), "utf8")};
}

test("saveTable writes into the workspace, answers with the table as it is now, and keeps what was there", async () => {
  const {engine, store, text} = await open();
  const before = text();
  const saved = engine.saveTable({
    period: "2019-07",
    base: engine.table("2019-07")?.version ?? "",
    cells: [cell("顺德村", "688", "388"), cell("名杨村", "一千", "1020")],
  });
  expect(text()).toBe(before.replace("388", "688"));
  expect(saved).toMatchObject({
    kind: "saved",
    refused: [{unit: "名杨村", message: "“一千”不是数，请填阿拉伯数字，没有报的留空"}],
    table: {rows: [{unit: "顺德村", cells: {流转面积: {text: "688"}, 流转率: {text: "107.5"}}}, {unit: "名杨村"}]},
  });
  const history = await store.history(path);
  const oldest = history.at(-1);
  expect((await store.historyText(path, oldest?.id ?? ""))?.text).toBe(before);
});

test("saveTable sees what another wrote, before anybody was told of it", async () => {
  const {engine, content, text} = await open();
  expect(engine.table("2019-07")?.rows).toHaveLength(2);
  writeFileSync(join(content, path), text().replace("388", "390").replace("数据:", "# 外面加的\n数据:"));
  const saved = engine.saveTable({
    period: "2019-07",
    base: "",
    cells: [cell("顺德村", "400", "388"), cell("名杨村", "1030", "1020")],
  });
  expect(saved).toMatchObject({
    kind: "conflict",
    cells: [{unit: "顺德村", indicator: "流转面积", theirs: "390"}],
    table: {rows: [{cells: {流转面积: {text: "390"}}}, {cells: {流转面积: {text: "1030"}}}]},
  });
  expect(text()).toContain("# 外面加的\n数据:\n  顺德村: {流转面积: 390, ");
});

test("findings stand in the cell that they are about, with their place", async () => {
  const {engine} = await open({[path]: baseWorkspace[path]?.replace("388", "三百") ?? ""});
  const found = engine.table("2019-07")?.rows[0]?.cells.流转面积;
  expect(found).toMatchObject({
    text: "三百",
    findings: [{code: "JB-2023", severity: "error", place: {path, line: 3, column: 15}}],
  });
});

test("a month without a file has no table, no workbook and nothing to save to", async () => {
  const {engine} = await open();
  for (const period of ["2019-08", "all"]) {
    expect(engine.table(period)).toBeUndefined();
    expect(engine.csv(period)).toBeUndefined();
    expect(await engine.workbook(period)).toBeUndefined();
    expect(await engine.readSheet(period, new Uint8Array())).toBeUndefined();
    expect(engine.saveTable({period, base: "", cells: [cell("顺德村", "1", "")]})).toBeUndefined();
  }
});
