import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {exchangeFiles} from "../../../src/desk/store/exchange-files.ts";
import {temporaryFolder} from "../../cli/run.ts";

test("what is put into a place and what was there change their names in one step", () => {
  const root = temporaryFolder({"稿.md": "旧", "新.part": "新"});
  const [fresh, target, displaced] = ["新.part", "稿.md", "旧.was"].map(name => join(root, name)) as [
    string,
    string,
    string,
  ];
  expect(exchangeFiles(fresh, target, displaced)).toBe("done");
  expect(readFileSync(target, "utf8")).toBe("新");
  expect(readFileSync(displaced, "utf8")).toBe("旧");
  expect(existsSync(fresh)).toBe(false);
});

test("without a file to displace nothing is done", () => {
  const root = temporaryFolder();
  const fresh = join(root, "新.part");
  writeFileSync(fresh, "新");
  expect(exchangeFiles(fresh, join(root, "没有.md"), join(root, "旧.was"))).toBe("unable");
  expect(readFileSync(fresh, "utf8")).toBe("新");
  expect(existsSync(join(root, "没有.md"))).toBe(false);
  expect(existsSync(join(root, "旧.was"))).toBe(false);
});
