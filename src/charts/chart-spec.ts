import * as z from "zod";
import {oneOrMore, periodPattern} from "../workspace/index.ts";

/** Kinds of chart by the names writers use. */
export const chartKinds = {
  柱状图: "column",
  分组柱状图: "groupedColumn",
  堆叠柱状图: "stackedColumn",
  条形图: "bar",
  折线图: "line",
  环形图: "doughnut",
  完成率图: "completion",
} as const;

const kindNames = Object.keys(chartKinds) as [keyof typeof chartKinds];

const text = z.string().min(1);
const expression = z.union([text, z.number().transform(String)], {error: "指标或算式"});

const period = z
  .string({error: "月份（2019-07）、“近3个月”或月份的列表"})
  .refine(
    value => periodPattern.test(value) || /^\d{4}年(1[0-2]|[1-9])月$/.test(value) || recentMonths(value) !== undefined,
    {
      error: "月份（2019-07）或“近3个月”",
    },
  );

/** The few options of a ```图表 block. */
export const chartSpecSchema = z.strictObject({
  类型: z.enum(kindNames).describe("图的种类"),
  标题: text.describe("印在图的上方"),
  单位: oneOrMore(text).optional().describe("各片区、各村，或单位名称；不写时是这一期的主体"),
  指标: oneOrMore(expression).describe("画哪个指标，可以是算式"),
  期间: oneOrMore(period).optional().describe("月份、月份列表或“近3个月”；不写时是这一期的月份"),
  目标: expression.optional().describe("目标线：60%"),
  排序: z.enum(["降序", "升序", "不排"]).optional().describe("按数的大小排列"),
  前: z.int().positive().optional().describe("只画前几个"),
  宽: text.optional().describe("专题版面上占几栏：2栏"),
  注: text.optional().describe("印在图下的说明"),
});

export type ChartSpec = z.output<typeof chartSpecSchema>;

/** 近3个月 → 3 */
export function recentMonths(text: string): number | undefined {
  const count = /^近(\d{1,2}|[一二三四五六七八九十两])个?月$/.exec(text)?.[1];
  if (count === undefined) return undefined;
  const hanzi = "一二三四五六七八九十".indexOf(count) + 1;
  return count === "两" ? 2 : hanzi || Number(count) || undefined;
}
