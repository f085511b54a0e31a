import type {DataValidation} from "exceljs";
import type {Indicator} from "../../figures/index.ts";

/**
 * What a cell of a 填报表 may hold: no less than zero, a percentage no more than a hundred. Money and percentages can be
 * otherwise, if rarely: there the spreadsheet asks, elsewhere it refuses. Told when the cell is entered: last month's
 * figure and what the indicator means.
 */
export function validationOf({name, measure, isRate, explanation}: Indicator, last: string): DataValidation {
  const isSure = !isRate && !measure.endsWith("元");
  const range = isRate ? "0 到 100" : "不小于 0";
  return {
    type: "decimal",
    operator: isRate ? "between" : "greaterThanOrEqual",
    formulae: isRate ? [0, 100] : [0],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: isSure ? "stop" : "warning",
    errorTitle: cut(`${name}填得不对`, 32),
    error: isSure
      ? `请填${range}的阿拉伯数字，不带单位和逗号。没有报的留空。`
      : `一般是${range}的阿拉伯数字，不带单位。确实是这个数，可以点“是”。`,
    showInputMessage: true,
    promptTitle: cut(`${name}（${measure}）`, 32),
    prompt: cut([last === "" ? "" : `上月 ${last}${measure}。`, explanation ?? ""].join("") || "没有报的留空", 255),
  };
}

/** A spreadsheet cannot open a file with longer texts here. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
