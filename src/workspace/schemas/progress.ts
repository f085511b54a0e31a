import * as z from "zod";
import {dateText, periodText, text} from "./scalars.ts";

const correction = z.strictObject({
  单位: text.describe("哪个单位"),
  指标: text.describe("哪个指标"),
  原值: z.number().describe("更正前的数，与“数据”里写的相同"),
  更正为: z.number().describe("正确的数"),
  原因: text.describe("为什么更正"),
  日期: dateText.describe("哪一天更正"),
});

const note = z.strictObject({
  单位: text.describe("哪个单位"),
  指标: text.describe("哪个指标"),
  说明: text.describe("为什么是这个数：存量为什么减少、为什么比上月变化大、为什么未报"),
});

const value = z.union([z.number(), z.literal("未报"), z.null()]).describe("数字；没有报的不写，或写“未报”，不要写 0");

/** `progress/*.yaml`: what the units reported for a month. The values of 数据 are checked one by one where they are read. */
export const progressSchema = z
  .strictObject({
    期间: periodText,
    范围: text.optional().describe("这个文件包含的上级单位；同一个月分几个文件填报时写"),
    来源: text.optional().describe("数据出处"),
    填报: z
      .strictObject({人: text.optional().describe("谁填报"), 日期: dateText.optional().describe("哪天填报")})
      .optional()
      .describe("谁在什么时候填报"),
    数据: z.record(text, z.record(text, value)).describe("单位 → 指标 → 数"),
    备注: z.array(note).default([]).describe("数没有错、但要说明原因的，如流转面积因合同到期而减少"),
    更正: z.array(correction).default([]).describe("事后更正，原数留在“数据”里"),
  })
  .describe("progress/*.yaml：一个月的数据");

/** The head of the file alone; 数据 is walked by hand so that each wrong value is told at its place. */
export const progressHeadSchema = progressSchema.extend({数据: z.record(text, z.unknown())});

/** A progress file that was right by its form. */
export type ProgressFile = z.output<typeof progressHeadSchema>;
