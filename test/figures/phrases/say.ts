import {type RenderedText, renderYamlText} from "../../../src/narrative/index.ts";
import {resolveSummary} from "../../../src/pages/summary-block.ts";
import {parseYaml} from "../../../src/workspace/index.ts";
import {openWorkspace} from "../open-workspace.ts";

/** What a line of a 综述 block, or a reference, prints for a unit in July 2019. */
export function say(files: Readonly<Record<string, string>>, unit: string, written: string): string | undefined {
  const {scope, text, diagnostics} = openWorkspace(files, unit, "2019-07");
  const reference = /^\{\{(.*)\}\}$/.exec(written)?.[1];
  if (reference !== undefined) return text(reference);
  const yaml = parseYaml({path: "a.md", text: written.replaceAll("⏎", "\n")}, scope.report, {masked: true});
  const render = (value: string): RenderedText => renderYamlText(value, yaml ?? failed(), () => undefined);
  const said = yaml && resolveSummary(yaml, scope, render)?.text;
  if (said === undefined) throw new Error(`${written}: ${diagnostics.map(({code}) => code).join(" ")}`);
  return said;
}

function failed(): never {
  throw new Error("no YAML");
}
