import * as z from "zod";
import {oneOrMore} from "../workspace/index.ts";

const text = z.string().min(1);
const base = z.enum(["上月", "上年同期", "年初", "不比"]);
const bases = oneOrMore(base).default(["上月"]).describe("与什么相比，可以写几个");
const names = {名: text.optional().describe("句子里怎样称呼这个指标"), 指标: text};

const line = z.strictObject({
  文字: text.optional().describe("照印的文字，可以写引用；标点自己写"),
  总量: z
    .union([text, z.strictObject({...names, 比: bases})], {error: "指标名称，或者“指标”和“比”"})
    .optional()
    .describe("总数和变化"),
  首尾: z
    .strictObject({
      ...names,
      单位: oneOrMore(text),
      前: z.int().positive().default(3),
      后: z.int().min(0).optional().describe("不写时与“前”相同，0 表示不列"),
    })
    .optional()
    .describe("排在前面和后面的"),
  达标: z
    .strictObject({
      ...names,
      单位: oneOrMore(text).optional(),
      线: z.union([text, z.number()], {error: "数、百分数或算式"}),
    })
    .optional()
    .describe("哪些单位过了线"),
  政策: text.optional().describe("哪些单位合乎一项政策的条件"),
  目标: z
    .strictObject({...names, 目标: z.union([text, z.number()], {error: "数、百分数或算式"})})
    .optional()
    .describe("目标完成得怎样"),
  填报: z
    .union([text, z.strictObject({...names, 单位: oneOrMore(text).optional()})], {
      error: "指标名称，或者“指标”和“单位”",
    })
    .optional()
    .describe("多少单位填报了"),
});

/** A ```综述 block: one sentence a line. */
export const summarySpecSchema = z.array(line).min(1);

/** One sentence that is asked for. */
export type SummaryLine = z.output<typeof line>;
