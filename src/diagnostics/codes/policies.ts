import {error, warning} from "../entry.ts";
import {suggestName} from "../suggest.ts";

export const policyCodes = {
  "JB-2601": error<{name: string}>({
    text: ({name}) => `政策“${name}”写了两次`,
    hint: () => "留下一处；确是两项政策时，改用不同的名称",
    explanation: "政策用名称引用，两项政策不能同名。",
  }),
  "JB-2602": error<{name: string}>({
    text: ({name}) => `政策“${name}”没有写条件，也没有分档`,
    hint: () => "补上一行“条件: 流转率 >= 60%”，或者写“档次”",
    explanation: "政策要写明达到什么条件才奖励。",
  }),
  "JB-2603": error<{text: string}>({
    text: ({text}) => `“${text}”不是条件`,
    hint: () => "条件要有比较：流转率 >= 60%；几个条件用 且、或 连接",
    explanation: "政策的条件要能判断成立还是不成立，例如 流转率 >= 60%。",
  }),
  "JB-2604": error<{name: string; problem: string}>({
    text: ({name, problem}) => `政策“${name}”的奖励${problem}`,
    hint: () => "有幅度的写“最低”和“最高”，固定的只写“金额”",
    explanation: "奖励要么是固定的金额，要么是从最低到最高的幅度，最低不能大于最高。",
  }),
  "JB-2605": error<{name: string}>({
    text: ({name}) => `政策“${name}”没有写奖励多少`,
    hint: () => "补上“奖励”；分档的，每一档都写“奖励”，外面不再写",
    explanation: "没有分档的政策写“奖励”；分档的政策在每一档里写“奖励”。",
  }),
  "JB-2606": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `没有政策“${name}”`,
    hint: ({name, known}) => suggestName(name, known) ?? "先在 policies.yaml 里写这项政策",
    explanation: "用到的政策没有写在 policies.yaml 里。",
  }),
  "JB-2607": error({
    text: () => "政策的条件里不能用“达标”",
    hint: () => "把另一项政策的条件照写一遍，用 且 连接",
    explanation: "政策的条件由指标决定，不能再引用别的政策，免得绕成圈。",
  }),
  "JB-2608": warning<{name: string; units: readonly string[]}>({
    text: ({name, units}) =>
      `政策“${name}”有${units.length}个单位缺数，没有评定：${units.slice(0, 8).join("、")}${units.length > 8 ? "等" : ""}`,
    hint: () => "补报这些单位的数，再核定名单",
    explanation: "没有填报的数不能当作零，缺数的单位既不算达标，也不算没有达标。",
  }),
  "JB-2611": error<{unit: string}>({
    text: ({unit}) => `黑榜上的${unit}没有写原因`,
    hint: ({unit}) => `在“原因”下面加一行“${unit}: …”`,
    explanation: "上黑榜的单位每个都要有一行原因，由编写的人核实后写上。",
  }),
  "JB-2612": warning<{unit: string}>({
    text: ({unit}) => `“原因”里的${unit}不在黑榜上`,
    hint: () => "删去这一行；多半是从上一期复制来的",
    explanation: "原因只写给上了黑榜的单位，多出来的不会印。",
  }),
  "JB-2613": error<{key: string; value: string}>({
    text: ({key, value}) => `${key}的范围“${value}”看不懂`,
    hint: ({key}) =>
      key === "红榜" ? "写 前3，或者一条线：60%以上、流转率 >= 60%" : "写 后3，或者一条线：不到30%、流转率 < 30%",
    explanation: "红榜写前几名或一条线，黑榜写后几名或一条线。",
  }),
  "JB-2614": error<{unit: string}>({
    text: ({unit}) => `${unit}同时上了红榜和黑榜`,
    hint: () => "缩小前几名、后几名的范围，或者改动线",
    explanation: "参加排名的单位少，或者并列的多，前几名和后几名就会重叠。",
  }),
  "JB-2621": error<{kind: string; name: string; known: readonly string[]}>({
    text: ({kind, name}) => `用语“${kind}”里没有“{${name}}”`,
    hint: ({name, known}) =>
      suggestName(name, known) ?? `可以用：${known.map(placeholder => `{${placeholder}}`).join("、")}`,
    explanation: "用语里大括号中的词由程序换成数和名称，只能用规定的几个。",
  }),
  "JB-2622": error<{kind: string; name: string}>({
    text: ({kind, name}) => `用语“${kind}”里缺少“{${name}}”`,
    hint: ({name}) => `在句子里加上“{${name}}”`,
    explanation: "没有这一处，句子里就没有数或者没有名单了。",
  }),
  "JB-2624": error({
    text: () => "目标要大于零，否则算不出完成了多少",
    hint: () => "核对目标数；越少越好的指标，先在 indicators.yaml 里写“方向: 降好”",
    explanation: "目标是零时没有完成率。越少越好的指标可以把零作为控制目标。",
  }),
  "JB-2623": error<{kinds: readonly string[]}>({
    text: ({kinds}) => (kinds.length === 0 ? "综述的这一句是空的" : `综述的一句里写了${kinds.join("和")}`),
    hint: () => "每一句只写一样，另一样另起一行",
    explanation: "综述的每一句以“- ”开头，只写总量、首尾、达标、目标、填报、政策、文字中的一样。",
  }),
};
