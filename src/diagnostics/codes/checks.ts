import {type Entry, error, warning} from "../entry.ts";

/**
 * What the rules under 核对 in indicators.yaml find. The rule's 级别 decides the severity of each finding; the one
 * given here is what the rule has without it.
 */
interface Where {
  readonly unit: string;
  /** "2019-07"; "" for attributes, which have no month. */
  readonly period: string;
  /** The rule's own 说明. */
  readonly reason: string | undefined;
}

const at = ({unit, period}: Where): string => (period === "" ? unit : `${unit} ${period} `);
const because = ({reason}: Where): string => (reason === undefined ? "" : `（${reason}）`);
const noteAdvice = "数没有错的，在当月数据文件的“备注”里写明单位、指标和原因";

const notGreater: Entry<Where & {part: string; partText: string; whole: string; wholeText: string}> = error({
  text: values =>
    `${at(values)}的${values.part} ${values.partText}，大于${values.whole} ${values.wholeText}${because(values)}`,
  hint: ({part, whole}) => `核对${part}和${whole}哪一个填错了：是不是多写或漏写了一位数字，或者两个数填反了`,
  explanation: "部分不能大于整体：流转面积不能大于耕地面积，办结件数不能大于诉求件数。规则名称：不大于。",
});

export const checkCodes = {
  "JB-2501": error<Where & {indicator: string; total: string; sum: string; difference: string; isPartial: boolean}>({
    text: values =>
      `${at(values)}填报的${values.indicator}是 ${values.total}，下级${values.isPartial ? "已报的就有" : "合计是"} ${values.sum}，相差 ${values.difference}${because(values)}`,
    hint: () => "核对合计数和下级各数；合计由下级相加得出的，可以删去上级这一个数，由程序计算",
    explanation:
      "上级单位自己填了合计数，与下级各数相加的结果不符。下级没有报齐时，只看已报的数是否超过合计。规则名称：合计相符。",
  }),
  "JB-2502": error<Where & {parts: string; sum: string}>({
    text: values => `${at(values)}的${values.parts}合起来是 ${values.sum}，应当是 100%${because(values)}`,
    hint: () => "核对各项比重；因四舍五入差一点的，给规则写“容差”，如 容差: 0.1%",
    explanation: "几项比重应当正好分完全部，合起来不是百分之百。规则名称：合计百分百。",
  }),
  "JB-2503": notGreater,
  "JB-2504": error<Where & {part: string; partText: string; whole: string; wholeText: string}>({
    text: values =>
      `${at(values)}的${values.whole} ${values.wholeText}，还不到当月的${values.part} ${values.partText}${because(values)}`,
    hint: ({part, whole}) => `核对${whole}是不是忘了加上本月，或者${part}是不是填错了单位`,
    explanation: "从年初算起的累计数至少包含当月的数，不会比当月还小。规则名称：累计不小于当期。",
  }),
  "JB-2505": warning<
    Where & {indicator: string; now: string; before: string; beforePeriod: string; isEarlier: boolean}
  >({
    text: values =>
      values.isEarlier
        ? `${at(values)}的${values.indicator} ${values.now}，后来的 ${values.beforePeriod} 只有 ${values.before}，多半是这里填大了${because(values)}`
        : `${at(values)}的${values.indicator} ${values.now}，比 ${values.beforePeriod} 的 ${values.before} 减少，没有说明原因${because(values)}`,
    hint: () => `核对是不是漏写了数字或看错了行；${noteAdvice}`,
    explanation: "存量一般只增不减；减少了而没有备注，也没有更正，多半是填错。规则名称：只增不减。",
  }),
  "JB-2506": warning<
    Where & {indicator: string; now: string; other: string; otherPeriod: string; change: string; bound: string}
  >({
    text: values =>
      `${at(values)}的${values.indicator} ${values.now}，与 ${values.otherPeriod} 的 ${values.other} 相比${values.change}，超过${values.bound}的界限${because(values)}`,
    hint: () => `核对是不是多写、漏写了数字或小数点；${noteAdvice}`,
    explanation: "一个数比上月变化得太大，超过了规则里的上限或下限。规则名称：波动。",
  }),
  "JB-2507": error<
    Where & {
      indicator: string;
      measure: string;
      now: string;
      /** The value in the measure that was probably meant. */
      shifted: string;
      usual: string;
      times: number;
      isLarger: boolean;
      isPeers: boolean;
    }
  >({
    text: values =>
      `${at(values)}的${values.indicator} ${values.now}，${values.isPeers ? "同类单位" : "其他月份"}是 ${values.usual} 上下，约${values.isLarger ? "大" : "小"} ${values.times} 倍${because(values)}`,
    hint: ({measure, isLarger, times, shifted}) => `${unitAdvice(measure, isLarger, times, shifted)}；${noteAdvice}`,
    explanation:
      "一个数与本单位其他月份或同类单位相差一百、一千或一万倍，多半是计量单位弄错了，如把元填成了万元。规则名称：数量级。",
  }),
  "JB-2508": error<Where & {indicator: string; value: string; measure: string}>({
    text: values => `${at(values)}的${values.indicator}写的是 ${values.value}，应当是整数${because(values)}`,
    hint: ({measure}) => `${measure}数是一个一个数出来的，没有小数；核对小数点和所填的指标`,
    explanation: "以户、人、个、件等计数的指标只能是整数。不用写规则就会核对；规则名称：整数。",
  }),
  "JB-2509": error<Where & {indicator: string; value: string}>({
    text: values => `${at(values)}的${values.indicator}是 ${values.value}，不能小于零${because(values)}`,
    hint: () => "删去负号；要表示减少的，填月底实有的数，减少多少由程序算出",
    explanation: "户数、人数、件数、面积等不会小于零。不用写规则就会核对；规则名称：非负。",
  }),
  "JB-2510": error<Where & {condition: string; operands: string}>({
    text: values =>
      `${at(values)}不符合“${values.condition}”${values.operands === "" ? "" : `：${values.operands}`}${because(values)}`,
    hint: () => "核对所列的数，改正填错的一个；规则不适合这类单位时，在规则里写“单位”",
    explanation: "indicators.yaml 的“核对”里写的条件，在这个单位这个月不成立。规则名称：条件。",
  }),
  "JB-2520": error<{problem: string; advice: string}>({
    text: ({problem}) => `这条核对规则用不上：${problem}`,
    hint: ({advice}) => advice,
    explanation: "“核对”里的规则写法有误，不能用来核对数据：指标的口径不合，两边的计量单位不同，或者条件不是条件。",
  }),
};

function unitAdvice(measure: string, isLarger: boolean, times: number, shifted: string): string {
  if (measure === "万元" && isLarger && times === 10000) {
    return `核对是不是把元填成了万元：以万元为单位应填 ${shifted}`;
  }
  if (measure === "元" && !isLarger && times === 10000) {
    return `核对是不是把万元填成了元：以元为单位应填 ${shifted}`;
  }
  return `核对计量单位${measure === "" ? "" : `（应是${measure}）`}和小数点的位置，是不是应填 ${shifted}`;
}
