import * as z from "zod";
import {oneOrMore, text} from "./scalars.ts";

const reward = z
  .strictObject({
    金额: z.number().nonnegative().optional().describe("固定数额；有幅度时写“最低”和“最高”"),
    最低: z.number().nonnegative().optional().describe("幅度的下限"),
    最高: z.number().nonnegative().optional().describe("幅度的上限"),
    单位: z.enum(["元", "万元"]).default("万元").describe("奖励的计量单位"),
  })
  .describe("每个单位奖励多少");

const band = z.strictObject({
  名称: text.optional().describe("档次的名称：一等、二等"),
  条件: text.describe("合乎这一档的条件"),
  奖励: reward,
});

export const policySchema = z
  .strictObject({
    名称: text.describe("政策的名称，不重复；引用时写 达标(“名称”)"),
    对象: oneOrMore(text).describe("评定哪些单位：各村、各片区"),
    条件: text.optional().describe("达标的条件：流转率 >= 60%；几个条件用 且、或 连接。以上、以下都包括本数"),
    奖励: reward.optional(),
    档次: z.array(band).min(1).optional().describe("分档奖励，从高到低写，取先合乎的一档；“条件”是各档共同的前提"),
    受益: text.optional().describe("奖励给谁：村集体、村干部"),
    方式: z.enum(["一次性", "每年", "每季度", "每月"]).default("一次性").describe("发一次，还是按期发"),
    依据: text.optional().describe("文件名称和文号"),
    说明: text.optional().describe("奖励的用途和别的规定"),
  })
  .meta({id: "政策"});

/** `policies.yaml`: reward rules as data. */
export const policiesSchema = z
  .strictObject({政策: z.array(policySchema).min(1).describe("各项奖励政策")})
  .describe("policies.yaml：奖励政策");

export type PolicyEntry = z.output<typeof policySchema>;
export type RewardEntry = z.output<typeof reward>;
