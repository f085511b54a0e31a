import * as z from "zod";
import {dateText, oneOrMore, periodText, text, year, yesNo} from "./scalars.ts";

/** `bulletins/<slug>/bulletin.yaml`: one issue of a publication. */
export const bulletinSchema = z
  .strictObject({
    版式: text.describe("专题、简报、会议材料，或工作区 layouts 文件夹里自备的版式"),
    刊名: text.describe("jianbao.yaml“刊物”里的一个名称"),
    期号: z.int().positive().optional().describe("第几期；每年从第1期重新编"),
    总期号: z.int().positive().optional().describe("总第几期；从创刊起一直往下编"),
    增刊: z.int().positive().optional().describe("增刊第几期；增刊单独编号，不写期号和总期号"),
    年度: year.optional().describe("期号按哪一年编；不写就是期间的年份"),
    日期: dateText.describe("印发日期"),
    期间: periodText.describe("写的是哪个月的数据"),
    主体: text.optional().describe("写的是哪个单位；不带单位的指标就是它的。主体和每单位必须写一个，也只写一个"),
    每单位: oneOrMore(text)
      .optional()
      .describe("一版多单位：各村、各片区、东部片区.各村……，每个单位各出一份，主体依次是它；不写主体"),
    标题: text.describe("这一期的标题，用于目录和文件属性；可以写 {{ 期间 }} 一类的引用"),
    密级: text.optional().describe("印在左上角：内部资料　注意保存"),
    稿件: z.array(text).min(1).describe("各篇稿件的文件名，按先后排列"),
    输出: oneOrMore(z.enum(["html", "pdf"]))
      .default(["html", "pdf"])
      .describe("出网页（html）、PDF（pdf），或两样都出"),
    版面: z
      .strictObject({
        版次: text.optional().describe("报纸版次：A06"),
        专版: text.optional().describe("报眉上的专版名称"),
        责编: text.optional().describe("责任编辑"),
        纸张: z.enum(["四开", "对开", "A3", "A4"]).optional().describe("成品尺寸"),
        转版: yesNo.default(false).describe("一版放不下的文字是否转到下一版，印“下转”“上接”"),
      })
      .optional()
      .describe("专题版面的报眉和纸张"),
    会议: z
      .strictObject({
        名称: text.optional().describe("会议名称"),
        材料: text.optional().describe("左上角的“会议材料之三”"),
        汇报: text.optional().describe("谁汇报"),
        日期: dateText.optional().describe("开会日期"),
        会后收回: yesNo.default(false).describe("是否会后收回"),
      })
      .optional()
      .describe("会议材料的会议事项"),
    状态: z.enum(["编写中", "已印发"]).default("编写中").describe("已印发的一期不再重排，结果一个字节也不动"),
    数据来源: yesNo.default(false).describe("印在最后的数据来源表"),
  })
  .describe("bulletin.yaml：一期简报");

export type BulletinFile = z.output<typeof bulletinSchema>;

const photo = z.strictObject({
  图: text.describe("图片文件，相对于稿件的位置"),
  说明: text.describe("图片说明"),
  宽: text.optional().describe("1栏至6栏、半栏、通栏"),
  标记: z.enum(["▲", "▼", "◀", "▶"]).optional().describe("指向图片的箭头"),
});

/** Front matter of an article. */
export const articleSchema = z
  .strictObject({
    标题: text.describe("主题"),
    引题: text.optional().describe("主题上面的一行"),
    副题: text.optional().describe("主题下面的一行"),
    导语: text.optional().describe("开头的一段，专题版面加框"),
    电头: text.optional().describe("消息开头的本报讯一类"),
    署名: text.optional().describe("作者"),
    图片: z.array(photo).default([]).describe("随稿件编排的图片"),
    版面: z
      .strictObject({
        头条: yesNo.default(false).describe("放在版面最前面；不写时第一篇是头条"),
        加框: yesNo.default(false).describe("四周围边框"),
      })
      .optional()
      .describe("这篇稿件在专题版面上怎样排"),
  })
  .describe("稿件开头两行 --- 之间的内容");

export type ArticleFront = z.output<typeof articleSchema>;
