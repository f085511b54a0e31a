import * as z from "zod";
import {oneOrMore, text} from "./scalars.ts";

const percentPattern = /^\d+(\.\d+)?\s*[%％]$/;

const tolerance = z
  .union([z.number().min(0), z.string().regex(percentPattern)], {error: "不小于 0 的数，或者百分数，如 0.5%"})
  .describe("允许相差多少：数（与指标同一计量单位）或百分数，如 0.5%");
const percent = z
  .string({error: "百分数，如 50%"})
  .regex(percentPattern, {error: "百分数，如 50%"})
  .describe("百分数，如 50%");
const names = oneOrMore(text).describe("一个指标，或几个指标的列表");
const namesOrAll = oneOrMore(text).describe("一个指标，几个指标的列表，或“全部”");
const expression = text.describe("指标名称，或者由指标加减乘除的算式");

const common = {
  单位: oneOrMore(text).optional().describe("只核对这几类单位：村、小区……；不写时核对所有填报了的单位"),
  级别: z.enum(["错误", "提醒"]).optional().describe("错误：改好以前不出刊；提醒：只提示。不写时按规则的惯例"),
  说明: text.optional().describe("为什么这样核对；查出问题时一并显示"),
};

function rule<Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return z.strictObject({规则: z.literal(name), ...shape, ...common});
}

/** The rules of `核对:` by their Chinese names. */
export const checkSchemas = {
  合计相符: rule("合计相符", {指标: namesOrAll, 容差: tolerance.optional()}),
  合计百分百: rule("合计百分百", {
    指标: z.array(text).min(2).describe("合起来是百分之百的指标"),
    容差: tolerance.optional(),
  }),
  不大于: rule("不大于", {部分: expression, 整体: expression, 容差: tolerance.optional()}),
  累计不小于当期: rule("累计不小于当期", {累计: expression, 当期: expression, 容差: tolerance.optional()}),
  只增不减: rule("只增不减", {指标: names, 容差: tolerance.optional()}),
  波动: rule("波动", {
    指标: names,
    上限: percent.describe("比上月最多增长多少；比率指标按百分点"),
    下限: percent.optional().describe("比上月最多下降多少；不写时与上限相同"),
    起点: z.number().min(0).optional().describe("本月和上月都小于这个数时不看"),
  }),
  数量级: rule("数量级", {指标: namesOrAll}),
  整数: rule("整数", {指标: names}),
  非负: rule("非负", {指标: names}),
  条件: rule("条件", {条件: text.describe("每个单位都应当成立的条件，如 入社户数 <= 总户数")}),
};

export type CheckName = keyof typeof checkSchemas;

export const checkNames = Object.keys(checkSchemas) as CheckName[];

const all = Object.values(checkSchemas);

/** One rule of any kind, as editors need it. */
export const checkRuleSchema = z.discriminatedUnion("规则", all as [(typeof all)[number], ...typeof all]);
