import {readFileSync} from "node:fs";
import {brotliDecompressSync} from "node:zlib";

/** A county or district of Shandong. */
export interface County {
  readonly code: string;
  readonly name: string;
  readonly townships: readonly Township[];
}

export interface Township {
  readonly code: string;
  readonly name: string;
  readonly villages: readonly Village[];
}

export interface Village {
  readonly code: string;
  /** The name in everyday use, no two alike in a township: "名杨村". */
  readonly name: string;
}

/** The divisions of Shandong (README.md tells the form of the file and where it is from). */
export function readDivisions(): County[] {
  const text = brotliDecompressSync(readFileSync(new URL("shandong.txt.br", import.meta.url))).toString("utf8");
  return sections(text.trimEnd().split("\n"), /^\d{6}/).map(([county = "", ...inCounty]) => {
    const code = county.slice(0, 6);
    const townships = sections(inCounty, /^\d/).map(([township = "", ...villages]) => ({
      code: code + township.slice(0, 3),
      name: township.slice(3),
      villages: nameVillages(code + township.slice(0, 3), villages),
    }));
    return {code, name: county.slice(6), townships};
  });
}

/** Lines cut before each one that a pattern fits. */
function sections(lines: readonly string[], head: RegExp): string[][] {
  const result: string[][] = [];
  for (const line of lines) {
    if (head.test(line)) result.push([line]);
    else result.at(-1)?.push(line);
  }
  return result;
}

/** Where two villages of a township would be called alike, they keep their official names. */
function nameVillages(township: string, lines: readonly string[]): Village[] {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = everydayName(line.slice(4));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return lines.map(line => {
    const official = line.slice(4);
    const name = everydayName(official);
    return {code: township + line.slice(1, 4), name: counts.get(name) === 1 ? name : official};
  });
}

/** 名杨村村民委员会 and 唐坊村委会 are 名杨村 and 唐坊村 to everybody. */
function everydayName(official: string): string {
  return official.replace(/村?(村民委员会|村委会)$/, "村").replace(/(居民委员会|居委会)$/, "");
}
