import {article, baseWorkspace} from "../faults/base-workspace.ts";

const folder = "bulletins/2019-07-villages";

/** The base workspace with a third village, one of them coded, and a bulletin for each village. */
export function batchWorkspace(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ...baseWorkspace,
    "units.yaml": `单位:
  - 名称: 示例镇
    类型: 镇
    下级:
      - 名称: 东部片区
        类型: 片区
        下级:
          - {名称: 顺德村, 类型: 村, 代码: "370322104203", 属性: {耕地面积: 640, 总户数: 118}}
          - {名称: 名杨村, 类型: 村, 属性: {耕地面积: 1560, 总户数: 240}}
      - 名称: 西部片区
        类型: 片区
        下级:
          - {名称: 前河村, 类型: 村, 属性: {耕地面积: 500, 总户数: 90}}
`,
    "progress/2019-06.yaml": progress("2019-06", "{流转面积: 371, 村集体增收: 1.2}", 980, 200),
    "progress/2019-07.yaml": progress("2019-07", "{流转面积: 388, 村集体增收: 1.6}", 1020, 210),
    [`${folder}/bulletin.yaml`]: batchBulletin("各村"),
    [`${folder}/a.md`]: batchArticle("本村流转{{ 流转面积 }}，比上月{{ 流转面积 | 环比 }}。"),
    ...changes,
  };
}

export function batchBulletin(set: string, lines = ""): string {
  return `版式: 简报
刊名: 示例月报
期号: 7
日期: 2019-08-05
期间: 2019-07
每单位: ${set}
标题: "{{ 主体 }}{{ 月份 }}进展"
稿件: [a.md]
${lines}`;
}

export function batchArticle(body: string): string {
  return article(body, '标题: "{{ 主体 }}的土地流转"');
}

function progress(period: string, shunde: string, mingyang: number, qianhe: number): string {
  return `期间: ${period}
数据:
  顺德村: ${shunde}
  名杨村: {流转面积: ${mingyang}, 村集体增收: 2.2}
  前河村: {流转面积: ${qianhe}, 村集体增收: 0.8}
`;
}
