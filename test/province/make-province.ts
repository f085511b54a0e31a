import {openRandom, type Random} from "../mutations/random.ts";
import {type County, readDivisions, type Township, type Village} from "./read-divisions.ts";

/** How large a workspace to make of the divisions of Shandong. */
export interface ProvinceOptions {
  /** The first so many townships; undefined: all of them. */
  readonly townships?: number | undefined;
  /** Only those of one county: its code, "370322". */
  readonly county?: string | undefined;
  /** How many indicators each village reports: 1 to 6. */
  readonly indicators?: number | undefined;
  /** How many months, up to 2019-07. */
  readonly months?: number | undefined;
  /** No bulletins, a folder for each township, or one batch (每单位) for all of them. */
  readonly bulletins?: "none" | "township" | "batch" | undefined;
  readonly seed?: number | undefined;
}

interface Size {
  readonly counties: readonly County[];
  readonly indicators: number;
  readonly periods: readonly string[];
  readonly bulletins: "none" | "township" | "batch";
  readonly seed: number;
}

/**
 * The files of a workspace, one by one: real places, figures by a seeded generator that keep to the rules of its
 * indicators.yaml. The same options give the same files.
 */
export function* makeProvince(options: ProvinceOptions = {}): Generator<readonly [path: string, text: string]> {
  const size: Size = {
    counties: chooseCounties(options),
    indicators: options.indicators ?? reported.length,
    periods: lastMonths(options.months ?? 12),
    bulletins: options.bulletins ?? "none",
    seed: options.seed ?? 1,
  };
  yield ["jianbao.yaml", officeFile(size)];
  yield ["indicators.yaml", indicatorsFile(size)];
  yield ["units.yaml", unitsFile(size)];
  for (const county of size.counties) {
    for (const township of county.townships) yield* progressFiles(township, county, size);
  }
  if (size.bulletins === "batch") yield* bulletinFolder("2019-07-townships", "每单位: 各镇街", undefined, "鲁乡进展");
  if (size.bulletins === "township") {
    for (const county of size.counties) {
      for (const township of county.townships) {
        const subject = `主体: ${pathOf(township, county)}`;
        yield* bulletinFolder(`2019-07-${township.code}`, subject, township, publicationOf(township, county));
      }
    }
  }
}

/** How many units, files and so on there are in a workspace of some size. */
export function countProvince(options: ProvinceOptions): {townships: number; villages: number} {
  const townships = chooseCounties(options).flatMap(county => county.townships);
  return {townships: townships.length, villages: townships.reduce((sum, {villages}) => sum + villages.length, 0)};
}

function chooseCounties({townships: most = Number.POSITIVE_INFINITY, county}: ProvinceOptions): County[] {
  let left = most;
  return readDivisions().flatMap(each => {
    if ((county !== undefined && each.code !== county) || left <= 0) return [];
    const townships = each.townships.slice(0, left);
    left -= townships.length;
    return [{...each, townships}];
  });
}

