/**
 * `npm run make-workspace -- DIR [--townships N] [--county CODE] [--indicators N] [--months N] [--bulletins none|township|batch]
 * [--seed N]`: writes a workspace of the divisions of Shandong (test/province) to try the program on at any size.
 */
import {existsSync, mkdirSync, readdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {parseArgs} from "node:util";
import {countProvince, makeProvince} from "../test/province/make-province.ts";

const usage = `usage: npm run make-workspace -- DIR [--townships N] [--county CODE] [--indicators N] [--months N]
                                     [--bulletins none|township|batch] [--seed N]`;
const numbers = ["townships", "indicators", "months", "seed"] as const;
const {values, positionals} = readArguments();
const [folder] = positionals;
const {bulletins} = values;
const isWrong = numbers.some(name => values[name] !== undefined && !/^[1-9]\d*$/.test(values[name]));
if (folder === undefined || isWrong || (bulletins !== "none" && bulletins !== "township" && bulletins !== "batch"))
  fail(usage);
if (existsSync(folder) && readdirSync(folder).length > 0) fail(`${folder} is not empty`);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        townships: {type: "string"},
        county: {type: "string"},
        indicators: {type: "string", default: "6"},
        months: {type: "string", default: "12"},
        bulletins: {type: "string", default: "none"},
        seed: {type: "string", default: "1"},
      },
    });
  } catch {
    return fail(usage);
  }
}

function fail(words: string): never {
  console.error(words);
  process.exit(2);
}

const options = {
  townships: values.townships === undefined ? undefined : Number(values.townships),
  county: values.county,
  indicators: Number(values.indicators),
  months: Number(values.months),
  bulletins,
  seed: Number(values.seed),
} as const;
let files = 0;
for (const [path, text] of makeProvince(options)) {
  const full = join(folder, path);
  mkdirSync(dirname(full), {recursive: true});
  writeFileSync(full, text);
  files += 1;
}
const {townships, villages} = countProvince(options);
console.log(`${folder}: ${townships} townships, ${villages} villages, ${files} files`);
