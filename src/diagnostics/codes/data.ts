import {error, warning} from "../entry.ts";
import {findNearest, suggestName} from "../suggest.ts";

export const dataCodes = {
  "JB-2001": error<{name: string}>({
    text: ({name}) => `单位“${name}”写了两次`,
    hint: () => "留下一处；确是两个同名的单位时，两处都写上不同的“代码”",
    explanation: "同一个单位在 units.yaml 里出现了两次，合计时会重复计算。",
  }),
  "JB-2011": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `没有指标“${name}”`,
    hint: ({name, known}) => suggestName(name, known) ?? "先在 indicators.yaml 里规定这个指标",
    explanation: "用到的指标没有在 indicators.yaml 里规定。",
  }),
  "JB-2012": error<{cycle: readonly string[]}>({
    text: ({cycle}) => `公式绕成了圈：${cycle.join(" → ")}`,
    hint: () => "改掉其中一个公式，使它只由填报的指标算出",
    explanation: "几个指标的公式互相用到对方，永远算不出结果。",
  }),
  "JB-2013": error<{name: string; key: string}>({
    text: ({name, key}) => `指标“${name}”有公式，不能再写“${key}”`,
    hint: ({key}) => `删去“${key}”一行；上级单位的数按合计后的分子分母重新计算`,
    explanation: "由公式算出的指标，上级单位的数由它所用指标的合计数重新计算，不能把下级的比率相加或平均。",
  }),
  "JB-2014": error<{name: string}>({
    text: ({name}) => `指标“${name}”没有写明口径，也没有公式`,
    hint: () => "补上“口径: 期末数”“口径: 当期数”“口径: 属性”中的一种，或者写“公式”",
    explanation: "每个指标要么是填报的（写口径），要么是算出的（写公式）。",
  }),
  "JB-2015": error<{name: string; formula: string | undefined}>({
    text: ({name, formula}) =>
      formula === undefined ? `“${name}”的口径是属性，不在月度数据里填` : `“${name}”由公式“${formula}”算出，不用填`,
    hint: ({formula}) => (formula === undefined ? "写到 units.yaml 这个单位的“属性”里" : "删去这个数"),
    explanation: "月度数据里只填期末数和当期数；公式指标由程序计算，属性写在 units.yaml。",
  }),
  "JB-2016": error<{written: string; actual: string}>({
    text: ({written, actual}) => `更正的原值写的是 ${written}，“数据”里是 ${actual}`,
    hint: () => "更正时“数据”里保留原数；核对两处哪个对",
    explanation: "更正要写明原来的数，与“数据”里的数必须相同，这样才知道更正的是哪一个。",
  }),
  "JB-2017": error<{unit: string; indicator: string}>({
    text: ({unit, indicator}) => `${unit}这个月没有填${indicator}，没有可更正的数`,
    hint: () => "补报的数直接写进“数据”",
    explanation: "更正只用于已经填报的数。",
  }),
  "JB-2018": warning<{period: string; name: string}>({
    text: ({period, name}) => `期间是 ${period}，与文件名“${name}”不一致`,
    hint: () => "核对是不是复制上个月的文件以后忘了改期间",
    explanation: "数据文件一般以月份命名，两者不一致多半是忘了改。",
  }),
  "JB-2019": warning<{unit: string; type: string; indicator: string; reporters: readonly string[]}>({
    text: ({unit, type, indicator, reporters}) => `${indicator}由${reporters.join("、")}填报，${unit}是${type}`,
    hint: () => "核对是否填错了单位或指标",
    explanation: "indicators.yaml 的“填报”写明由哪一类单位填报，这个单位不是那一类。",
  }),
  "JB-2020": error<{name: string}>({
    text: ({name}) => `指标“${name}”的公式里有不能用的写法`,
    hint: () => "公式只用指标名称、数字、加减乘除和括号，不写单位、月份和函数",
    explanation: "公式在每个单位、每个月都要能算，所以只由同一单位、同一个月的指标加减乘除得出。",
  }),
  "JB-2021": error<{period: string; other: string}>({
    text: ({period, other}) => `${period} 的数据已经在“${other}”里`,
    hint: () => "改正期间；同一个月分几个文件填报时，各写“范围”",
    explanation: "两个文件写的是同一个月，不知道该用哪一个。",
  }),
  "JB-2022": error<{unit: string; indicator: string; period: string}>({
    text: ({unit, indicator, period}) => `${unit} ${period} 的${indicator}填了两次`,
    hint: () => "留下对的一个，删去另一个",
    explanation: "同一个单位、同一个月、同一个指标只能有一个数。",
  }),
  "JB-2023": error<{value: string; measure: string}>({
    text: ({value}) => `这里要填数字，写的是“${value}”`,
    hint: ({value, measure}) => {
      const half = value
        .replace(/[０-９．－]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
        .replaceAll(/[,，\s]/g, "");
      const number = /^[-+]?\d+(\.\d+)?/.exec(half)?.[0];
      if (number !== undefined && number.replace(/\D/g, "").length > 15) return "核对位数：这个数超过 15 位";
      const rest = half.slice(number?.length ?? 0).replace("％", "%");
      if (number !== undefined && (rest === "" || rest === measure))
        return `只写 ${number}，不带单位和逗号${measure ? `（单位是${measure}）` : ""}`;
      return findNearest(value, ["未报"]) !== undefined || /没|无|空|缺/.test(value)
        ? "没有报的，这一项不写，或者写“未报”"
        : "填阿拉伯数字；没有报的写“未报”";
    },
    explanation: "数据里只填阿拉伯数字，计量单位写在 indicators.yaml。没有报的不写，或写“未报”，不要写 0。",
  }),
  "JB-2024": error<{name: string}>({
    text: ({name}) => `“${name}”是按月填报的指标，不能写成属性`,
    hint: () => "写到 progress 里当月的数据中；确实不随月份变化时，把指标的口径改为“属性”",
    explanation: "属性是不随月份变化的数。按月变化的指标要写进月度数据。",
  }),
  "JB-2025": error<{unit: string; range: string}>({
    text: ({unit, range}) => `${unit}不在“${range}”范围里`,
    hint: () => "核对范围和单位，或者把这个单位的数移到别的文件",
    explanation: "写了“范围”的文件只填这个范围里的单位，写到别处的数会与别的文件重复。",
  }),
  "JB-2026": error<{name: string; limit: number}>({
    text: ({name, limit}) => `指标“${name}”的公式一层套一层，超过 ${limit} 层`,
    hint: () => "改由填报的指标直接算出",
    explanation: "公式可以用到别的公式指标，但层数有上限，防止写错的公式拖垮整个排印。",
  }),
  "JB-2027": error<{name: string}>({
    text: ({name}) => `“${name}”的单位是 %，公式里不能再乘 100`,
    hint: () => "去掉公式里的“* 100”",
    explanation: "单位是 % 的公式，程序自己化成百分数，再乘 100 就大了一百倍。",
  }),
  "JB-2031": error<{name: string; known: readonly string[]}>({
    text: ({name}) => `找不到单位“${name}”`,
    hint: ({name, known}) => {
      const nearest = findNearest(name, known);
      return nearest === undefined ? "在 units.yaml 里加上这个单位" : `是否想写“${nearest}”？`;
    },
    explanation: "用到的单位没有写在 units.yaml 里。",
  }),
  "JB-2032": error<{name: string; paths: readonly string[]}>({
    text: ({name}) => `有几个单位都叫“${name}”`,
    hint: ({paths}) => `写明是哪一个：${paths.slice(0, 6).join("、")}`,
    explanation:
      "有重名的单位时，先在数据文件的范围、一期的主体以下找，再一级一级往上找；最近的一级里有几个同名的，用“上级·名称”写明。",
  }),
};
