import * as z from "zod";

/** 期间 of a month: "2019-07". Other years than 1900 to 2199 are slips of the finger. */
export const periodPattern = /^(19|2[01])\d{2}-(0[1-9]|1[0-2])$/;

export const periodText = z
  .string({error: "年份和月份，如 2019-07"})
  .regex(periodPattern, {error: "年份和月份，如 2019-07"})
  .describe("月份，如 2019-07");

export const dateText = z
  .string({error: "日期，如 2019-08-05"})
  .refine(isDate, {error: "日历上有的日期，如 2019-08-05"})
  .describe("日期，如 2019-08-05");

export const text = z.string().min(1);

/** A year that numbers run by. */
export const year = z
  .int({error: "年份，如 2019"})
  .min(1900, {error: "年份，如 2019"})
  .max(2199, {error: "年份，如 2019"});

/** 是 or 否; true and false are understood too. */
export const yesNo = z
  .union([z.boolean(), z.enum(["是", "否"])], {error: "“是”或“否”"})
  .transform(v => v === true || v === "是");

/** One value or a list of them; gives a list. */
export function oneOrMore<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.array(schema).min(1)]).transform(v => (Array.isArray(v) ? v : [v]) as z.output<Schema>[]);
}

function isDate(value: string): boolean {
  if (!/^(19|2[01])\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
