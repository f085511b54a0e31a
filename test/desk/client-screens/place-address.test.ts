import {expect, test} from "vitest";
import {addressOf} from "../../../src/desk/client/shared/place-address.ts";

const desk = {
  tables: [{period: "2019-07", path: "progress/2019-07.yaml"}],
  bulletins: [{slug: "2019-07-monthly", files: [{path: "bulletins/2019-07-monthly/a.md", title: "甲"}]}],
} as unknown as Parameters<typeof addressOf>[1];
const at = (path: string, cell?: {unit: string; indicator?: string}) => ({
  path,
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 2,
  ...(cell && {cell}),
});
const decoded = (address: string | undefined) => address && decodeURIComponent(address);

test("addressOf leads to the cell of a month, or to the month when it is no cell's", () => {
  expect(decoded(addressOf(at("progress/2019-07.yaml", {unit: "顺德村", indicator: "流转面积"}), desk))).toBe(
    "#/fill/2019-07?unit=顺德村&indicator=流转面积",
  );
  expect(addressOf(at("progress/2019-07.yaml"), desk)).toBe("#/fill/2019-07");
});

test("addressOf leads to the line of a bulletin's text", () => {
  expect(decoded(addressOf(at("bulletins/2019-07-monthly/a.md"), desk))).toBe(
    "#/write/2019-07-monthly?file=bulletins/2019-07-monthly/a.md&line=3",
  );
});

test("addressOf leads nowhere for what all bulletins share, but opens it as a text beside a bulletin", () => {
  expect(addressOf(at("units.yaml"), desk)).toBeUndefined();
  expect(addressOf(at("progress/2019-08.yaml"), desk)).toBeUndefined();
  expect(addressOf(at("units.yaml"), desk, "2019-07-monthly")).toBe("#/write/2019-07-monthly?file=units.yaml&line=3");
});
