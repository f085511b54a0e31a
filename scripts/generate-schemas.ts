/** Writes the JSON Schemas that editors use into schemas/; `--check` only tells whether they are current. */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {z} from "zod";
import {
  articleSchema,
  bulletinSchema,
  indicatorsSchema,
  officeSchema,
  policiesSchema,
  progressSchema,
  unitsSchema,
} from "../src/workspace/index.ts";

const schemas: Readonly<Record<string, z.ZodType>> = {
  jianbao: officeSchema,
  units: unitsSchema,
  indicators: indicatorsSchema,
  policies: policiesSchema,
  progress: progressSchema,
  bulletin: bulletinSchema,
  article: articleSchema,
};

const folder = new URL("../schemas/", import.meta.url);
const check = process.argv.includes("--check");
mkdirSync(folder, {recursive: true});
for (const [name, schema] of Object.entries(schemas)) {
  const json = `${JSON.stringify(z.toJSONSchema(schema, {io: "input"}), null, 2)}\n`;
  const file = new URL(`${name}.schema.json`, folder);
  if (!check) writeFileSync(file, json);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== json) {
    console.error(`schemas/${name}.schema.json is not current: npm run generate`);
    process.exitCode = 1;
  }
}
