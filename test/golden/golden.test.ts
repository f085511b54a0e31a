/**
 * Whole bulletins in and out: the starter workspace, as `init` makes it. Each output stands beside this file; a change of
 * layout or wording shows there as a difference to be looked at. `vitest run test/golden -u` writes them anew.
 */
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {withoutPlaces} from "../../src/narrative/index.ts";
import {renderPage} from "../../src/pages/index.ts";

const starter = fileURLToPath(new URL("../../templates/workspace/", import.meta.url));
const {bulletins, layouts, diagnostics} = checkWorkspace(starter);

test("the starter workspace has no finding and a bulletin of each layout", () => {
  expect(diagnostics).toEqual([]);
  expect(bulletins.map(({folder}) => folder.bulletin?.版式).sort()).toEqual(["专题", "会议材料", "简报"].sort());
});

test.each(bulletins.map(({folder: {slug}}) => slug))("%s gives the page that stands in test/golden", async slug => {
  const found = bulletins.find(({folder}) => folder.slug === slug);
  const layout = layouts.get(found?.folder.bulletin?.版式 ?? "");
  const view = found?.composed.view;
  if (!view || !layout) throw new Error(`${slug} was not composed`);
  const {title, author, subject, bodyClass, bodyHtml} = renderPage(view, layout);
  const head = `<!-- ${[title, author, subject, bodyClass].join(" / ")} -->\n`;
  // Photos as data would only make the file long.
  const body = withoutPlaces(bodyHtml).replaceAll(/(data:image\/[a-z+]+;base64,)[A-Za-z0-9+/=]+/g, "$1…");
  await expect(`${head}${body}\n`).toMatchFileSnapshot(`${slug}.html`);
});

test("all figures of the starter workspace, as they were worked out", async () => {
  const lines = bulletins.flatMap(({folder, composed}) =>
    [...composed.figures].map(({unit, indicator, range, value}) =>
      [
        folder.slug,
        unit.name,
        indicator.name,
        range.from,
        range.to,
        value?.toDecimalPlaces(12).toString() ?? "未报",
      ].join("\t"),
    ),
  );
  await expect(`${[...new Set(lines)].sort().join("\n")}\n`).toMatchFileSnapshot("figures.tsv");
});