/** The months up to 2019-07, the earliest first. */
function lastMonths(count: number): string[] {
  return Array.from({length: count}, (_, index) => {
    const month = 2019 * 12 + 6 - (count - 1 - index);
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

const prefectures: Readonly<Record<string, string>> = {
  "3701": "济南市",
  "3702": "青岛市",
  "3703": "淄博市",
  "3704": "枣庄市",
  "3705": "东营市",
  "3706": "烟台市",
  "3707": "潍坊市",
  "3708": "济宁市",
  "3709": "泰安市",
  "3710": "威海市",
  "3711": "日照市",
  "3713": "临沂市",
  "3714": "德州市",
  "3715": "聊城市",
  "3716": "滨州市",
  "3717": "菏泽市",
};

function prefectureOf({code}: County): string {
  return prefectures[code.slice(0, 4)] ?? code.slice(0, 4);
}

/** What names a township and no other: two counties are called 市中区, and many townships are called alike. */
function pathOf(township: Township, county: County): string {
  return `${prefectureOf(county)}·${county.name}·${township.name}`;
}

function publicationOf(township: Township, county: County): string {
  return `${prefectureOf(county)}${county.name}${township.name}党建月报`;
}

function officeFile({counties, bulletins}: Size): string {
  const names =
    bulletins === "township"
      ? counties.flatMap(county => county.townships.map(township => publicationOf(township, county)))
      : ["鲁乡进展"];
  return `# 由程序生成：地名是真实的，数据都是演示。
单位: 山东省
演示: true
刊物:
${names.map(name => `  - {名称: ${name}, 编印单位: 党建办公室, 发: [各镇街], 印数: 20}\n`).join("")}`;
}

/** What villages report, with what is checked of it. */
const reported = [
  {name: "流转面积", line: "{单位: 亩, 口径: 期末数, 汇总: 合计, 填报: 村居}"},
  {name: "入社户数", line: "{单位: 户, 口径: 期末数, 汇总: 合计, 填报: 村居}"},
  {name: "村集体增收", line: "{单位: 万元, 口径: 当期数, 汇总: 合计, 小数: 1, 填报: 村居}"},
  {name: "务工人次", line: "{单位: 人次, 口径: 当期数, 汇总: 合计, 填报: 村居}"},
  {name: "领办合作社", line: "{单位: 个, 口径: 期末数, 汇总: 合计, 填报: 村居}"},
  {name: "群众满意度", line: '{单位: "%", 口径: 期末数, 汇总: 平均, 填报: 村居}'},
] as const;

type ReportedName = (typeof reported)[number]["name"];

function indicatorsFile({indicators}: Size): string {
  const used = reported.slice(0, indicators);
  const has = (name: ReportedName) => used.some(each => each.name === name);
  const when = (condition: boolean, line: string) => (condition ? [line] : []);
  return `指标:
  耕地面积: {单位: 亩, 口径: 属性, 汇总: 合计, 填报: 村居}
  总户数: {单位: 户, 口径: 属性, 汇总: 合计, 填报: 村居}
${[
  ...used.map(({name, line}) => `${name}: ${line}`),
  '流转率: {单位: "%", 公式: 流转面积 / 耕地面积}',
  ...when(has("入社户数"), '入社率: {单位: "%", 公式: 入社户数 / 总户数}'),
]
  .map(line => `  ${line}\n`)
  .join("")}核对:
${[
  "{规则: 合计相符, 指标: 全部}",
  "{规则: 不大于, 部分: 流转面积, 整体: 耕地面积}",
  "{规则: 波动, 指标: 流转面积, 上限: 50%, 下限: 30%, 起点: 100}",
  "{规则: 只增不减, 指标: 流转面积}",
  ...when(has("入社户数"), "{规则: 条件, 条件: 入社户数 <= 总户数}"),
  ...when(has("村集体增收"), "{规则: 数量级, 指标: [流转面积, 村集体增收]}"),
  ...when(has("务工人次"), "{规则: 波动, 指标: 务工人次, 上限: 100%, 下限: 60%, 起点: 50}"),
  ...when(has("领办合作社"), "{规则: 条件, 条件: 领办合作社 <= 1}"),
  ...when(has("群众满意度"), "{规则: 条件, 条件: 群众满意度 <= 100%}"),
]
  .map(line => `  - ${line}\n`)
  .join("")}`;
}

function unitsFile({counties, seed}: Size): string {
  const byPrefecture = new Map<string, County[]>();
  for (const county of counties) {
    const name = prefectureOf(county);
    byPrefecture.set(name, [...(byPrefecture.get(name) ?? []), county]);
  }
  const lines = ["单位:", "  - 名称: 山东省", "    类型: 省", '    代码: "37"', "    下级:"];
  for (const [name, inPrefecture] of byPrefecture) {
    const code = inPrefecture[0]?.code.slice(0, 4);
    lines.push(`      - 名称: ${name}`, "        类型: 市", `        代码: "${code}"`, "        下级:");
    for (const county of inPrefecture) {
      lines.push(`          - 名称: ${county.name}`, "            类型: 县区", `            代码: "${county.code}"`);
      lines.push("            下级:");
      for (const {name: township, code: townshipCode, villages} of county.townships) {
        lines.push(`              - 名称: ${township}`, "                类型: 镇街");
        lines.push(`                代码: "${townshipCode}"`, "                下级:");
        for (const village of villages) {
          const {farmland, households} = startOf(village, seed);
          lines.push(
            `                  - {名称: ${village.name}, 类型: 村居, 代码: "${village.code}", 属性: {耕地面积: ${farmland}, 总户数: ${households}}}`,
          );
        }
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

/** What a village begins with; its months are made from it. */
interface Start {
  readonly farmland: number;
  readonly households: number;
  readonly random: Random;
}

function startOf({code}: Village, seed: number): Start {
  // A code has twelve digits; the last nine and the seed make a number of its own for each village.
  const random = openRandom(Math.imul(Number(code.slice(3)), 2654435761) + seed);
  const farmland = 600 + Math.floor(random.next() * 1800);
  const households = 90 + Math.floor(random.next() * 400);
  return {farmland, households, random};
}

type Values = Readonly<Record<ReportedName, string>>;

/** A village's months: stocks grow a little and stay below what there is, flows go up and down. */
function* monthsOf(village: Village, seed: number): Generator<Values> {
  const {farmland, households, random} = startOf(village, seed);
  let area = Math.floor(farmland * (0.3 + random.next() * 0.2));
  let members = Math.floor(households * (0.2 + random.next() * 0.2));
  const income = 8 + Math.floor(random.next() * 20);
  const labour = 60 + Math.floor(random.next() * 120);
  const content = 800 + Math.floor(random.next() * 150);
  for (;;) {
    area = Math.min(Math.floor(farmland * 0.9), area + Math.floor(random.next() * 12));
    members = Math.min(Math.floor(households * 0.9), members + Math.floor(random.next() * 3));
    yield {
      流转面积: String(area),
      入社户数: String(members),
      村集体增收: ((income + Math.floor(random.next() * 6)) / 10).toFixed(1),
      务工人次: String(labour + Math.floor(random.next() * 30)),
      领办合作社: "1",
      群众满意度: ((content + Math.floor(random.next() * 40)) / 10).toFixed(1),
    };
  }
}

function* progressFiles(township: Township, county: County, size: Size): Generator<readonly [string, string]> {
  const names = reported.slice(0, size.indicators).map(({name}) => name);
  const villages = township.villages.map(village => ({village, months: monthsOf(village, size.seed)}));
  for (const period of size.periods) {
    const rows = villages.map(({village, months}) => {
      const values: Values = months.next().value;
      return `  ${village.name}: {${names.map(name => `${name}: ${values[name]}`).join(", ")}}\n`;
    });
    const head = `期间: ${period}\n范围: ${pathOf(township, county)}\n来源: 各村月报表（演示）\n`;
    yield [`progress/${township.code}/${period}.yaml`, `${head}数据:\n${rows.join("")}`];
  }
}

function* bulletinFolder(
  slug: string,
  subject: string,
  township: Township | undefined,
  publication: string,
): Generator<readonly [string, string]> {
  yield [
    `bulletins/${slug}/bulletin.yaml`,
    `版式: 简报
刊名: ${publication}
期号: 7
日期: 2019-08-05
期间: 2019-07
${subject}
标题: "{{ 主体 }}{{ 月份 }}进展情况"
稿件: [overview.md]
`,
  ];
  // A folder of its own names a village of the township; what is written for all of them cannot.
  // A number in a name would be taken for a number that comes from nowhere.
  const first = township?.villages.find(({name}) => !/[0-9一二三四五六七八九十百千万两半（]/.test(name));
  const village = first ? `其中${first.name}流转{{ ${first.name}.流转面积 }}。` : "";
  yield [
    `bulletins/${slug}/overview.md`,
    `---
标题: "{{ 主体 }}{{ 期间 }}土地流转情况"
署名: 样稿
---

## 一、总体情况

截至{{ 月份 }}底，{{ 主体 }}流转土地{{ 流转面积 }}，比上月{{ 流转面积 | 环比 }}；土地流转率为{{ 流转率 }}，比上月{{ 流转率 | 环比 }}。流转率最高的是{{ 最高(各村居, 流转率) }}。${village}
`,
  ];
}
