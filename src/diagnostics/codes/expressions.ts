import {error, warning} from "../entry.ts";
import {findNearest, suggestName} from "../suggest.ts";

export const expressionCodes = {
  "JB-3001": error<{found: string; expected: readonly string[]}>({
    text: ({found}) => (found === "" ? "算式没有写完" : `算式里的“${found}”这里不能用`),
    hint: ({expected}) =>
      expected.includes("右括号")
        ? "检查括号是否成对"
        : expected.includes("名称")
          ? "这里要写单位、指标或筛选的名称"
          : "检查点、竖线、括号和逗号；含有符号的文字两边加引号",
    explanation: "引用或公式的写法读不懂。一般写法：{{ 单位.指标@月份 | 筛选 }}。",
  }),
  "JB-3002": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `不认识“${name}”`,
    hint: ({name, known}) => {
      const nearest = findNearest(name, known);
      return nearest === undefined
        ? "写指标名称、单位名称、“各村”一类的集合，或“期间”一类的词"
        : `是否想写“${nearest}”？`;
    },
    explanation: "引用里的名称既不是指标、单位，也不是集合（各村、各片区……）或固定的词（期间、月份、主体……）。",
  }),
  "JB-3003": error<{name: string; kind: "函数" | "筛选"; known: readonly string[]}>({
    text: ({name, kind}) => `没有${kind}“${name}”`,
    hint: ({name, known}) => suggestName(name, known) ?? `可以用：${known.join("、")}`,
    explanation: "竖线后的筛选或括号前的函数写错了。",
  }),
  "JB-3004": error<{name: string; usage: string}>({
    text: ({name}) => `“${name}”的写法不对`,
    hint: ({usage}) => `应当写成：${usage}`,
    explanation: "函数或筛选括号里的内容不对：个数不对，或者该写集合的地方写了数。",
  }),
  "JB-3005": error<{what: string; expected: string}>({
    text: ({what, expected}) => `${what}不能这样用，这里要${expected}`,
    explanation: "文字、集合、条件和数各有用处，例如文字不能相加，数不能当条件。",
  }),
  "JB-3006": error<{formula: string; unit: string}>({
    text: ({formula, unit}) => `${unit ? `${unit}的` : ""}“${formula}”除数是零，算不出来`,
    hint: () => "核对作除数的数；确实是零时，改写这句话",
    explanation: "除数为零，没有结果。表格里这样的格子印“—”，正文里的引用必须改写。",
  }),
  "JB-3007": error<{text: string}>({
    text: ({text}) => `不认识月份“${text}”`,
    hint: () => "写 2019-06，或者 本月、上月、去年同期、年初",
    explanation: "@ 后面写月份：2019-06，或者本月、上月、去年同期、年初。",
  }),
  "JB-3008": warning<{rate: string; number: string}>({
    text: ({rate, number}) => `${rate}是百分比，拿来与 ${number} 相比`,
    hint: ({number}) => `是否想写 ${number}%？`,
    explanation: "百分比 60% 要带百分号写；不带百分号的 60 是六十倍。",
  }),
  "JB-3009": warning<{what: string; words: string; missing: string}>({
    text: ({what, words}) => `${what}没有数，会印成“${words}”`,
    hint: ({missing}) => (missing ? `没有填报：${missing}` : "核对月份和单位；确实没有数时，改写这句话"),
    explanation: "引用的数没有填报。正文里会印出“未报”，应当补报或改写。",
  }),
  "JB-3010": warning<{what: string; both: number; now: number; base: number; baseName: string}>({
    text: ({what, both, now, base, baseName}) =>
      `${what}：本期${now}个单位填报，${baseName}${base}个，只按两期都填报的${both}个单位比较`,
    hint: () => "补报缺的数，或者在文中写明比较的范围",
    explanation: "两个月填报的单位不一样，直接相比会把漏报当成下降，所以只比较两个月都填报的单位。",
  }),
  "JB-3011": error<{filter: string; subject: string; reason: string}>({
    text: ({filter, subject, reason}) => `${subject}不能用“${filter}”：${reason}`,
    explanation: "这个筛选不适用于前面的内容，例如期末数没有累计，文字没有环比。",
  }),
  "JB-3012": warning<{rate: string}>({
    text: ({rate}) => `各单位${rate}的平均不是整体的${rate}`,
    hint: ({rate}) => `整体的${rate}直接写上级单位：{{ ${rate} }}`,
    explanation: "比率的平均没有考虑各单位的大小。整体的比率要用合计的分子除以合计的分母。",
  }),
  "JB-3013": error<{name: string; unit: string}>({
    text: ({name, unit}) => `${unit}下面没有“${name}”`,
    hint: () => "核对集合的名称（“各”加单位类型），以及这一期的主体",
    explanation: "集合是空的：主体单位下面没有这一类单位。",
  }),
  "JB-3014": error({
    text: () => "“{{”没有写完，同一行里缺少“}}”",
    hint: () => "补上“}}”；想印出两个大括号时，前面加反斜杠写成 \\{{",
    explanation: "引用以 {{ 开始、以 }} 结束，写在同一行里。",
  }),
  "JB-3017": error<{what: string}>({
    text: ({what}) => `算式${what}`,
    hint: () => "分成几个短的算式，或者在 indicators.yaml 里写成公式指标",
    explanation: "一个算式不超过 2000 字、括号不超过 50 层，防止写错的算式拖垮整个排印。",
  }),
  "JB-3016": warning<{name: string; all: number; missing: number; names: string}>({
    text: ({name, all, missing}) => `“${name}”的${all}个单位里有${missing}个没有数，没有算进去`,
    hint: ({names}) => `没有填报：${names}；请补报，或者在文中写明范围`,
    explanation: "计数、名单、前、后只看填报了的单位。没有填报的单位不知道是否合乎条件，印出来的数可能偏少。",
  }),
  "JB-3015": error<{months: string; first: string}>({
    text: ({months}) => `累计所需的${months}没有数据`,
    hint: ({first}) => `补填这些月份，或者写明起点：累计(${first})`,
    explanation: "累计从一月算起。数据不是从一月开始的，要写明从哪个月累计。",
  }),
};
