import {expect, test} from "vitest";
import {wantedCell} from "../../../src/desk/client/fill/cell-address.ts";
import {linkOrigins} from "../../../src/desk/client/numbers/origin-links.ts";

const months = [
  {period: "2019-06", path: "progress/2019-06.yaml"},
  {period: "2019-07", path: "progress/2019-07.yaml"},
];
const july = {path: "progress/2019-07.yaml", line: 20};

test("linkOrigins leads from the line of a figure to its cell", () => {
  const lines = linkOrigins(
    [
      {text: "吴家村 2019年7月 流转率 = 60.0%"},
      {text: "公式 流转面积 / 耕地面积　indicators.yaml 第15行", path: "indicators.yaml", line: 15},
      {text: "吴家村 2019年7月 流转面积 = 1260亩"},
      {text: "progress/2019-07.yaml 第20行　来源：月报", ...july},
      {text: "吴家村 2019年7月 耕地面积 = 2100亩"},
      {text: "units.yaml 第62行　属性", path: "units.yaml", line: 62},
    ],
    months,
  );
  expect(lines.map(({address}) => address && wantedCell(address))).toEqual([
    undefined,
    undefined,
    undefined,
    {unit: "吴家村", indicator: "流转面积"},
    undefined,
    undefined,
  ]);
  expect(lines[3]?.address).toMatch(/^#\/fill\/2019-07\?/);
});

test("linkOrigins leads from the members of a sum to their cells", () => {
  const [, , member] = linkOrigins(
    [
      {text: "东部片区 2019年7月 领办合作社 = 7个"},
      {text: "由 7 个单位合计"},
      {text: "程展村 1个　progress/2019-07.yaml 第9行", path: "progress/2019-07.yaml", line: 9},
    ],
    months,
  );
  expect(wantedCell(member?.address ?? "")).toEqual({unit: "程展村", indicator: "领办合作社"});
});

test("linkOrigins leads to the month where lines were taken together, and nowhere without a table", () => {
  const lines = linkOrigins(
    [
      {text: "32个村 2019年6月 领办合作社"},
      {text: "progress/2019-06.yaml 第9至44行　来源：月报"},
      {text: "progress/2018-12.yaml 第9行", path: "progress/2018-12.yaml", line: 9},
      {text: "镇党委奖励办法"},
    ],
    months,
  );
  expect(lines.map(({address}) => address)).toEqual([undefined, "#/fill/2019-06", undefined, undefined]);
});
