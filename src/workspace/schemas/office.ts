import * as z from "zod";
import {oneOrMore, text, year, yesNo} from "./scalars.ts";

const recipients = z.array(text).default([]);

const publication = z.strictObject({
  名称: text.describe("刊物名称，bulletin.yaml 的“刊名”写的就是它"),
  编印单位: text.optional().describe("印在红线左上方的编印单位全称"),
  报: recipients.describe("报送的上级，印在最后一页"),
  送: recipients.describe("抄送的平级或不相隶属的单位"),
  发: recipients.describe("印发的下级"),
  印数: z.int().positive().optional().describe("共印多少份"),
  编号: z
    .enum(["连续", "不连续"], {error: "“连续”或“不连续”"})
    .default("连续")
    .describe("不连续：这里只编其中几期（如报纸的专版），跳号不提醒"),
  此前: z
    .strictObject({
      年份: year.describe("下面的期号是哪一年的"),
      期号: z.int().positive().optional().describe("已经出到第几期"),
      总期号: z.int().positive().optional().describe("已经出到总第几期"),
      增刊: z.int().positive().optional().describe("增刊已经出到第几期"),
    })
    .optional()
    .describe("用本程序以前已经出到哪一期"),
});

/** Situations that have a wording of their own; what each may hold is checked in figures/phrase-book.ts. */
export const phraseKinds = [
  "总量",
  "比率",
  "简述",
  "无数据",
  "首尾",
  "全部相同",
  "单个单位",
  "达标",
  "全部达标",
  "无达标",
  "政策达标",
  "政策全部达标",
  "政策无达标",
  "目标未完成",
  "目标完成",
  "目标超额",
  "比率目标未完成",
  "比率目标完成",
  "比率目标超额",
  "控制目标完成",
  "控制目标未完成",
  "填报",
  "全部填报",
  "无填报",
] as const;
export type PhraseKind = (typeof phraseKinds)[number];
const factor = z.number().positive().optional();

/** What words of approximation mean, as factors of the stated number. */
const intervals = z.strictObject({
  近: z
    .strictObject({下限: factor, 存疑: factor})
    .optional()
    .describe("近N：不低于N的几倍（0.9）；低于几倍算勉强（0.95）"),
  不足: z.strictObject({存疑: factor}).optional().describe("不足N：低于N的几倍算勉强（0.8）"),
  余: z
    .strictObject({上限: factor, 存疑: factor})
    .optional()
    .describe("N余：超出末位的几倍以内（1）；几倍以上算勉强（0.5）"),
  约: z.strictObject({下限: factor, 上限: factor}).optional().describe("约N：N的几倍到几倍（0.9、1.1）"),
  超过: z.strictObject({存疑: factor}).optional().describe("超过N：高于N的几倍算勉强（1.2）"),
  翻番: z.strictObject({存疑: factor}).optional().describe("翻番：高于应有倍数的几倍算勉强（1.1）"),
});

/** `jianbao.yaml`: the office and its publications. */
export const officeSchema = z
  .strictObject({
    单位: text.describe("本单位名称"),
    演示: yesNo.default(false).describe("数据是演示用的：每一页都会印上“演示数据”"),
    刊物: z.array(publication).min(1).describe("本单位编印的刊物"),
    字体: z
      .partialRecord(
        z.enum(["宋体", "黑体", "楷体", "仿宋", "小标宋"], {error: "宋体、黑体、楷体、仿宋、小标宋中的一种"}),
        text.describe("字体文件在工作区里的位置"),
      )
      .default({})
      .describe("本单位自备的字体文件，TTF 或 OTF"),
    用语: z
      .partialRecord(z.enum(phraseKinds, {error: `用语的名称：${phraseKinds.join("、")}`}), oneOrMore(text))
      .default({})
      .describe("综述一类的句子怎样写；一种写几条的，在一期里轮换着用"),
    千分位: z.enum(["无", "逗号"]).default("无").describe("四位以上的数字是否用逗号分节"),
    约数: intervals.optional().describe("近、余、约等词的范围，与通常的不同时才写"),
    固定说法: z.array(text).default([]).describe("含有数字而不是数量的说法，如“三件事”，不必注明来源"),
    严格: yesNo.default(false).describe("未核数字按错误处理：有一处就不出这一期"),
    舍入: z.enum(["四舍五入", "四舍六入五成双"]).default("四舍五入").describe("数字修约的规则（GB/T 8170）"),
  })
  .describe("jianbao.yaml：本单位和刊物");

export type OfficeFile = z.output<typeof officeSchema>;
