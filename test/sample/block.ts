import {digits, type Fraction} from "./fraction.ts";

/** A block as a list of places and what is printed there, the same form for expected and printed. */
export type Block = ReadonlyMap<string, string>;

export interface ChartPoints {
  readonly measure: string;
  readonly categoryName: string;
  readonly categories: readonly string[];
  readonly series: readonly string[];
  readonly target: string;
  readonly point: (category: string, series: string) => string;
}

/** A table by row heads and column heads. */
export function tableBlock(measureNote: string, heads: readonly string[], rows: readonly (readonly string[])[]): Block {
  const names = rows.map(([name = ""]) => name);
  const cells = rows.flatMap(row => row.map((cell, index) => [`${row[0]} · ${heads[index]}`, cell] as const));
  return new Map([["右上角", measureNote], ["表头", heads.join(" ")], ["各行", names.join(" ")], ...cells]);
}

export function chartBlock({measure, categoryName, categories, series, target, point}: ChartPoints): Block {
  const points = series.flatMap(name =>
    categories.map(category => [`${name} · ${category}`, point(category, name)] as const),
  );
  return new Map([
    ["计量单位", measure],
    ["横轴", `${categoryName}：${categories.join(" ")}`],
    ["各组", series.join(" ")],
    ["目标", target],
    ...points,
  ]);
}

/** What stands beside a point, and where it is drawn. */
export function drawn(value: Fraction, decimals: number): string {
  return `${digits(value, decimals)} @${digits(value, 6)}`;
}

/** Several tables of one block, each under its name. */
export function tablesBlock(tables: Readonly<Record<string, Block>>): Block {
  return new Map(
    Object.entries(tables).flatMap(([name, block]) =>
      [...block].map(([key, value]): [string, string] => [`${name} ${key}`, value]),
    ),
  );
}

/** A paragraph of sentences from the data. */
export function textBlock(text: string): Block {
  return new Map([["全文", text]]);
}

/** Key figures: name, number and measure. Lines below them are references of their own. */
export function cardsBlock(cards: readonly (readonly [name: string, number: string, measure: string])[]): Block {
  return new Map([
    ["各卡", cards.map(([name]) => name).join(" ")],
    ...cards.map(([name, number, measure]) => [name, `${number} ${measure}`] as const),
  ]);
}
