import {error, warning} from "../entry.ts";
import {suggestName} from "../suggest.ts";

export const narrativeCodes = {
  "JB-4001": error<{name: string}>({
    text: ({name}) => `“:::${name}”没有收尾`,
    hint: () => "在这一段后面单独写一行 :::",
    explanation: "编者按、引语、链接都以 ::: 开始，后面要有单独一行 ::: 收尾。",
  }),
  "JB-4002": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `没有“:::${name}”这种写法`,
    hint: ({name, known}) => suggestName(name, known) ?? `可以写：${known.join("、")}`,
    explanation: "::: 后面写编者按、引语或链接。",
  }),
  "JB-4003": error({
    text: () => "这个 ::: 前面没有开头",
    hint: () => "删去这一行，或者在前面补上 :::编者按 一类的开头",
    explanation: "单独一行 ::: 是收尾，前面要有开头。",
  }),
  "JB-4004": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `没有“${name}”这种图文块`,
    hint: ({name, known}) => suggestName(name, known) ?? `可以写：${known.join("、")}`,
    explanation: "三个反引号后面写图表、表格或指标卡。",
  }),
  "JB-4005": error({
    text: () => "稿件开头的 --- 没有收尾",
    hint: () => "在标题、署名这些项目后面单独写一行 ---",
    explanation: "稿件开头两行 --- 之间写标题、署名等项目。",
  }),
  "JB-4006": error({
    text: () => "稿件开头缺少写标题的部分",
    hint: () => "第一行写 ---，接着写“标题: …”，再写一行 ---",
    explanation: "每篇稿件开头都有两行 ---，中间至少写标题。",
  }),
  "JB-4007": warning<{what: string}>({
    text: ({what}) => `稿件里的 ${what} 已去掉`,
    hint: () => "稿件只写文字和 Markdown，不写程序和网页样式",
    explanation: "为了安全，稿件里的脚本、样式、框架等网页代码一律去掉。",
  }),
  "JB-4008": error<{name: string}>({
    text: ({name}) => `图文块“${name}”没有收尾的三个反引号`,
    hint: () => "在这一块后面单独写一行 ```",
    explanation: "图表、表格、指标卡以三个反引号开始，以单独一行三个反引号收尾。",
  }),
  "JB-4009": warning({
    text: () => "稿件里没有正文",
    hint: () => "在第二行 --- 后面写正文",
    explanation: "这篇稿件只有标题，没有内容。",
  }),
  "JB-4010": error<{name: string}>({
    text: ({name}) => `图文块“${name}”不能放在列表或引用里`,
    hint: () => "移到列表外面，三个反引号写在行首",
    explanation: "图表、表格、指标卡要单独成段，写在行首。",
  }),
  "JB-4011": error<{what: string}>({
    text: ({what}) => what,
    hint: () => "分成几段、几篇，去掉多余的 >、缩进和标记",
    explanation: "一行不超过 10000 字，引用、列表和 ::: 不超过 20 层，防止误贴的内容拖垮整个排印。",
  }),
};
