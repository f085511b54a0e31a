import * as z from "zod";

/** No character that a name or a path never has; what it names is checked by whoever opens it. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\u0000-\u001f\u007f]*$/u);

const slug = line(220).regex(/^[^/\\.][^/\\]*(?:\/[^/\\.][^/\\]*)?$/u);
const path = line(400).min(1);
const period = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const text = z.string().max(8 * 1024 * 1024);
const version = line(64);

/** Forms of what the page sends; see api.ts. */
export const asks = {
  slug: z.object({slug}),
  path: z.object({path}),
  period: z.object({period}),
  historyText: z.object({path, id: line(200).min(1)}),
  expression: z.object({slug, expression: line(2000).min(1)}),
  words: z.object({slug, words: line(500).min(1)}),
  photo: z.object({slug, name: line(300)}),
  preview: z.object({slug, path, text}),
  block: z.object({slug, kind: z.enum(["图表", "表格", "指标卡"]), yaml: text}),
  save: z.object({path, text, base: version}),
  newBulletin: z.object({layout: line(100).min(1), period: period.optional(), from: slug.optional()}),
  print: z.object({
    slug,
    kind: z.enum(["booklet", "2up", "proof", "plain"]),
    paper: z.enum(["A3", "A4"]),
    grey: z.boolean(),
  }),
  table: z.object({
    period,
    base: version,
    cells: z.array(z.object({unit: line(200), indicator: line(200), text: line(200), before: line(200)})).max(200_000),
  }),
  login: z.object({password: z.string().max(1000)}),
} as const;
