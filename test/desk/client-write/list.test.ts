import {describe, expect, test} from "vitest";
import type {BulletinEntry} from "../../../src/desk/api.ts";
import {anything, listBulletins, nextPeriod} from "../../../src/desk/client/list/listed.ts";
import {parseAddress, type Route, toAddress} from "../../../src/desk/client/route.ts";
import {rank} from "../../../src/desk/client/write/editor/complete.ts";

const entry = (slug: string, more: Partial<BulletinEntry> = {}): BulletinEntry => ({
  slug,
  title: slug,
  issue: "",
  layout: "简报",
  period: "2019-07",
  date: "2019-08-05",
  state: "编写中",
  status: "built",
  errors: 0,
  warnings: 0,
  files: [],
  ...more,
});

describe("listBulletins", () => {
  test("lists the newest first, and a batch as one line", () => {
    const bulletins = [
      entry("old", {date: "2019-07-08"}),
      entry("b-1", {batch: "b", unit: "顺德村", date: "2019-07-20"}),
      entry("new"),
      entry("b-2", {batch: "b", unit: "吴家村", date: "2019-07-20"}),
    ];
    const listed = listBulletins(bulletins, anything).map(line =>
      line.kind === "batch" ? [line.batch, line.entries.length] : line.entry.slug,
    );
    expect(listed).toEqual(["new", ["b", 2], "old"]);
    expect(listBulletins(bulletins, {...anything, words: "吴家"})).toMatchObject([
      {kind: "batch", entries: [{slug: "b-2"}]},
    ]);
  });

  test("narrows by state", () => {
    const bulletins = [entry("a", {errors: 1}), entry("b", {state: "已印发"}), entry("c")];
    const slugs = (state: "有问题" | "已印发") =>
      listBulletins(bulletins, {...anything, state}).map(line => line.kind === "bulletin" && line.entry.slug);
    expect(slugs("有问题")).toEqual(["a"]);
    expect(slugs("已印发")).toEqual(["b"]);
  });
});

test("nextPeriod goes over the year's end", () => {
  expect([nextPeriod("2019-07"), nextPeriod("2019-12")]).toEqual(["2019-08", "2020-01"]);
});

test.each<Route>([
  {screen: "list"},
  {screen: "write", slug: "2019-07-feature"},
  {screen: "write", slug: "a b", file: "bulletins/a/正文.md", line: 12},
  {screen: "fill", period: "2019-07"},
  {screen: "numbers", slug: "x"},
  {screen: "publish", slug: "x"},
])("parseAddress reads what toAddress wrote: %o", route => {
  expect(parseAddress(toAddress(route))).toEqual(route);
});

test("parseAddress leads to the list from anywhere unknown", () => {
  expect([parseAddress(""), parseAddress("#/nowhere/x"), parseAddress("#/write/%zz")]).toEqual(
    Array(3).fill({screen: "list"}),
  );
});

test("rank finds names by any of their characters, in order", () => {
  const names = (typed: string) =>
    rank(
      ["流转面积", "流转率", "村集体增收", "入社户数"].map(label => ({label})),
      typed,
    ).map(({label}) => label);
  expect(names("流转")).toEqual(["流转面积", "流转率"]);
  expect(names("户数")).toEqual(["入社户数"]);
  expect(names("村收")).toEqual(["村集体增收"]);
  expect(names("无")).toEqual([]);
});
