import type {Diagnostic} from "../../src/diagnostics/index.ts";
import {type Figure, parsePeriod, readFigures, resolveReference, type Scope} from "../../src/figures/index.ts";
import {memoryFiles, readWorkspace} from "../../src/workspace/index.ts";

/** Works out references in a workspace given as files, for a unit and a month. */
export function openWorkspace(files: Readonly<Record<string, string>>, unitName: string, month: string) {
  const workspace = readWorkspace(memoryFiles(files));
  const figures = readFigures(workspace);
  const unit = figures.units.find(unitName)[0];
  const period = parsePeriod(month);
  if (!unit || !period) throw new Error(`no ${unitName} or ${month}`);
  const diagnostics: Diagnostic[] = [];
  const used: Figure[] = [];
  const scope: Scope = {
    figures,
    unit,
    period,
    texts: new Map([["月份", "7月"]]),
    report: diagnostic => diagnostics.push(diagnostic),
    use: figure => used.push(figure),
  };
  return {
    figures,
    scope,
    diagnostics,
    used,
    codes: () => diagnostics.map(({code}) => code),
    text(expression: string): string | undefined {
      const source = {path: "test", text: expression};
      return resolveReference({source, start: 0, end: expression.length}, scope)?.text;
    },
  };
}
