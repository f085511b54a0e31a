/** A PDF depends on its own text alone: not on what else the fonts of its build were cut for. */
import {expect, test} from "vitest";
import {printedCharacters, readBuiltInLayouts, renderPage, settleBriefing, subsetFonts} from "../../src/pages/index.ts";
import {openPress} from "../../src/press/index.ts";
import {briefing} from "./fixture.ts";

// Rare hanzi, a radical that looks like 土, marks that share a glyph with others, hanzi of other bulletins.
const others =
  "\u301C\u2215龘靐齉犇\u2F1F\u00AD\u2010\u2011\u2015\u2027\u30FB\u00B5\u03BC国务院关于深入推进新型城镇化ÀÉ";

test("the same bulletin has the same bytes whatever else its build prints", {timeout: 60_000}, async () => {
  const layout = readBuiltInLayouts().get("简报");
  if (layout === undefined) throw new Error("no layout");
  const rendered = renderPage(briefing, layout);
  const bodyHtml = rendered.bodyHtml.replace("<p>", "<p>土 垚-");
  expect(bodyHtml).not.toBe(rendered.bodyHtml);
  const page = {...rendered, bodyHtml, date: "2019-08-05", settle: settleBriefing};
  const alone = await subsetFonts(printedCharacters(page), undefined, "truetype");
  const among = await subsetFonts(printedCharacters(page) + others, undefined, "truetype");
  expect(among).not.toEqual(alone);
  const press = await openPress({fonts: alone, workers: 1});
  try {
    const {pdf, findings} = await press.print(page);
    expect(findings.filter(({kind}) => kind === "foreign-font")).toEqual([]);
    press.setFonts(among);
    const {pdf: other} = await press.print(page);
    expect(Buffer.compare(pdf, other)).toBe(0);
  } finally {
    await press.close();
  }
});
