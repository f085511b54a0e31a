import {error, warning} from "../entry.ts";

export const ledgerCodes = {
  "JB-6201": error<{publication: string; issue: string; taken: string; next: string}>({
    text: ({publication, issue, taken}) => `“${publication}”的${issue}已经有了：${taken}`,
    hint: ({next}) => `接着编应当是${next}；确实要补以前的期，先改早的那一处`,
    explanation:
      "同一种刊物一年里的期号不能重复，增刊另外编号。期号按“期间”的年份编；跨年出刊、算在另一年的，在 bulletin.yaml 里写“年度”。jianbao.yaml“此前”写明已经出过的期也算在内。",
  }),
  "JB-6202": warning<{publication: string; issue: string; missing: string}>({
    text: ({publication, issue, missing}) => `“${publication}”的${issue}前面缺${missing}`,
    hint: () =>
      "编错了的，改期号；前面几期不是用本程序编的，在 jianbao.yaml 的刊物里写“此前”；本来就只编其中几期的，写“编号: 不连续”",
    explanation: "期号按年从第1期起一期接一期地编，增刊另外编。跳过了号，存档时就会以为缺期。",
  }),
  "JB-6203": error<{total: number; expected: string; after: string}>({
    text: ({total, expected, after}) => `总期号${total}接不上：${after}，这一期应当是${expected}`,
    hint: () => "改总期号；以前各期的总期号错了的，先改早的那一期",
    explanation: "总期号从创刊起一直往下编，不随年份重新开始，每出一期加一；增刊不占总期号。",
  }),
  "JB-6204": warning<{date: string; issue: string; earlier: string}>({
    text: ({date, issue, earlier}) => `${issue}的日期 ${date} 早于${earlier}`,
    hint: () => "核对两期的日期和期号",
    explanation: "期号大的一期，日期不应早于期号小的。",
  }),
  "JB-6205": error<{key: string}>({
    text: ({key}) => `增刊不写“${key}”`,
    hint: ({key}) => `删去“${key}”；不是增刊的，删去“增刊”`,
    explanation: "增刊单独编号，不占正刊的期号和总期号。",
  }),
};
