import {
  descendants,
  filters,
  formatPeriod,
  functions,
  type Indicator,
  periodWords,
  type QuestionScope,
  type Unit,
} from "../../figures/index.ts";
import type {Vocabulary} from "../api.ts";
import {clearName} from "./table-files.ts";

/** What can be written in references of a bulletin; every list is the grammar's own. */
export function vocabularyOf({figures, unit, period, texts}: QuestionScope): Vocabulary {
  const {units, indicators, observations} = figures;
  return {
    units: units.all.map(each => ({
      name: clearName(each, figures.units, unit),
      type: each.type,
      ...(each.shortName === each.name ? {} : {shortName: each.shortName}),
    })),
    indicators: [...indicators.values()].map(indicator => ({
      name: indicator.name,
      measure: indicator.measure,
      description: describeIndicator(indicator),
    })),
    periods: [
      ...[...periodWords].map(([name, {explanation, from}]) => ({
        name,
        detail: `${explanation}：${formatPeriod(from(period))}`,
      })),
      ...observations.periods.map(name => ({name, detail: formatPeriod(name)})),
    ],
    filters: entriesOf(filters),
    functions: entriesOf(functions),
    texts: [...texts].map(([name, detail]) => ({name, detail})),
    sets: setsBelow(unit),
    unit: unit.name,
    period,
  };
}

function entriesOf(
  list: ReadonlyMap<string, {readonly usage: string; readonly explanation: string}>,
): {name: string; detail: string}[] {
  return [...list].map(([name, {usage, explanation}]) => ({name, detail: `${explanation}。写法：${usage}`}));
}

const natureWords = {stock: "期末数", flow: "当期数", fixed: "属性", formula: "公式"} as const;

/** "期末数。各村流转的土地", "公式：流转面积 / 耕地面积" */
function describeIndicator({nature, formula, explanation}: Indicator): string {
  const kind = formula ? `${natureWords.formula}：${formula.text.trim()}` : natureWords[nature];
  return explanation === undefined ? kind : `${kind}。${explanation}`;
}

/** 各村, 各片区: the types of unit below one. */
function setsBelow(unit: Unit): string[] {
  return [...new Set(descendants(unit).map(({type}) => type))].map(type => `各${type}`);
}
