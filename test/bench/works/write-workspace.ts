import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {figuresOf, listVillages, months, type Village} from "./town.ts";
import {type VillageText, villageText} from "./village-text.ts";

/** `folders`: a bulletin folder for each village; `batch`: one folder for all (每单位: 各村). */
export type WorkspaceKind = "folders" | "batch";

export interface WorkspaceWish {
  readonly bulletins: number;
  readonly kind: WorkspaceKind;
  /** How often a bulletin has its articles: one time makes four pages. */
  readonly times?: number | undefined;
  /** Without charts a page is what a Markdown program can make too. */
  readonly charts?: boolean | undefined;
}

/** Writes a workspace of village bulletins, anew. */
export function writeWorkspace(folder: string, {bulletins, kind, charts = true, times = 1}: WorkspaceWish): void {
  rmSync(folder, {recursive: true, force: true});
  // A table compares three villages.
  const villages = listVillages(Math.max(3, bulletins));
  const chosen = villages.slice(0, bulletins);
  const write = (path: string, text: string) => {
    const target = join(folder, path);
    mkdirSync(dirname(target), {recursive: true});
    writeFileSync(target, charts ? text : text.replaceAll(/\n```图表\n[^`]*```\n/g, ""));
  };
  write("jianbao.yaml", office);
  write("indicators.yaml", indicators);
  write("units.yaml", units(kind === "batch" ? chosen : villages));
  for (const [at, month] of months.entries()) {
    write(progressPath(month), progress(kind === "batch" ? chosen : villages, at));
  }
  if (kind === "batch") {
    writeBulletin(write, "villages", "每单位: 各村", villageText({index: 0}, undefined), times);
    return;
  }
  for (const village of chosen) {
    const compared = [0, 1, 2].map(step => villages[(village.index + step) % villages.length]?.name ?? "");
    writeBulletin(write, slugOf(village), `主体: ${village.name}`, villageText(village, compared), times);
  }
}

export function slugOf({index}: Village): string {
  return `village-${String(index + 1).padStart(4, "0")}`;
}

function progressPath(month: string): string {
  return `progress/${month}.yaml`;
}

/** The last month's file with one village's transferred land larger by `extra`: three bulletins of `folders` show it. */
export function progressOf(bulletins: number, extra: number): {readonly path: string; readonly text: string} {
  const last = months.length - 1;
  const villages = listVillages(Math.max(3, bulletins));
  return {path: progressPath(months[last] ?? ""), text: progress(villages, last, extra)};
}

function writeBulletin(
  write: (path: string, text: string) => void,
  slug: string,
  subject: string,
  {overview, nextSteps}: VillageText,
  times: number,
): void {
  const articles = Array.from({length: times}, (_, at) => [`overview-${at + 1}.md`, `next-steps-${at + 1}.md`]).flat();
  write(
    `bulletins/${slug}/bulletin.yaml`,
    `版式: 简报
刊名: 示例党建月报
日期: 2019-08-05
期间: 2019-07
${subject}
标题: "{{ 主体 }}{{ 月份 }}党支部领办合作社进展情况"
稿件: [${articles.join(", ")}]
输出: [html, pdf]
`,
  );
  for (const name of articles) {
    write(`bulletins/${slug}/${name}`, name.startsWith("overview") ? overview : nextSteps);
  }
}

const office = `单位: 示例镇
刊物:
  - 名称: 示例党建月报
    编印单位: 示例镇党建办公室
    报: [县委组织部]
    送: [镇党政班子成员, 镇直各部门]
    发: [各村党支部]
    印数: 60
固定说法: [5月以来]
`;

const indicators = `指标:
  耕地面积: {单位: 亩, 口径: 属性, 汇总: 合计, 小数: 0, 填报: 村}
  总户数: {单位: 户, 口径: 属性, 汇总: 合计, 小数: 0, 填报: 村}
  领办合作社: {单位: 个, 口径: 期末数, 汇总: 合计, 小数: 0, 方向: 升好, 填报: 村}
  流转面积: {单位: 亩, 口径: 期末数, 汇总: 合计, 小数: 0, 方向: 升好, 填报: 村}
  流转率: {单位: "%", 公式: 流转面积 / 耕地面积, 小数: 1, 方向: 升好}
  入社户数: {单位: 户, 口径: 期末数, 汇总: 合计, 小数: 0, 方向: 升好, 填报: 村}
  入社率: {单位: "%", 公式: 入社户数 / 总户数, 小数: 1, 方向: 升好}
  村集体增收: {单位: 万元, 口径: 当期数, 汇总: 合计, 小数: 1, 方向: 升好, 填报: 村}
  务工人次: {单位: 人次, 口径: 当期数, 汇总: 合计, 小数: 0, 方向: 升好, 填报: 村}
核对:
  - {规则: 不大于, 部分: 流转面积, 整体: 耕地面积}
  - {规则: 条件, 条件: 入社户数 <= 总户数, 单位: 村}
  - {规则: 波动, 指标: [流转面积, 入社户数], 上限: 100%, 下限: 50%}
`;

function units(villages: readonly Village[]): string {
  const lines = villages.map(
    ({name, code, farmland, households}) =>
      `      - {名称: ${name}, 类型: 村, 代码: "${code}", 属性: {耕地面积: ${farmland}, 总户数: ${households}}}\n`,
  );
  return `单位:\n  - 名称: 示例镇\n    类型: 镇\n    下级:\n${lines.join("")}`;
}

function progress(villages: readonly Village[], month: number, extra = 0): string {
  const changed = Math.floor(villages.length / 2);
  const rows = villages.map(village => {
    const figures = figuresOf(village, month);
    const transferred = figures.流转面积 + (village.index === changed ? extra : 0);
    const cells = Object.entries({...figures, 流转面积: transferred}).map(([name, value]) => `${name}: ${value}`);
    return `  ${village.name}: {${cells.join(", ")}}\n`;
  });
  return `期间: ${months[month]}\n来源: 示例镇农村经济统计月报\n数据:\n${rows.join("")}`;
}
