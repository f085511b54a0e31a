import {createHash} from "node:crypto";
import {article, baseWorkspace, bulletin} from "./base-workspace.ts";
import * as photos from "./photos.ts";

/** One mistake and the finding that it must give, at the place between « and ». */
export interface Fault {
  readonly code: string;
  readonly title: string;
  /** Files put over the base workspace; null takes one away. Bytes are used as they are. */
  readonly files: Readonly<Record<string, string | Uint8Array | null>>;
  /** Where, when it cannot be marked in the text: "path:line:column". */
  readonly place?: string;
  /** What the hint must contain. */
  readonly hint?: string;
}

const monthly = "bulletins/2019-07-monthly";
const units = baseWorkspace["units.yaml"] ?? "";
const indicators = baseWorkspace["indicators.yaml"] ?? "";
const july = baseWorkspace["progress/2019-07.yaml"] ?? "";
const checks = (...rules: readonly string[]) => `${indicators}核对:\n${rules.map(rule => `  - {${rule}}\n`).join("")}`;
const office = baseWorkspace["jianbao.yaml"] ?? "";

/** The monthly as a batch. */
const batch = (set: string, lines = ""): string => bulletin(["a.md"], lines).replace("主体: 示例镇", `每单位: ${set}`);
const inBody = (body: string) => ({[`${monthly}/a.md`]: article(body)});
const chart = (lines: string) => inBody(`\`\`\`图表\n${lines}\n\`\`\``);
const table = (lines: string) => inBody(`\`\`\`表格\n${lines}\n\`\`\``);

const policies = (lines: string, body = "符合条件的有{{ 计数(达标(“奖励”)) }}村。") => ({
  "policies.yaml": `政策:\n  - 名称: 奖励\n    对象: 各村\n${lines}`,
  ...inBody(body),
});
const board = (lines: string) => inBody(`\`\`\`红黑榜\n指标: 流转率\n单位: 各村\n${lines}\n\`\`\``);
const summary = (lines: string) => inBody(`\`\`\`综述\n${lines}\n\`\`\``);

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map(part => (typeof part === "string" ? Buffer.from(part) : Buffer.from([...part]))));

/** A bulletin that was issued with 「顺德村流转388亩」. */
const issuedArticle = article("顺德村流转{{ 顺德村.流转面积 }}。");
const issued = (articleText: string, change: object = {}): Record<string, string> => ({
  [`${monthly}/bulletin.yaml`]: bulletin(["a.md"], "状态: 已印发"),
  [`${monthly}/a.md`]: articleText,
  [`${monthly}/figures.json`]: JSON.stringify({
    format: 1,
    slug: "2019-07-monthly",
    title: "七月进展",
    unit: "示例镇",
    period: "2019-07",
    printed: [{text: "388亩", measure: "亩", kind: "引用", form: "sentence", expression: "顺德村.流转面积", file: `${monthly}/a.md`, line: 4, column: 9, forUnit: "示例镇", forPeriod: "2019-07", figures: ["顺德村.流转面积@2019-07"]}],
    figures: {
      "顺德村.流转面积@2019-07": {unit: "顺德村", indicator: "流转面积", from: "2019-07", to: "2019-07", text: "388亩", value: "388", sources: [{file: "progress/2019-07.yaml", line: 3, column: 15, kind: "填报", value: "388"}]},
    },
    files: {[`${monthly}/a.md`]: {sha256: createHash("sha256").update(issuedArticle).digest("hex")}},
    ...change,
  }),
});

/** The monthly of June and that of July, with what tells their numbers. */
const numbered = (june: string, july: string, before = ""): Record<string, string> => ({
  "jianbao.yaml": `${office}${before}`,
  "bulletins/2019-06-monthly/bulletin.yaml": bulletin(["a.md"], june)
    .replace("2019-08-05", "2019-07-05")
    .replace("2019-07\n", "2019-06\n"),
  "bulletins/2019-06-monthly/a.md": article("一段。"),
  [`${monthly}/bulletin.yaml`]: bulletin(["a.md"], july),
});

