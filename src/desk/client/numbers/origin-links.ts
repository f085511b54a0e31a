import type {NumberEntry} from "../../api.ts";
import {cellAddress, monthAddress} from "../fill/cell-address.ts";
import {periodWords} from "../list/listed.ts";

export interface OriginLine {
  readonly text: string;
  /** Address of the cell or month that it tells of, on the screen 填数. */
  readonly address?: string | undefined;
}

/** "顺德村 2019年7月 流转面积 = 388亩": what the lines that follow it tell of. */
const figureLine = /^(\S+) (\d{4})年(\d{1,2})月 (\S+?)(?: = .*)?$/;
/** "progress/2019-07.yaml 第9至44行　来源：…" */
const fileLine = /^(progress\/\S+?\.ya?ml) /;

interface Month {
  readonly period: string;
  readonly path: string;
}

/** The lines of an origin, those that stand in a month's table with the way there. */
export function linkOrigins(origins: NumberEntry["origins"], months: readonly Month[]): readonly OriginLine[] {
  let figure: {readonly unit: string; readonly period: string; readonly indicator: string} | undefined;
  return origins.map(({text, path}) => {
    const [, unit = "", year = "", month = "", indicator = ""] = figureLine.exec(text) ?? [];
    if (unit !== "") {
      figure = {unit, period: `${year}-${month.padStart(2, "0")}`, indicator};
      return {text};
    }
    const file = path ?? fileLine.exec(text)?.[1];
    const table = months.find(each => each.path === file);
    if (!table) return {text};
    // Without a line of its own it tells of many cells.
    const plain = text.replace(table.path, `${periodWords(table.period)}的数`);
    if (path === undefined || !figure) return {text: plain, address: monthAddress(table.period)};
    const member = text.startsWith(path) ? figure.unit : text.slice(0, text.search(/\s/));
    return {text: plain, address: cellAddress(table.period, {unit: member, indicator: figure.indicator})};
  });
}
