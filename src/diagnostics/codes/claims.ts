import {error, warning} from "../entry.ts";

interface Facts {
  /** The author's words. */
  readonly words: string;
  /** The figure in print: "371亩". */
  readonly actual: string;
  /** What the words mean: "360亩（含）至400亩（不含）". */
  readonly interval: string;
  /** What is wrong beyond the number. */
  readonly reason: string;
  /** Where the figure comes from. */
  readonly origin: string;
  /** Words that would be true. */
  readonly suggestion: string | undefined;
}

const suggest = ({suggestion}: {readonly suggestion: string | undefined}): string | undefined =>
  suggestion === undefined ? undefined : `可以写成“${suggestion}”`;

export const claimCodes = {
  "JB-8001": error<{words: string; reason: string}>({
    text: ({words, reason}) => `“${words}”读不出可以核对的说法${reason ? `：${reason}` : ""}`,
    hint: () =>
      "写一个数（近400亩、四成多、十几户），或者一种说法（连续三个月增长、第一、末位、过半）；不需要核对的字移到方括号外面",
    explanation:
      "方括号里的话绑定了数据，但读不出其中的数，也不是增长、持平、第几位、连续几个月、首次、新高、完成这一类可以核对的说法。一对方括号里只能有一个数。",
  }),
  "JB-8002": error<Facts>({
    text: ({words, actual, interval, origin}) =>
      `“${words}”与数据不符：${origin}，实为${actual}，这样写要求${interval}`,
    hint: suggest,
    explanation:
      "作者的话与数据对不上。近、余、约、超过、以上等词各有范围：近400亩是360亩到不足400亩，100余人是101到199人，约400亩是360到440亩。改文字，或者核对数据。",
  }),
  "JB-8003": warning<Facts>({
    text: ({words, actual, interval, origin}) => `“${words}”勉强：${origin}，实为${actual}，稳妥的范围是${interval}`,
    hint: suggest,
    explanation:
      "说法不算错，但离得远了，读者会以为数更近：近400亩而只有365亩，100余人而有180人，超过100户而有150户。范围可以在 jianbao.yaml 的“约数”里改。",
  }),
  "JB-8004": error<Facts>({
    text: ({words, reason, actual, origin}) =>
      `“${words}”的计量不对：${reason}（${origin}${actual ? `，${actual}` : ""}）`,
    hint: suggest,
    explanation:
      "文字里的单位与数据的单位不是一回事：亩不是户，户不是人，人不是人次；比率之差用百分点，不用百分号；减少不能用倍；同比不是环比。万元与元、亩与公顷、成与百分比可以互换。",
  }),
  "JB-8005": error<{words: string; found: string; suggestion: string | undefined}>({
    text: ({words, found}) => `“${words}”里有两个约数词：${found}`,
    hint: ({suggestion}) => (suggestion === undefined ? "只留一个" : `只留一个，可以写成“${suggestion}”`),
    explanation: "一个数只能带一个约数词。“约400亩左右”“近百余人”“超过60%以上”都是重复或自相矛盾的说法。",
  }),
  "JB-8006": error<{words: string; reason: string; target: string}>({
    text: ({words, reason, target}) => `“${words}”没有可以核对的数：${target ? `“${target}”` : ""}${reason}`,
    hint: () =>
      "等号后面写单位、指标和月份，如 顺德村.流转面积；比较、位次写 | 环比、| 排名；没有数据的，改用来源注：[…](注:…)",
    explanation: "等号后面的算式没有数（未报、以前的月份没有数据），或者给出的不是数，无法核对这句话。",
  }),
  "JB-8007": warning<{words: string}>({
    text: ({words}) => `未核数字“${words}”：不是引用，没有绑定数据，也没有注明来源`,
    hint: ({words}) =>
      `数据里有的，写成 {{ 指标 }} 或 [${words}](=指标)；另有依据的，写成 [${words}](注:来源)；不是数量的，列入 jianbao.yaml 的“固定说法”`,
    explanation:
      "稿件里每个表示数量的数字都要有来处：引用数据、绑定数据核对，或者注明来源。日期、序号、路名、成语里的数字不算。jianbao.yaml 写“严格: 是”，或者命令后面加 --strict 时，这是错误。",
  }),
  "JB-8008": error<{kind: "claim" | "note"; problem: string}>({
    text: ({kind, problem}) => `${kind === "claim" ? "核对" : "来源注"}没有写完：${problem}`,
    hint: ({kind}) =>
      kind === "claim"
        ? "写成 [近400亩](=顺德村.流转面积)，写在同一行里"
        : "写成 [2批次](注:镇组织办培训台账)，写在同一行里",
    explanation:
      "方括号里是印出来的文字，后面紧接圆括号；圆括号以等号开头是核对，以“注:”开头是来源注；都要在同一行里收尾。",
  }),
  "JB-8009": error<{words: string}>({
    text: ({words}) => `“${words}”的来源注是空的`,
    hint: ({words}) => `写明来源，如 [${words}](注:镇组织办培训台账)`,
    explanation: "“注:”后面要写这个数出自哪里：哪个台账、文件、名册。",
  }),
};
