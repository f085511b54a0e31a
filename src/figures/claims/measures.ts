import {Decimal} from "../decimal.ts";
import {isMoney} from "../format.ts";

/**
 * Measures that stand after a number in prose. Longer ones come first where one begins another: 人次 is not 人.
 * An office's own measures (indicators.yaml) are added to these.
 */
const knownMeasures =
  "个百分点 百分点 平方公里 平方米 公里 公顷 公斤 人次 户次 批次 车次 场次 小时 分钟 万元 亿元 万亩 万人 元 亩 户 人 个 家 村 镇 项 件 批 名 期 份 条 次 位 处 头 只 羽 尾 株 棵 吨 斤 米 天 月 年 周 岁 届 栋 座 层 间 套 台 辆 艘 所 支 场 起 宗 笔 句 门 类 种 张 块 片 段 盏 口 眼 道 栏 版 篇 幅 成 倍 番 % ‰"
    .split(" ")
    .filter(Boolean);

/** Counters of a counted set: 计数(各村) gives 个, and 32村, 4家 say the same. */
const setCounters = new Set("个 家 处 座 村 镇 所 位 名 项".split(" "));

const areas: Readonly<Record<string, Decimal>> = {亩: new Decimal(1), 公顷: new Decimal(15)};
const weights: Readonly<Record<string, Decimal>> = {斤: new Decimal(1), 公斤: new Decimal(2), 吨: new Decimal(2000)};

/** The measure at the start of a text, longest first; "" when there is none. */
export function measureAt(text: string, own: Iterable<string> = []): string {
  let best = "";
  for (const measure of [...own, ...knownMeasures]) {
    if (measure.length > best.length && text.startsWith(measure)) best = measure;
  }
  return best;
}

/** What one of `from` is in `to`: 万元 in 元 is 10000; undefined when the two have nothing in common. */
export function measureFactor(from: string, to: string, countsSet: boolean): Decimal | undefined {
  if (from === to || from === "") return new Decimal(1);
  if (to === "" && countsSet) return new Decimal(1);
  if (isMoney(from) && isMoney(to)) return moneyPower(from).div(moneyPower(to));
  const plain = scaled(from);
  const target = scaled(to);
  if ((plain.scale !== 1 || target.scale !== 1) && plain.base === target.base)
    return new Decimal(plain.scale).div(target.scale);
  for (const group of [areas, weights]) {
    const a = group[from];
    const b = group[to];
    if (a && b) return a.div(b);
  }
  if (countsSet && setCounters.has(from)) return new Decimal(1);
  return undefined;
}

function moneyPower(measure: string): Decimal {
  return Decimal.pow(10, measure === "亿元" ? 8 : measure === "万元" ? 4 : 0);
}

/** 万亩 is ten thousand 亩. */
function scaled(measure: string): {base: string; scale: number} {
  if (measure.length > 1 && measure.startsWith("万")) return {base: measure.slice(1), scale: 1e4};
  if (measure.length > 1 && measure.startsWith("亿")) return {base: measure.slice(1), scale: 1e8};
  return {base: measure, scale: 1};
}