export const faults: readonly Fault[] = [
  {code: "JB-6201", title: "期号用了两次", files: numbered("期号: 7", "期号: «7»"), hint: "第8期"},
  {code: "JB-6201", title: "此前已经出过这一期", files: numbered("期号: «6»", "期号: 9", "    此前: {年份: 2019, 期号: 8}\n"), hint: "第10期"},
  {code: "JB-6201", title: "增刊的期号用了两次", files: numbered("增刊: 1", "增刊: «1»"), hint: "增刊第2期"},
  {code: "JB-6202", title: "跳过了一期", files: numbered("期号: 6", "期号: «8»"), hint: "此前"},
  {code: "JB-6202", title: "新的一年不从第1期编起", files: numbered("期号: 6\n年度: 2018", "期号: «7»"), hint: "此前"},
  {code: "JB-6203", title: "总期号接不上", files: numbered("期号: 6\n总期号: 18", "期号: 7\n总期号: «20»"), hint: "总期号"},
  {code: "JB-6203", title: "新的一年总期号重新编了", files: numbered("期号: 12\n总期号: 24\n年度: 2018", "期号: 1\n总期号: «1»"), hint: "总期号"},
  {code: "JB-6204", title: "期号大的日期早", files: {...numbered("期号: 7", "期号: 6"), "bulletins/2019-06-monthly/bulletin.yaml": bulletin(["a.md"], "期号: 7").replace("2019-08-05", "«2019-07-05»").replace("期间: 2019-07", "期间: 2019-06")}, hint: "核对"},
  {code: "JB-6205", title: "增刊写了总期号", files: numbered("期号: 7", "增刊: 1\n«总期号»: 20"), hint: "删去"},
  {code: "JB-2023", title: "数字里混进字母", files: {"progress/2019-07.yaml": july.replace("388", "«38O»")}, hint: "填阿拉伯数字"},
  {code: "JB-2023", title: "十六进制的数", files: {"progress/2019-07.yaml": july.replace("388", "«0x10»")}, hint: "填阿拉伯数字"},
  {code: "JB-2027", title: "百分比的公式乘了一百", files: {"indicators.yaml": indicators.replace("流转面积 / 耕地面积", "流转面积 / 耕地面积 * «100»")}},
  {code: "JB-3008", title: "图表的目标没有写百分号", files: chart("类型: 完成率图\n标题: 流转率\n指标: 流转率\n单位: 各村\n目标: «60»"), hint: "60%"},
  {code: "JB-4011", title: "引用套了二十一层", files: inBody(`«>»${">".repeat(20)} 字`)},
  {code: "JB-1003", title: "正文里用编号写不能印刷的字符", files: inBody("全镇«&#xFDE0;»流转。")},
  {code: "JB-2026", title: "公式套了五十一层", files: {"indicators.yaml": `${indicators}${Array.from({length: 51}, (_, i) => `  层${i}: {单位: 亩, 公式: ${i === 0 ? "流转面积" : i === 50 ? "«层49»" : `层${i - 1}`}}\n`).join("")}`}},
  {code: "JB-3017", title: "括号套了五十一层", files: inBody(`全镇{{ ${"(".repeat(50)}«(»流转面积${")".repeat(51)} }}。`)},
  {code: "JB-1001", title: "单位名册没有", files: {"units.yaml": null}, place: "units.yaml:1:1"},
  {code: "JB-1001", title: "期文件夹里没有 bulletin.yaml", files: {"bulletins/x/a.md": "x"}, place: "bulletins/x/bulletin.yaml:1:1"},
  {
    code: "JB-1002",
    title: "GBK 编码",
    // 期间: 2019-08 and 数据 in GBK
    files: {"progress/2019-08.yaml": bytes([0xc6, 0xda, 0xbc, 0xe4], ": 2019-08\n", [0xca, 0xfd, 0xbe, 0xdd], ": {}\n")},
    place: "progress/2019-08.yaml:1:1",
    hint: "UTF-8",
  },
  {
    code: "JB-1002",
    title: "文件中途的坏字节",
    files: {"progress/2019-08.yaml": bytes("期间: 2019-08\n来源: 村", [0xff], "\n数据: {}\n")},
    place: "progress/2019-08.yaml:2:6",
  },
  {code: "JB-1003", title: "看不见的字符", files: inBody("全镇«\u0007»流转。"), hint: "删去"},
  {code: "JB-1003", title: "YAML 转义带进来的控制字符", files: {"jianbao.yaml": office.replace("示例镇党建办", '«"a\\u0000b\\e]0;x"»')}},
  {code: "JB-1003", title: "YAML 转义带进来的非字符", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("七月进展", '«"{{ 期间 }}\\uFDD0"»')}},
  {code: "JB-1003", title: "YAML 转义带进来的半个字符", files: {"progress/2019-07.yaml": `${july}«"\\uD800": 1»\n`.replace("«\"\\uD800\": 1»", "«\"\\uD800\"»: 1")}},
  {code: "JB-1010", title: "引号不成对", files: {"jianbao.yaml": office.replace("示例镇党建办", "«\"»示例镇党建办")}},
  {code: "JB-1002", title: "UTF-16 编码", files: {"progress/2019-08.yaml": bytes([0xff, 0xfe, 0x1f, 0x67])}, place: "progress/2019-08.yaml:1:1"},
  {code: "JB-1010", title: "中文冒号", files: {"progress/2019-07.yaml": july.replace("期间: ", "期间«：»")}},
  {code: "JB-1010", title: "冒号后没有空格", files: {"progress/2019-07.yaml": july.replace("名杨村: ", "名杨村«:»")}},
  {code: "JB-1010", title: "短横当作未报", files: {"progress/2019-07.yaml": july.replace("388", "«-»")}},
  {code: "JB-1010", title: "少了逗号", files: {"progress/2019-07.yaml": july.replace("388, ", "388« »")}},
  {code: "JB-1010", title: "中文逗号", files: {"progress/2019-07.yaml": july.replace("388, ", "388«，»")}},
  {code: "JB-1010", title: "数字里的逗号", files: {"progress/2019-07.yaml": july.replace("1020", "«1,020»")}},
  {code: "JB-1011", title: "制表符缩进", files: {"progress/2019-07.yaml": july.replace("  名杨村", "«\t»名杨村")}, hint: "空格"},
  {code: "JB-1012", title: "单位写了两次", files: {"progress/2019-07.yaml": `${july}  «顺德村»: {流转面积: 390}\n`}},
  {
    code: "JB-1013",
    title: "引用层层相套",
    files: {"jianbao.yaml": `单位: &a [示例镇, 示例镇]\n刊物: [«*a», *a, *a]\n`},
  },
  {code: "JB-1014", title: "星号开头的文字", files: {"jianbao.yaml": office.replace("示例镇党建办", "«*示例镇党建办»")}, hint: "双引号"},
  {code: "JB-1015", title: "空文件", files: {"indicators.yaml": "# 还没写\n"}, place: "indicators.yaml:1:1"},
  {code: "JB-1020", title: "缺少编印日期", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("日期: 2019-08-05\n", "")}, place: `${monthly}/bulletin.yaml:1:1`, hint: "日期"},
  {code: "JB-1021", title: "项目写错字", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"], "«密集»: 内部资料")}, hint: "密级"},
  {code: "JB-1021", title: "图表里不认识的项目", files: chart("类型: 柱状图\n标题: 流转\n«指标项»: 流转率\n指标: 流转率\n单位: 各村"), hint: "指标"},
  {code: "JB-1022", title: "标题写成了数", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("七月进展", "«2019»")}, hint: "双引号"},
  {code: "JB-1023", title: "没有这种输出", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"], "输出: [html, «pfd»]")}, hint: "pdf"},
  {code: "JB-1024", title: "日历上没有的日子", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("2019-08-05", "«2019-02-30»")}},
  {code: "JB-1024", title: "九千年以后", files: {"progress/2019-08.yaml": "期间: «9999-12»\n数据: {}\n"}},
  {code: "JB-1024", title: "日期在公元前后", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("2019-08-05", "«0001-08-05»")}},
  {code: "JB-1024", title: "十三月", files: {"progress/2019-08.yaml": "期间: «2019-13»\n数据: {}\n"}},
  {code: "JB-1030", title: "图片在工作区外", files: inBody("«![外面的图](../../../secret.png)»"), hint: "工作区"},
  {code: "JB-1031", title: "稿件用了中文文件名", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md", "«正文.md»"])}, hint: "英文"},
  {code: "JB-1032", title: "网页当稿件", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md", "«index.html»"]), [`${monthly}/index.html`]: "x"}, hint: ".md"},
  {
    code: "JB-1033",
    title: "一期叫 index.html",
    files: {"bulletins/index.html/bulletin.yaml": bulletin(["a.md"]), "bulletins/index.html/a.md": article("一段。")},
    place: "bulletins/index.html/bulletin.yaml:1:1",
  },
  {
    code: "JB-1033",
    title: "文件夹名过长",
    files: {[`bulletins/${"a".repeat(101)}/bulletin.yaml`]: bulletin(["a.md"]), [`bulletins/${"a".repeat(101)}/a.md`]: article("一段。")},
    place: `bulletins/${"a".repeat(101)}/bulletin.yaml:1:1`,
  },
  {code: "JB-2001", title: "一个村写在两处", files: {"units.yaml": `${units}      - {名称: «顺德村», 类型: 村}\n`}},
  {code: "JB-2011", title: "没有的指标", files: {"progress/2019-07.yaml": july.replace("流转面积: 388", "«流转面绩»: 388")}, hint: "流转面积"},
  {code: "JB-2011", title: "公式里没有的指标", files: {"indicators.yaml": indicators.replace("流转面积 / 耕地面积", "流转面积 / «耕地面绩»")}, hint: "耕地面积"},
  {code: "JB-2011", title: "属性写错字", files: {"units.yaml": units.replace("总户数: 118", "总户: «118»")}, hint: "总户数"},
  {
    code: "JB-2012",
    title: "公式绕圈",
    files: {"indicators.yaml": `${indicators}  甲: {单位: 亩, 公式: «乙 * 2»}\n  乙: {单位: 亩, 公式: 甲 / 2}\n`},
  },
  {code: "JB-2013", title: "公式又写汇总", files: {"indicators.yaml": indicators.replace("耕地面积, 小数", "耕地面积, «汇总»: 平均, 小数")}},
  {code: "JB-2014", title: "没有口径", files: {"indicators.yaml": `${indicators}  «务工人次»: {单位: 人次}\n`}, hint: "口径"},
  {code: "JB-2015", title: "填了公式指标", files: {"progress/2019-07.yaml": july.replace("村集体增收: 1.6", "«流转率»: 60.6")}, hint: "删去"},
  {
    code: "JB-2016",
    title: "更正的原值不符",
    files: {"progress/2019-07.yaml": `${july}更正:\n  - {单位: 顺德村, 指标: 流转面积, 原值: «386», 更正为: 390, 原因: 漏报, 日期: 2019-08-09}\n`},
  },
  {
    code: "JB-2017",
    title: "没有可更正的数",
    files: {
      "progress/2019-07.yaml": `${july.replace("  名杨村: {流转面积: 1020, 村集体增收: 2.2}\n", "")}更正:\n  - {单位: «名杨村», 指标: 流转面积, 原值: 1, 更正为: 2, 原因: 漏报, 日期: 2019-08-09}\n`,
      ...inBody("顺德村流转{{ 顺德村.流转面积 }}。"),
    },
  },
  {code: "JB-2018", title: "忘了改期间", files: {"progress/2019-08.yaml": "期间: «2019-05»\n数据: {}\n"}},
  {code: "JB-2019", title: "镇填了村的数", files: {"units.yaml": units.replace("        下级", "        下级").concat("  - {名称: 合作社甲, 类型: 合作社}\n"), "progress/2019-07.yaml": `${july}  合作社甲: {«流转面积»: 3}\n`}},
  {code: "JB-2020", title: "公式里有函数", files: {"indicators.yaml": `${indicators}  最大: {单位: 亩, 公式: "«合计(各村, 流转面积)»"}\n`}},
  {code: "JB-2021", title: "同一个月两个文件", files: {"progress/2019-07b.yaml": "期间: «2019-07»\n数据: {}\n"}, hint: "期间"},
  {code: "JB-2022", title: "同一个数填了两次", files: {"progress/2019-07c.yaml": "期间: 2019-07\n范围: 示例镇\n数据:\n  顺德村: {«流转面积»: 388}\n"}},
  {code: "JB-2023", title: "数字里带单位", files: {"progress/2019-07.yaml": july.replace("388", "«388亩»")}, hint: "只写 388"},
  {code: "JB-2023", title: "全角数字", files: {"progress/2019-07.yaml": july.replace("388", "«３８８»")}, hint: "只写 388"},
  {code: "JB-2024", title: "月度指标写成属性", files: {"units.yaml": units.replace("总户数: 118", "总户数: 118, 流转面积: «388»")}},
  {code: "JB-2031", title: "村名写错字", files: {"progress/2019-07.yaml": july.replace("顺德村", "«顺得村»")}, hint: "顺德村"},
  {code: "JB-2031", title: "引用里村名写错字", files: inBody("流转{{ «顺得村».流转面积 }}。"), hint: "顺德村"},
  {
    code: "JB-2032",
    title: "重名的村",
    files: {
      "units.yaml": "单位:\n  - 名称: 示例镇\n    类型: 镇\n    下级:\n      - {名称: 东片, 类型: 片区, 下级: [{名称: 顺德村, 类型: 村, 代码: \"1\", 属性: {耕地面积: 640}}]}\n      - {名称: 西片, 类型: 片区, 下级: [{名称: 顺德村, 类型: 村, 代码: \"2\", 属性: {耕地面积: 640}}]}\n",
      "progress/2019-06.yaml": null,
      "progress/2019-07.yaml": "期间: 2019-07\n数据:\n  东片·顺德村: {流转面积: 1}\n",
      ...inBody("流转{{ «顺德村».流转面积 }}。"),
    },
    hint: "东片·顺德村",
  },
  {
    code: "JB-2601",
    title: "政策写了两次",
    files: policies("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n  - 名称: «奖励»\n    对象: 各村\n    条件: 流转率 >= 50%\n    奖励: {金额: 1}\n"),
  },
  {code: "JB-2602", title: "政策没有条件", files: {"policies.yaml": "政策:\n  - 名称: «奖励»\n    对象: 各村\n    奖励: {金额: 1}\n"}, hint: "条件"},
  {code: "JB-2603", title: "政策的条件是一个数", files: policies("    条件: «流转率»\n    奖励: {金额: 1}\n"), hint: "60%"},
  {code: "JB-2011", title: "政策里没有的指标", files: policies("    条件: «流转绿» >= 60%\n    奖励: {金额: 1}\n"), hint: "流转率"},
  {code: "JB-2604", title: "奖励的幅度颠倒", files: policies("    条件: 流转率 >= 60%\n    «奖励»: {最低: 3, 最高: 1}\n"), hint: "最低"},
  {code: "JB-2604", title: "奖励既有金额又有幅度", files: policies("    条件: 流转率 >= 60%\n    «奖励»: {金额: 2, 最高: 3}\n")},
  {code: "JB-2605", title: "没有写奖励多少", files: {"policies.yaml": "政策:\n  - 名称: «奖励»\n    对象: 各村\n    条件: 流转率 >= 60%\n"}, hint: "奖励"},
  {code: "JB-2606", title: "没有的政策", files: policies("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n", "有{{ 计数(达标(«“奖厉”»)) }}村。"), hint: "奖励"},
  {code: "JB-2606", title: "政策块里没有的政策", files: policies("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n", "```政策\n名称: «奖厉»\n```"), hint: "奖励"},
  {code: "JB-2607", title: "政策的条件引用政策", files: policies("    条件: 计数(«达标»(“奖励”)) > 1\n    奖励: {金额: 1}\n")},
  {
    code: "JB-2608",
    title: "有的村缺数没有评定",
    files: {
      ...policies("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n", "```政策\n名称: «奖励»\n```"),
      "progress/2019-07.yaml": july.replace("流转面积: 388, ", ""),
    },
    hint: "补报",
  },
  {code: "JB-2611", title: "黑榜没有写原因", files: board("黑榜: «后1»"), hint: "顺德村"},
  {code: "JB-2612", title: "原因写给了别的村", files: board("黑榜: 后1\n原因:\n  顺德村: 进度慢\n  «名杨村»: 进度慢")},
  {code: "JB-2613", title: "红榜写了后几名", files: board("红榜: «后3»"), hint: "前3"},
  {code: "JB-2614", title: "同时上两个榜", files: board("红榜: 前2\n黑榜: «后1»\n原因: {顺德村: 进度慢}")},
  {code: "JB-2621", title: "用语里没有的词", files: {"jianbao.yaml": `${office}用语: {总量: «"{指票}{数}"»}\n`}, hint: "指标"},
  {code: "JB-2622", title: "用语里没有数", files: {"jianbao.yaml": `${office}用语:\n  总量: ["{指标}{数}", «"{指标}比上月{变化}"»]\n`}, hint: "{数}"},
  {code: "JB-2623", title: "综述的一句写了两样", files: summary("- «总量: 流转面积\n  填报: 流转面积»"), hint: "另起一行"},
  {code: "JB-2624", title: "目标是零", files: summary("- 目标: {指标: 流转面积, 目标: «0»}"), hint: "目标"},
  {code: "JB-2624", title: "引用里目标是零", files: inBody("{{ 流转面积 | 目标(«0») }}。")},
  {
    code: "JB-2501",
    title: "镇的合计与各村不符",
    files: {"indicators.yaml": checks("规则: 合计相符, 指标: 全部"), "progress/2019-07.yaml": `${july}  示例镇: {流转面积: «1480»}\n`},
    hint: "删去",
  },
  {
    code: "JB-2502",
    title: "股比合起来不是百分之百",
    files: {
      "indicators.yaml": checks("规则: 合计百分百, 指标: [集体股比, 社员股比]").replace("  流转率:", "  集体股比: {单位: \"%\", 口径: 期末数}\n  社员股比: {单位: \"%\", 口径: 期末数}\n  流转率:"),
      "progress/2019-07.yaml": july.replace("流转面积: 388", "集体股比: «51.1», 社员股比: 49.8"),
    },
    hint: "容差",
  },
  {
    code: "JB-2503",
    title: "流转面积大于耕地面积",
    files: {"indicators.yaml": checks("规则: 不大于, 部分: 流转面积, 整体: 耕地面积"), "progress/2019-07.yaml": july.replace("388", "«688»")},
    hint: "填反",
  },
  {
    code: "JB-2503",
    title: "耕地面积填小了，月月都不符",
    files: {"indicators.yaml": checks("规则: 不大于, 部分: 流转面积, 整体: 耕地面积"), "units.yaml": units.replace("640", "«64»")},
  },
  {
    code: "JB-2504",
    title: "累计忘了加本月",
    files: {
      "indicators.yaml": checks("规则: 累计不小于当期, 累计: 全年增收, 当期: 村集体增收").replace("  流转率:", "  全年增收: {单位: 万元, 口径: 期末数, 小数: 1}\n  流转率:"),
      "progress/2019-07.yaml": july.replace("增收: 1.6", "增收: «1.6», 全年增收: 1.2"),
    },
    hint: "忘了加上本月",
  },
  {
    code: "JB-2505",
    title: "存量减少没有备注",
    files: {"indicators.yaml": checks("规则: 只增不减, 指标: 流转面积"), "progress/2019-07.yaml": july.replace("388", "«338»")},
    hint: "备注",
  },
  {
    code: "JB-2506",
    title: "比上月多出一倍",
    files: {"indicators.yaml": checks("规则: 波动, 指标: 村集体增收, 上限: 50%"), "progress/2019-07.yaml": july.replace("增收: 1.6", "增收: «2.6»")},
    hint: "小数点",
  },
  {
    code: "JB-2507",
    title: "万元填成了元",
    files: {"indicators.yaml": checks("规则: 数量级, 指标: 村集体增收"), "progress/2019-07.yaml": july.replace("增收: 1.6", "增收: «16000»")},
    hint: "把元填成了万元",
  },
  {code: "JB-2508", title: "半户人家", files: {"units.yaml": units.replace("118", "«118.5»")}, hint: "小数点"},
  {code: "JB-2509", title: "面积写成负数", files: {"progress/2019-07.yaml": july.replace("388", "«-388»")}, hint: "负号"},
  {
    code: "JB-2510",
    title: "入社户数多于总户数",
    files: {
      "indicators.yaml": checks("规则: 条件, 条件: 入社户数 <= 总户数, 单位: 村, 说明: 一户只计一次").replace("  流转率:", "  入社户数: {单位: 户, 口径: 期末数}\n  流转率:"),
      "progress/2019-07.yaml": july.replace("增收: 1.6", "增收: 1.6, 入社户数: «181»"),
    },
  },
  {code: "JB-2520", title: "元与万元相比", files: {"indicators.yaml": checks("规则: 不大于, 部分: 村集体增收, 整体: «流转面积»")}, hint: "同一计量单位"},
  {code: "JB-2520", title: "条件不是条件", files: {"indicators.yaml": checks("规则: 条件, 条件: «流转面积»")}, hint: "比较"},
  {code: "JB-2520", title: "公式指标没有只增不减", files: {"indicators.yaml": checks("规则: 只增不减, 指标: [流转面积, «流转率»]")}, hint: "期末数"},
  {code: "JB-2520", title: "没有这类单位", files: {"indicators.yaml": checks("规则: 只增不减, 指标: 流转面积, 单位: «村庄»")}, hint: "村"},
  {code: "JB-1023", title: "没有的核对规则", files: {"indicators.yaml": checks("规则: «合计相府», 指标: 流转面积")}, hint: "合计相符"},
  {code: "JB-1021", title: "核对规则里写错字", files: {"indicators.yaml": checks("规则: 只增不减, 指标: 流转面积, «容错»: 3")}, hint: "容差"},
  {code: "JB-2011", title: "备注里没有的指标", files: {"progress/2019-07.yaml": `${july}备注:\n  - {单位: 顺德村, 指标: «流转面绩», 说明: 合同到期}\n`}, hint: "流转面积"},
  {code: "JB-3001", title: "算式没写完", files: inBody("流转{{ 顺德村.« »}}。")},
  {code: "JB-3001", title: "括号不成对", files: inBody("有{{ 计数(各村, 流转率 >= 60%« »}}。"), hint: "括号"},
  {code: "JB-3002", title: "不认识的词", files: inBody("流转{{ «流转绿» }}。"), hint: "流转率"},
  {code: "JB-3003", title: "没有的筛选", files: inBody("流转{{ 流转面积 | «环北» }}。"), hint: "环比"},
  {code: "JB-3003", title: "没有的函数", files: inBody("有{{ «记数»(各村) }}。"), hint: "计数"},
  {code: "JB-3004", title: "筛选的括号里不对", files: inBody("流转{{ 流转率 | «小数(多)» }}。"), hint: "小数(2)"},
  {code: "JB-3005", title: "拿村当数", files: inBody("流转{{ «各村» + 1 }}。")},
  {code: "JB-3006", title: "除数为零", files: inBody("流转{{ «流转面积 / 0» }}。")},
  {
    code: "JB-3006",
    title: "公式除数为零",
    files: {"units.yaml": units.replace("耕地面积: 640", "耕地面积: 0"), ...inBody("流转率{{« 顺德村.流转率 »}}。")},
  },
  {code: "JB-3007", title: "月份写错", files: inBody("流转{{ 流转面积@«前月» }}。"), hint: "上月"},
  {code: "JB-3008", title: "忘了百分号", files: inBody("有{{ 计数(各村, 流转率 >= «60») }}。"), hint: "60%"},
  {
    code: "JB-3009",
    title: "没有填报的数",
    files: {"progress/2019-07.yaml": july.replace("流转面积: 388, ", ""), ...inBody("流转{{« 顺德村.流转面积 »}}。")},
  },
  {
    code: "JB-3010",
    title: "两个月填报的村不同",
    files: {"progress/2019-06.yaml": "期间: 2019-06\n数据:\n  顺德村: {流转面积: 371}\n", ...inBody("比上月{{ 流转面积 | «环比» }}。")},
  },
  {code: "JB-3011", title: "期末数没有累计", files: inBody("累计{{ 流转面积 | «累计» }}。")},
  {code: "JB-3012", title: "比率的平均", files: inBody("平均{{ «平均(各村, 流转率)» }}。")},
  {code: "JB-3013", title: "空的集合", files: {...inBody("有{{ 计数(«各镇») }}。")}},
  {code: "JB-3014", title: "大括号没写完", files: inBody("流转«{{» 流转面积 }。")},
  {code: "JB-3015", title: "累计缺月份", files: inBody("今年{{ 村集体增收 | «累计» }}。"), hint: "累计(2019-06)"},
  {code: "JB-4001", title: "编者按没有收尾", files: inBody("«:::编者按»\n这一期。")},
  {code: "JB-4002", title: "写错的容器", files: inBody("«:::编者安»\n这一期。\n:::"), hint: "编者按"},
  {code: "JB-4003", title: "多出来的收尾", files: inBody("一段。\n\n«:::»\n\n一段。")},
  {code: "JB-4004", title: "写错的图文块", files: inBody("«```图标»\n类型: 柱状图\n```"), hint: "图表"},
  {code: "JB-4005", title: "稿件开头没有收尾", files: {[`${monthly}/a.md`]: "«---»\n标题: 一篇\n正文\n"}},
  {code: "JB-4006", title: "稿件没有标题部分", files: {[`${monthly}/a.md`]: "«# 一篇稿件»\n\n正文\n"}},
  {code: "JB-4007", title: "稿件里的脚本", files: inBody("«<script>alert(1)</script>»\n\n正文。")},
  {code: "JB-4008", title: "图文块没有收尾", files: inBody("«```图表»\n类型: 柱状图\n")},
  {code: "JB-4009", title: "没有正文", files: {[`${monthly}/a.md`]: "---\n标题: 一篇\n---\n«»"}},
  {code: "JB-4010", title: "图文块放在列表里", files: inBody("- 一项\n\n  «```图表»\n  类型: 柱状图\n  ```")},
  {code: "JB-5001", title: "图片名里有零字节", files: inBody("«![大田](images/a%00.png)»")},
  {code: "JB-5001", title: "没有的图片", files: {...inBody("«![大田](images/feild.svg)»"), [`${monthly}/images/field.svg`]: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'/>"}, hint: "images/field.svg"},
  {code: "JB-5002", title: "不是图片的图片", files: {...inBody("«![大田](images/a.png)»"), [`${monthly}/images/a.png`]: "这不是图片"}},
  {code: "JB-5002", title: "没有传完的 JPEG", files: {...inBody("«![大田](images/a.jpg)»"), [`${monthly}/images/a.jpg`]: photos.jpg.subarray(0, photos.jpg.length - 40)}, hint: "重新传一份"},
  {code: "JB-5002", title: "没有传完的 PNG", files: {...inBody("«![大田](images/a.png)»"), [`${monthly}/images/a.png`]: photos.png.subarray(0, photos.png.length - 4)}, hint: "重新传一份"},
  {code: "JB-5002", title: "损坏的 PNG", files: {...inBody("«![大田](images/a.png)»"), [`${monthly}/images/a.png`]: photos.damagedPng}, hint: "重新传一份"},
  {code: "JB-5002", title: "没有传完的 WebP", files: {...inBody("«![大田](images/a.webp)»"), [`${monthly}/images/a.webp`]: photos.webp.subarray(0, photos.webp.length - 2)}},
  {code: "JB-5002", title: "没有传完的 GIF", files: {...inBody("«![大田](images/a.gif)»"), [`${monthly}/images/a.gif`]: photos.gif.subarray(0, photos.gif.length - 1)}},
  {code: "JB-5002", title: "没有传完的 HEIC", files: {...inBody("«![大田](images/a.heic)»"), [`${monthly}/images/a.heic`]: photos.heic.subarray(0, 900)}},
  {code: "JB-5002", title: "读不了的 HEIC", files: {...inBody("«![大田](images/a.heic)»"), [`${monthly}/images/a.heic`]: photos.damagedHeic}, hint: "JPEG"},
  {code: "JB-5002", title: "像素太多的图片", files: {...inBody("«![大田](images/a.png)»"), [`${monthly}/images/a.png`]: photos.hugePng}, hint: "缩小"},
  {code: "JB-5002", title: "空的图片", files: {...inBody("«![大田](images/a.jpg)»"), [`${monthly}/images/a.jpg`]: new Uint8Array()}},
  {code: "JB-5008", title: "后缀不对的图片", files: {...inBody("«![大田](images/a.png)»"), [`${monthly}/images/a.png`]: photos.jpg}, hint: "JPEG"},
  {code: "JB-5003", title: "图片宽度写错", files: {...inBody('«![大田](images/a.svg "宽=九栏")»'), [`${monthly}/images/a.svg`]: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'/>"}},
  {code: "JB-5004", title: "网上的图片", files: inBody("«![大田](https://example.com/a.png)»")},
  {code: "JB-5005", title: "图片没有说明", files: {...inBody("«![](images/a.svg)»"), [`${monthly}/images/a.svg`]: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'/>"}},
  {code: "JB-5010", title: "图表没有数据", files: chart("类型: 柱状图\n标题: 流转\n单位: 各村\n指标: «流转面积»\n期间: 2018-01")},
  {code: "JB-5011", title: "分组图只有一组", files: chart("类型: «分组柱状图»\n标题: 流转\n单位: 各村\n指标: 流转面积")},
  {code: "JB-5011", title: "表格的单位不是单位", files: table("单位: «流转面积»\n列: [流转率]")},
  {
    code: "JB-5012",
    title: "环形图里有负数",
    files: {"progress/2019-07.yaml": july.replace("1.6", "-1.6"), ...chart("类型: 环形图\n标题: 增收\n单位: 各村\n指标: «村集体增收»")},
  },
  {code: "JB-5013", title: "两种计量单位画在一起", files: chart("类型: 折线图\n标题: 流转\n指标: «[流转面积, 流转率]»")},
  {code: "JB-6001", title: "没有的稿件", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md", "«b.md»"])}},
  {code: "JB-6002", title: "没有的刊物", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("刊名: 示例月报", "刊名: «示例日报»")}, hint: "示例月报"},
  {code: "JB-6003", title: "没有的版式", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("版式: 简报", "版式: «简抱»")}, hint: "简报"},
  {code: "JB-6004", title: "稿件列了两次", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md", "«a.md»"])}},
  {code: "JB-6005", title: "稿件在别处", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md", "«../b.md»"])}},
  {code: "JB-6006", title: "没有这个月的数据", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"]).replace("期间: 2019-07", "期间: «2019-09»")}, hint: "2019-07"},
  {code: "JB-6007", title: "稿件没有列入", files: {[`${monthly}/b.md`]: article("一段。")}, place: `${monthly}/b.md:1:1`},
  {code: "JB-6101", title: "印发以后改了过去月份的数", files: {...issued(issuedArticle), "progress/2019-07.yaml": july.replace("388", "«390»")}, hint: "new 更正 --from 2019-07-monthly"},
  {
    code: "JB-6101",
    title: "印发以后更正了一个数",
    files: {
      ...issued(issuedArticle),
      "progress/2019-07.yaml": `${july}更正:\n  - {单位: 顺德村, 指标: 流转面积, 原值: 388, 更正为: «390», 原因: 漏报, 日期: 2019-08-09}\n`,
    },
  },
  {code: "JB-6102", title: "留底的记录坏了", files: issued(issuedArticle, {format: 0}), place: `${monthly}/figures.json:1:1`, hint: "--reissue"},
  {code: "JB-6103", title: "已印发而没有留底", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"], "状态: «已印发»")}, hint: "jianbao build"},
  {code: "JB-6104", title: "印发以后改了稿件", files: issued(article("顺德村流转土地{{ 顺德村.流转面积 }}。")), place: `${monthly}/a.md:1:1`, hint: "--reissue"},
  {code: "JB-6301", title: "主体和每单位都写了", files: {[`${monthly}/bulletin.yaml`]: bulletin(["a.md"], "«每单位»: 各村")}, hint: "每单位"},
  {code: "JB-6302", title: "每单位的集合是空的", files: {[`${monthly}/bulletin.yaml`]: batch("顺德村.«各村»")}, hint: "units.yaml"},
  {code: "JB-3005", title: "每单位不是一批单位", files: {[`${monthly}/bulletin.yaml`]: batch("«流转率»")}, hint: ""},
  {code: "JB-3002", title: "每单位的集合写错了字", files: {[`${monthly}/bulletin.yaml`]: batch("«各树»")}, hint: "各镇"},
  {
    code: "JB-6303",
    title: "两个单位的地址相同",
    files: {
      [`${monthly}/bulletin.yaml`]: batch("各村"),
      "units.yaml": units.replace("名称: 顺德村,", '名称: 顺德村, 代码: "01",').replace("名称: 名杨村,", '名称: «名杨村», 代码: "01",'),
    },
    hint: "代码",
  },
  {code: "JB-6304", title: "一版多单位标了已印发", files: {[`${monthly}/bulletin.yaml`]: batch("各村", "状态: «已印发»")}, hint: "删去"},
  {code: "JB-6008", title: "自备模板没有允许", files: {"layouts/own/layout.yaml": "名称: 自备\n沿用: 简报\n", "layouts/own/template.eta": "<p>x</p>"}, place: "layouts/own/template.eta:1:1", hint: "--trust-layouts"},
  {code: "JB-6009", title: "自备版式写错", files: {"layouts/own/layout.yaml": "名称: 自备\n沿用: 没有的\n"}, place: "layouts/own/layout.yaml:1:1"},
  {
    code: "JB-7002",
    title: "不是字体的字体",
    files: {"jianbao.yaml": `${office}字体: {仿宋: «fonts/a.ttf»}\n`, "fonts/a.ttf": "这不是字体"},
    hint: "TTF",
  },
  {
    code: "JB-2025",
    title: "填了范围以外的单位",
    files: {
      "progress/2019-05.yaml": "期间: 2019-05\n范围: 顺德村\n数据:\n  «名杨村»: {流转面积: 3}\n",
    },
  },
  {
    code: "JB-3016",
    title: "计数时有村没有报",
    files: {
      "progress/2019-07.yaml": july.replace("流转面积: 388, ", ""),
      ...inBody("有{{ «计数(各村, 流转率 >= 60%)» }}。"),
    },
    hint: "顺德村",
  },
  {code: "JB-8001", title: "方括号里读不出数", files: inBody("顺德村流转[«不少土地»](=顺德村.流转面积)。"), hint: "近400亩"},
  {code: "JB-8001", title: "一处写了两个数", files: inBody("顺德村流转[«388亩»、户均3亩](=顺德村.流转面积)。")},
  {code: "JB-8002", title: "近400亩而实为410亩", files: {"progress/2019-07.yaml": july.replace("388", "410"), ...inBody("顺德村流转[«近400亩»](=顺德村.流转面积)。")}, hint: "400余亩"},
  {code: "JB-8002", title: "说增长而实为下降", files: inBody("名杨村增收[«增长9.1%»](=名杨村.村集体增收 | 环比)。"), hint: "下降8.3%"},
  {code: "JB-8002", title: "标题里的核对", files: {[`${monthly}/a.md`]: article("一段。", "标题: 顺德村流转[«约300亩»](=顺德村.流转面积)")}, hint: "近400亩"},
  {code: "JB-8003", title: "近400亩而实为371亩", files: inBody("顺德村流转[«近400亩»](=顺德村.流转面积@2019-06)。"), hint: "370余亩"},
  {code: "JB-8004", title: "亩写成户", files: inBody("顺德村流转[«388户»](=顺德村.流转面积)。"), hint: "388亩"},
  {code: "JB-8004", title: "比率之差写成百分号", files: inBody("| 村 | 比上月 |\n| --- | --- |\n| 顺德村 | [«提高2.7%»](=顺德村.流转率 | 环比) |"), hint: "2.7个百分点"},
  {code: "JB-8005", title: "约和左右都写了", files: inBody("顺德村流转[«约400亩左右»](=顺德村.流转面积)。"), hint: "只留一个"},
  {code: "JB-8006", title: "没有以前的数", files: inBody("流转率[«连续三个月增长»](=顺德村.流转率)。"), hint: "来源注"},
  {code: "JB-8006", title: "没有填报的数", files: {"progress/2019-07.yaml": july.replace("流转面积: 388, ", ""), ...inBody("顺德村流转[«近400亩»](=顺德村.流转面积)。")}},
  {code: "JB-8007", title: "没有来处的数", files: inBody("培训«100余人»，7月11日第1期，说三农、两委。"), hint: "(注:来源)"},
  {code: "JB-8008", title: "核对没有收尾", files: inBody("顺德村流转«[»近400亩](=顺德村.流转面积。")},
  {code: "JB-8008", title: "来源注前面缺方括号", files: inBody("举办2019年培训«]»(注:培训台账)。")},
  {code: "JB-8009", title: "空的来源注", files: inBody("举办[«2批次»](注:)培训。"), hint: "注:镇组织办培训台账"},
];
