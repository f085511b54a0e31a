import * as z from "zod";
import {checkRuleSchema} from "./checks.ts";
import {oneOrMore, text} from "./scalars.ts";

export const indicatorSchema = z
  .strictObject({
    单位: text.describe("计量单位：亩、户、万元、%……"),
    口径: z
      .enum(["期末数", "当期数", "属性"])
      .optional()
      .describe("期末数：到月底累计存有的数；当期数：这个月发生的数；属性：取自 units.yaml，不随月份变化"),
    汇总: z
      .enum(["合计", "平均", "最大", "无"])
      .optional()
      .describe("上级单位的数怎样由下级得出；公式指标不写，按上级的合计数重新计算"),
    公式: text.optional().describe("由别的指标算出，如 流转面积 / 耕地面积"),
    小数: z.int().min(0).max(6).optional().describe("印几位小数；不写时比率一位，其余不留小数"),
    方向: z.enum(["升好", "降好"]).optional().describe("排名时数大的在前（升好）还是数小的在前（降好）"),
    填报: oneOrMore(text).optional().describe("由哪一类单位填报：村、小区……不写时按已填的数据推定"),
    说明: text.optional().describe("指标的含义和算法"),
  })
  .meta({id: "指标"});

/** `indicators.yaml`: what is counted. */
export const indicatorsSchema = z
  .strictObject({
    指标: z.record(text, indicatorSchema).describe("指标名称和它的规定"),
    核对: z.array(checkRuleSchema).optional().describe("填报的数怎样核对"),
  })
  .describe("indicators.yaml：指标");

export type IndicatorsFile = z.output<typeof indicatorsSchema>;
export type IndicatorEntry = z.output<typeof indicatorSchema>;
