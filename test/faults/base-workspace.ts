/** A small right workspace that faulty files are put into. */
export const baseWorkspace: Readonly<Record<string, string>> = {
  "jianbao.yaml": `单位: 示例镇
刊物:
  - 名称: 示例月报
    编印单位: 示例镇党建办
`,
  "units.yaml": `单位:
  - 名称: 示例镇
    类型: 镇
    下级:
      - {名称: 顺德村, 类型: 村, 属性: {耕地面积: 640, 总户数: 118}}
      - {名称: 名杨村, 类型: 村, 属性: {耕地面积: 1560, 总户数: 240}}
`,
  "indicators.yaml": `指标:
  耕地面积: {单位: 亩, 口径: 属性, 汇总: 合计}
  总户数: {单位: 户, 口径: 属性, 汇总: 合计}
  流转面积: {单位: 亩, 口径: 期末数, 汇总: 合计, 填报: 村}
  村集体增收: {单位: 万元, 口径: 当期数, 汇总: 合计, 小数: 1, 填报: 村}
  流转率: {单位: "%", 公式: 流转面积 / 耕地面积, 小数: 1}
`,
  "progress/2019-06.yaml": `期间: 2019-06
数据:
  顺德村: {流转面积: 371, 村集体增收: 1.2}
  名杨村: {流转面积: 980, 村集体增收: 2.4}
`,
  "progress/2019-07.yaml": `期间: 2019-07
数据:
  顺德村: {流转面积: 388, 村集体增收: 1.6}
  名杨村: {流转面积: 1020, 村集体增收: 2.2}
`,
  "bulletins/2019-07-monthly/bulletin.yaml": bulletin(["a.md"]),
  "bulletins/2019-07-monthly/a.md": article("全镇流转{{ 流转面积 }}。"),
};

export function bulletin(articles: readonly string[], lines = ""): string {
  return `版式: 简报
刊名: 示例月报
日期: 2019-08-05
期间: 2019-07
主体: 示例镇
标题: 七月进展
稿件: [${articles.join(", ")}]
${lines}`;
}

export function article(body: string, front = "标题: 一篇稿件"): string {
  return `---\n${front}\n---\n${body}\n`;
}
