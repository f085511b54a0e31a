import {baseWorkspace} from "../faults/base-workspace.ts";

const villages = ["东庄村", "西庄村", "南庄村", "北庄村", "大河村", "小河村", "上坡村", "下坡村", "前营村", "后营村"];
const compounds = ["一号院", "二号院", "三号院"];
const periods = ["2019-03", "2019-04", "2019-05", "2019-06", "2019-07"];

/** A township of ten villages and three compounds over five months, with a rule of every sort. */
export const villageWorkspace: Readonly<Record<string, string>> = {
  "jianbao.yaml": baseWorkspace["jianbao.yaml"] ?? "",
  "units.yaml": `单位:
  - 名称: 示例镇
    类型: 镇
    下级:
${villages.map((name, at) => `      - {名称: ${name}, 类型: 村, 属性: {耕地面积: ${900 + at * 130}, 总户数: ${180 + at * 21}}}\n`).join("")}${compounds.map((name, at) => `      - {名称: ${name}, 类型: 小区, 属性: {总户数: ${96 + at * 20}}}\n`).join("")}`,
  "indicators.yaml": `指标:
  耕地面积: {单位: 亩, 口径: 属性, 汇总: 合计}
  总户数: {单位: 户, 口径: 属性, 汇总: 合计}
  流转面积: {单位: 亩, 口径: 期末数, 汇总: 合计, 填报: 村}
  入社户数: {单位: 户, 口径: 期末数, 汇总: 合计, 填报: 村}
  村集体增收: {单位: 万元, 口径: 当期数, 汇总: 合计, 小数: 1, 填报: 村}
  应收物业费: {单位: 元, 口径: 当期数, 汇总: 合计, 填报: 小区}
  实收物业费: {单位: 元, 口径: 当期数, 汇总: 合计, 填报: 小区}
核对:
  - {规则: 不大于, 部分: 流转面积, 整体: 耕地面积}
  - {规则: 条件, 条件: 入社户数 <= 总户数, 单位: 村}
  - {规则: 不大于, 部分: 实收物业费, 整体: 应收物业费, 单位: 小区}
  - {规则: 数量级, 指标: [村集体增收, 应收物业费, 实收物业费]}
  - {规则: 波动, 指标: [流转面积, 入社户数], 上限: 50%, 下限: 30%}
  - {规则: 波动, 指标: [村集体增收, 应收物业费, 实收物业费], 上限: 100%, 下限: 60%}
  - {规则: 只增不减, 指标: [流转面积, 入社户数]}
`,
  ...Object.fromEntries(periods.map((period, month) => [`progress/${period}.yaml`, progress(period, month)])),
};

function progress(period: string, month: number): string {
  const rows = villages.map((name, at) => {
    const income = ((11 + at * 2 + ((at + month * 3) % 5)) / 10).toFixed(1);
    return `  ${name}: {流转面积: ${310 + at * 37 + month * (12 + at)}, 入社户数: ${61 + at * 6 + month * 3}, 村集体增收: ${income}}\n`;
  });
  const fees = compounds.map((name, at) => {
    return `  ${name}:\n    应收物业费: ${1920 + at * 440}\n    实收物业费: ${1210 + at * 230 + month * 40}\n`;
  });
  return `期间: ${period}\n数据:\n${[...rows, ...fees].join("")}`;
}
