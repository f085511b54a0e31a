import {describeKind, evaluate, fail} from "../evaluate.ts";
import type {Filter, Node} from "../expression.ts";
import {smallIsGood} from "../functions.ts";
import {monthOf} from "../period.ts";
import {type Sentence, textOf} from "../phrase-book.ts";
import type {Shift} from "../scope.ts";
import {type Say, sayer, sayReported, sayTarget, sayTotal} from "../sentences.ts";
import {absenceWords, plainText, type Value} from "../value.ts";
import {comparisonName, pairUnder} from "./comparison.ts";
import {type ExpressionFilter, mapValue, refuse, type Subject, styleOf} from "./filter.ts";

/** 综述, 目标, 填报: sentences of the phrase book, whose wording is the workspace's. */
export const sentenceFilters: readonly (readonly [string, ExpressionFilter])[] = [
  [
    "综述",
    sentence(
      "流转面积 | 综述 或 综述(上月, 同比)",
      "数和变化连起来写：23966亩，比上月增长6.0%；没有上期数据时只写数",
      args => args.length <= 2 && args.every(arg => comparisonName(arg) !== undefined),
      sayBriefly,
    ),
  ],
  [
    "目标",
    sentence(
      "流转率 | 目标(60%)",
      "目标完成得怎样：流转率为48.3%，距60%的目标还差11.7个百分点",
      args => args.length === 1,
      sayCompletion,
    ),
  ],
  ["填报", sentence("务工人次 | 填报", "多少单位填报了，谁没有报", args => args.length === 0, sayWhoReported)],
];

function sentence(
  usage: string,
  explanation: string,
  takes: (args: readonly Node[]) => boolean,
  run: (value: Value, say: Say, subject: Subject, filter: Filter, shift: Shift) => Sentence | undefined,
): ExpressionFilter {
  return {
    usage,
    explanation,
    takes,
    apply: (subject, filter) =>
      mapValue(subject, (value, shift) => {
        const {expression, scope} = subject.at;
        const {start, end} = subject.node;
        const say = sayer(scope, `${expression.source.path}:${expression.offset}`, {
          主体: scope.unit.shortName,
          月份: `${monthOf(scope.period)}月`,
          指标: expression.text
            .slice(start, end)
            .trim()
            .replace(/[@＠].*$/, "")
            .replace(/[.．]/, "的"),
        });
        const said = run(value, say, subject, filter, shift);
        return said && plainText(textOf(said));
      }),
  };
}

function sayBriefly(value: Value, say: Say, subject: Subject, filter: Filter, shift: Shift): Sentence | undefined {
  if (value.kind === "absent") return [{text: absenceWords[value.absence]}];
  if (value.kind !== "number") return refuse(subject, filter, describeKind(value), "综述只用于数");
  const names = filter.args.flatMap(arg => comparisonName(arg) ?? []);
  const list = names.length === 0 ? (["上月"] as const) : names;
  const compared = list.flatMap(name => pairUnder(subject, filter, name, shift) ?? []);
  return sayTotal(value.quantity, compared, say, styleOf(subject), "简述");
}

function sayCompletion(value: Value, say: Say, subject: Subject, filter: Filter): Sentence | undefined {
  const [arg] = filter.args;
  if (!arg) return undefined;
  if (value.kind === "absent") return say("无数据", {});
  const target = evaluate(arg, subject.at);
  if (!target) return undefined;
  if (value.kind !== "number" || target.kind !== "number") {
    return refuse(subject, filter, describeKind(value.kind === "number" ? target : value), "目标要用数");
  }
  const isSmallGood = smallIsGood(subject.node, subject.at);
  if (!isSmallGood && target.quantity.value.lte(0)) {
    fail(subject.at, arg, "JB-2624", {});
    return undefined;
  }
  return sayTarget(value.quantity, target.quantity, isSmallGood, say, styleOf(subject));
}

function sayWhoReported(value: Value, say: Say, subject: Subject, filter: Filter): Sentence | undefined {
  const figure = "figure" in value ? value.figure : undefined;
  if (!figure) return refuse(subject, filter, describeKind(value), "填报只用于指标");
  const order = subject.at.scope.figures.units.all;
  const expected = [...new Set([...figure.members, ...figure.missing])].sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  if (expected.length === 0) return say("无数据", {});
  return sayReported(expected, figure.missing, say, styleOf(subject));
}
