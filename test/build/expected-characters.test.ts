/** The type of a build is cut while the browser starts; what nobody expected is cut again, and its page opened anew. */
import {expect, test} from "vitest";
import {composePlanned, readBase} from "../../src/build/check-workspace.ts";
import {expectedCharacters} from "../../src/build/workshop.ts";
import {printedCharacters, renderPages, withAlwaysKept} from "../../src/pages/index.ts";
import {diskFiles} from "../../src/workspace/index.ts";
import {writeWorkspace} from "../bench/works/write-workspace.ts";
import {temporaryFolder} from "../cli/run.ts";

function workByFormula(): string {
  const folder = temporaryFolder({});
  writeWorkspace(folder, {bulletins: 3, kind: "folders"});
  return folder;
}

test.each([
  ["the sample", () => "content"],
  ["bulletins made by formula", workByFormula],
])("a first build of %s finds all characters in the type that was cut before", (_, folder) => {
  const base = readBase(diskFiles(folder()), {});
  const expected = new Set(withAlwaysKept(expectedCharacters(base)));
  const unexpected = base.planned.map(planned => {
    const {view} = composePlanned(planned, base, {});
    const layout = base.layouts.get(planned.folder.bulletin?.版式 ?? "");
    if (!view || !layout) throw new Error(`${planned.folder.slug} is not to be printed.`);
    const {webPage} = renderPages(view, layout);
    return [
      planned.folder.slug,
      [...printedCharacters(webPage)].filter(character => !expected.has(character)).join(""),
    ];
  });
  expect(unexpected.length).toBeGreaterThan(2);
  expect(unexpected.filter(([, characters]) => characters !== "")).toEqual([]);
});
