import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/index.ts";
import {catalog, describe as describeDiagnostic, placeAt} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {baseWorkspace} from "./base-workspace.ts";
import {faults} from "./cases.ts";

/** Codes that need a browser or fonts have their tests beside those. */
const testedElsewhere = ["JB-1004", "JB-7001", "JB-7002", "JB-7003"];

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
    expect(code).toMatch(/^JB-[1-7]\d{3}$/);
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

/** Takes « and » out of the files and remembers where « stood. */
function unmark(overlay: (typeof faults)[number]["files"]): {files: Record<string, string | Uint8Array>; place: string} {
  const files: Record<string, string | Uint8Array> = {...baseWorkspace};
  let place = "";
  for (const [path, content] of Object.entries(overlay)) {
    if (content === null) delete files[path];
    else if (typeof content !== "string") files[path] = content;
    else {
      const at = content.indexOf("«");
      if (at !== -1) {
        const before = content.slice(0, at).split("\n");
        place = `${path}:${before.length}:${[...(before.at(-1) ?? "")].length + 1}`;
      }
      files[path] = content.replaceAll(/[«»]/g, "");
    }
  }
  return {files, place};
}
