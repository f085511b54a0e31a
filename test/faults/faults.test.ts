import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {catalog, describe as describeDiagnostic, placeAt} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {baseWorkspace} from "./base-workspace.ts";
import {faults} from "./cases.ts";
import {readMarks} from "./marks.ts";

/** Codes that need a browser or fonts have their tests beside those. */
const testedElsewhere = ["JB-1004", "JB-7001", "JB-7003", "JB-7004", "JB-7010", "JB-7011", "JB-7012", "JB-7013", "JB-7014", "JB-7015", "JB-7020", "JB-7021", "JB-7022", "JB-7023"];

test("the base workspace has no finding", () => {
  expect(checkWorkspace(memoryFiles(baseWorkspace)).diagnostics).toEqual([]);
});

test("every code has a faulty file", () => {
  const shown = new Set(faults.map(({code}) => code));
  expect(Object.keys(catalog).filter(code => !shown.has(code) && !testedElsewhere.includes(code))).toEqual([]);
});

test("every code says what it means and ends its sentences without a full stop", () => {
  for (const [code, {explanation}] of Object.entries(catalog)) {
    expect(explanation.length, code).toBeGreaterThan(8);
    expect(code).toMatch(/^JB-[1-8]\d{3}$/);
  }
});

for (const fault of faults) {
  test(`${fault.code} ${fault.title}`, () => {
    const {files, place} = unmark(fault.files);
    const {diagnostics} = checkWorkspace(memoryFiles(files));
    const told = diagnostics.map(diagnostic => {
      const at = diagnostic.span && placeAt(diagnostic.span.source, diagnostic.span.start);
      return `${diagnostic.code} ${diagnostic.span?.source.path}:${at?.line}:${at?.column}`;
    });
    expect(told).toContain(`${fault.code} ${fault.place ?? place}`);
    const found = diagnostics[told.indexOf(`${fault.code} ${fault.place ?? place}`)];
    if (!found) throw new Error("not found");
    const {message, hint = ""} = describeDiagnostic(found);
    expect(message).not.toMatch(/undefined|NaN|\[object/);
    if (fault.hint !== undefined) expect(hint).toContain(fault.hint);
    // One mistake is told once: whatever else is found has to do with another line.
    expect(told.filter(line => line.startsWith(fault.code))).toHaveLength(1);
  });
}

function unmark(overlay: (typeof faults)[number]["files"]): {files: Record<string, string | Uint8Array>; place: string} {
  const {files, places} = readMarks(overlay);
  const kept = Object.entries(baseWorkspace).filter(([path]) => overlay[path] !== null);
  return {files: {...Object.fromEntries(kept), ...files}, place: places[0] ?? ""};
}
