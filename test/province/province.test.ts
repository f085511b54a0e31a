import {describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {describe as wordsOf} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {makeProvince, type ProvinceOptions} from "./make-province.ts";
import {readDivisions} from "./read-divisions.ts";

const townships = readDivisions().flatMap(county => county.townships);

function filesOf(options: ProvinceOptions): Record<string, string> {
  return Object.fromEntries(makeProvince(options));
}

describe("the divisions of Shandong", () => {
  test("are 151 counties, 1,853 townships and 62,074 villages, each with a code of its own", () => {
    const villages = townships.flatMap(township => township.villages);
    expect(readDivisions().length).toBe(151);
    expect(townships.length).toBe(1853);
    expect(villages.length).toBe(62074);
    expect(new Set(villages.map(({code}) => code)).size).toBe(62074);
  });

  test("hold the 32 villages of 唐坊镇 by the names that people use", () => {
    const [tangfang] = townships.filter(({code}) => code === "370322104");
    const names = tangfang?.villages.map(({name}) => name);
    expect(tangfang?.name).toBe("唐坊镇");
    expect(names?.length).toBe(32);
    expect(names).toEqual(expect.arrayContaining(["唐坊村", "名杨村", "顺德村"]));
  });

  test("have no two villages of one name in a township", () => {
    const alike = townships.filter(({villages}) => new Set(villages.map(({name}) => name)).size < villages.length);
    expect(alike).toEqual([]);
  });
});

describe("makeProvince()", () => {
  test("gives the same files for the same options, and other figures for another seed", () => {
    const options = {county: "370322", months: 2};
    expect(filesOf(options)).toEqual(filesOf(options));
    expect(filesOf({...options, seed: 2})["progress/370322104/2019-07.yaml"]).not.toBe(
      filesOf(options)["progress/370322104/2019-07.yaml"],
    );
  });

  test("of all Shandong gives a progress file for each township and month", () => {
    let files = 0;
    for (const [path] of makeProvince({months: 1, indicators: 1})) if (path.startsWith("progress/")) files += 1;
    expect(files).toBe(1853);
  });

  test.each<ProvinceOptions>([
    {county: "370322", months: 3, bulletins: "township"},
    {county: "370322", months: 3, bulletins: "batch"},
    {townships: 9, months: 2, bulletins: "township"},
    {townships: 40, months: 13},
    {townships: 30, indicators: 1, months: 1},
  ])("makes a workspace that is clean under check: %o", options => {
    const {diagnostics, bulletins} = checkWorkspace(memoryFiles(filesOf(options)));
    expect(diagnostics.map(found => `${found.code} ${found.span?.source.path} ${wordsOf(found).message}`)).toEqual([]);
    expect(bulletins.length).toBe(options.bulletins ? 9 : 0);
  });
});
