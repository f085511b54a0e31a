import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {parse} from "yaml";
import {add, divide, type Fraction, fraction, subtract, zero} from "./fraction.ts";

/** The sample's data as the YAML says, and the few sums that its bulletins need. Nothing of src is used here. */
export const contentFolder = fileURLToPath(new URL("../../content/", import.meta.url));

interface Place {
  名称: string;
  类型: string;
  属性?: Record<string, number>;
  下级?: Place[];
}

interface Correction {
  单位: string;
  指标: string;
  原值: number;
  更正为: number;
}

interface Month {
  数据: Record<string, Record<string, number>>;
  更正?: Correction[];
}

const places = (readYaml("units.yaml") as {单位: Place[]}).单位.flatMap(withAllBelow);
const months = new Map<string, Month>();

/** The five 片区 of 唐坊镇, in the order of units.yaml. */
export const districts = namesBelow("唐坊镇", "片区");
/** The villages of 唐坊镇; 杜郭胡村 is of another town. */
export const villages = namesBelow("唐坊镇", "村");
/** The four 小区 of 文苑社区. */
export const compounds = namesBelow("文苑社区", "小区");

export function villagesOf(district: string): string[] {
  return namesBelow(district, "村");
}

/** What was reported for a place in a month, or its attribute; undefined when nothing was. */
export function reported(indicator: string, place: string, month: string): Fraction | undefined {
  const attribute = findPlace(place).属性?.[indicator];
  if (attribute !== undefined) return fraction(attribute);
  const {数据, 更正 = []} = readMonth(month);
  const value = 数据[place]?.[indicator];
  const correction = 更正.find(({单位, 指标}) => 单位 === place && 指标 === indicator);
  if (correction && correction.原值 !== value) throw new Error(`correction of ${place} does not fit what it corrects`);
  const current = correction?.更正为 ?? value;
  return current === undefined ? undefined : fraction(current);
}

/** The sum over those places that reported. */
export function sum(indicator: string, of: readonly string[], month: string): Fraction {
  const values = of.map(place => reported(indicator, place, month)).filter(value => value !== undefined);
  if (values.length === 0) throw new Error(`nobody reported ${indicator} in ${month}`);
  return values.reduce(add, zero);
}

/** The mean over those places that reported. */
export function mean(indicator: string, of: readonly string[], month: string): Fraction {
  const count = of.filter(place => reported(indicator, place, month)).length;
  return divide(sum(indicator, of, month), fraction(count));
}

/** Sum over sum, of the places that reported both. */
function ratio(part: string, whole: string, of: readonly string[], month: string): Fraction {
  const both = of.filter(place => reported(part, place, month) && reported(whole, place, month));
  return divide(sum(part, both, month), sum(whole, both, month));
}

export const transferRate = (of: readonly string[], month: string) => ratio("流转面积", "耕地面积", of, month);
export const memberRate = (of: readonly string[], month: string) => ratio("入社户数", "总户数", of, month);
export const feeRate = (of: readonly string[], month: string) => ratio("实收物业费", "应收物业费", of, month);
export const settledRate = (of: readonly string[], month: string) => ratio("办结件数", "诉求件数", of, month);
export const partyRate = (of: readonly string[], month: string) => ratio("党员委员", "业委会委员", of, month);

/** Appeals of the month that were not settled by its end. */
export function unsettled(of: readonly string[], month: string): Fraction {
  return subtract(sum("诉求件数", of, month), sum("办结件数", of, month));
}

function readYaml(path: string): unknown {
  return parse(readFileSync(contentFolder + path, "utf8"));
}

function readMonth(month: string): Month {
  const read = months.get(month) ?? (readYaml(`progress/${month}.yaml`) as Month);
  months.set(month, read);
  return read;
}

function withAllBelow(place: Place): Place[] {
  return [place, ...(place.下级 ?? []).flatMap(withAllBelow)];
}

function findPlace(name: string): Place {
  const place = places.find(({名称}) => 名称 === name);
  if (!place) throw new Error(`units.yaml has no ${name}`);
  return place;
}

function namesBelow(name: string, type: string): string[] {
  return withAllBelow(findPlace(name)).flatMap(place => (place.类型 === type ? [place.名称] : []));
}
