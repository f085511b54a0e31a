import {error, warning} from "../entry.ts";
import {suggestName} from "../suggest.ts";

export const bulletinCodes = {
  "JB-6001": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `没有稿件文件“${name}”`,
    hint: ({name, known}) => suggestName(name, known) ?? "把稿件放进这一期的文件夹，或者从“稿件”里删去这一行",
    explanation: "bulletin.yaml 的“稿件”列出的文件不在这一期的文件夹里。",
  }),
  "JB-6002": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `jianbao.yaml 里没有刊物“${name}”`,
    hint: ({name, known}) => suggestName(name, known) ?? "在 jianbao.yaml 的“刊物”里加上它",
    explanation: "刊名要与 jianbao.yaml 的“刊物”里登记的名称一致。",
  }),
  "JB-6003": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `没有版式“${name}”`,
    hint: ({name, known}) => suggestName(name, known) ?? `可以写：${known.join("、")}`,
    explanation: "版式是专题、简报、会议材料，或者工作区 layouts 文件夹里自备的一种。",
  }),
  "JB-6004": error<{name: string}>({
    text: ({name}) => `稿件“${name}”列了两次`,
    hint: () => "留下一处，删去另一处",
    explanation: "同一篇稿件在一期里只能用一次。",
  }),
  "JB-6005": error<{name: string}>({
    text: ({name}) => `稿件“${name}”不在这一期的文件夹里`,
    hint: () => "只写文件名，稿件放在 bulletin.yaml 旁边",
    explanation: "一期的稿件都放在这一期自己的文件夹里，不能指向别处。",
  }),
  "JB-6006": error<{period: string; known: readonly string[]}>({
    text: ({period}) => `没有 ${period} 的数据`,
    hint: ({known}) =>
      known.length > 0
        ? `先填 progress 里这个月的数据；现有：${known.join("、")}`
        : "先在 progress 文件夹里填一个月的数据",
    explanation: "这一期写的月份还没有数据文件。",
  }),
  "JB-6007": warning<{name: string}>({
    text: ({name}) => `稿件“${name}”没有列入 bulletin.yaml 的“稿件”，不会印出来`,
    hint: () => "把它加进“稿件”，或者移到别的文件夹",
    explanation: "文件夹里有这篇稿件，但是这一期没有用它。",
  }),
  "JB-6008": error<{name: string}>({
    text: ({name}) => `自备版式“${name}”带有模板程序，默认不运行`,
    hint: () => "确认版式来自可信的人以后，加上 --trust-layouts 再运行",
    explanation:
      "工作区 layouts 文件夹里的 template.eta 是程序，能做程序能做的一切，所以要明确允许才运行。只有样式（style.css）的版式不受限制。",
  }),
  "JB-6009": error<{name: string; problem: string}>({
    text: ({name, problem}) => `自备版式“${name}”出错：${problem}`,
    hint: () => "请制作版式的人改正，或者换用专题、简报、会议材料",
    explanation: "工作区自备的版式模板写得不对，或运行时出错。",
  }),
};
