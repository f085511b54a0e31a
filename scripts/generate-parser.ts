/** Writes src/figures/expression-parser.generated.js from the grammar; `--check` only tells whether it is current. */
import {readFileSync, writeFileSync} from "node:fs";
import peggy from "peggy";

const grammar = new URL("../src/figures/expression.peggy", import.meta.url);
const target = new URL("../src/figures/expression-parser.generated.js", import.meta.url);
const code = peggy.generate(readFileSync(grammar, "utf8"), {
  output: "source",
  format: "es",
  allowedStartRules: ["Reference", "Expression"],
});
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== code) {
    console.error("src/figures/expression-parser.generated.js is not current: npm run generate");
    process.exitCode = 1;
  }
} else writeFileSync(target, code);
