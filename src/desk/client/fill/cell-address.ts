import {toAddress} from "../route.ts";

export interface WantedCell {
  readonly unit: string;
  readonly indicator?: string | undefined;
}

/** "#/fill/2019-07?unit=顺德村&indicator=流转面积" */
export function cellAddress(period: string, {unit, indicator}: WantedCell): string {
  const query = new URLSearchParams({unit, ...(indicator !== undefined && {indicator})});
  return `${monthAddress(period)}?${query}`;
}

/** The cell that the page's address names. */
export function wantedCell(hash: string): WantedCell | undefined {
  const query = new URLSearchParams(hash.split("?")[1] ?? "");
  const unit = query.get("unit");
  return unit === null ? undefined : {unit, indicator: query.get("indicator") ?? undefined};
}

export function monthAddress(period: string): string {
  return toAddress({screen: "fill", period});
}
