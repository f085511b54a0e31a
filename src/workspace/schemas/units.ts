import * as z from "zod";
import {text} from "./scalars.ts";

/** One unit as written; `下级` makes the tree. */
export interface UnitEntry {
  名称: string;
  类型: string;
  简称?: string | undefined;
  代码?: string | undefined;
  属性?: Record<string, number | string> | undefined;
  下级?: UnitEntry[] | undefined;
}

const unit: z.ZodType<UnitEntry> = z
  .strictObject({
    名称: text.describe("单位名称，全工作区不重复；重名时各写“代码”，引用时写“上级·名称”"),
    类型: text.describe("镇、片区、村、合作社、社区、小区……自行规定"),
    简称: text.optional().describe("也可以用来引用的短名称"),
    代码: z.union([z.string(), z.int()], {error: "区划代码"}).transform(String).optional().describe("统计用区划代码"),
    属性: z
      .record(text, z.union([z.number(), z.string()], {error: "数字或文字"}))
      .optional()
      .describe("不随月份变化的数：耕地面积、总户数等；名称与 indicators.yaml 里口径为“属性”的指标相同"),
    get 下级() {
      return z.array(unit).optional().describe("下级单位");
    },
  })
  .meta({id: "单位"}) as unknown as z.ZodType<UnitEntry>;

/** `units.yaml`: the tree of places and organisations. */
export const unitsSchema = z
  .strictObject({单位: z.array(unit).min(1).describe("单位和它们的下级")})
  .describe("units.yaml：单位名册");

export type UnitsFile = z.output<typeof unitsSchema>;
