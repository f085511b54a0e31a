/** Typography of the office layouts, read off the printed page: the checklist of clreq, see docs/typography.md. */
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {buildWorkspace} from "../../src/build/index.ts";
import {openPress, type Press} from "../../src/press/index.ts";
import {readPdf} from "../press/read-pdf.ts";
import {contentFolder} from "../sample/town.ts";
import {judgeLines, type Line, readGlyphs, readLines} from "./index.ts";
import {nastyParagraph} from "./nasty-text.ts";
import {printText} from "./print-text.ts";

const out = mkdtempSync(join(tmpdir(), "jianbao-typography-"));
const office = checkWorkspace(contentFolder)
  .workspace.bulletins.filter(({bulletin}) => bulletin?.版式 !== "专题")
  .map(({slug}) => slug);
let press: Press;

beforeAll(async () => {
  press = await openPress({workers: 1});
  await buildWorkspace({content: contentFolder, out, slugs: office});
}, 180_000);
afterAll(async () => {
  await press?.close();
  rmSync(out, {recursive: true, force: true});
});

describe.each(office)("%s of the sample", slug => {
  test("has no typographic fault", async () => {
    const lines = readLines(await readGlyphs(readFileSync(join(out, slug, `${slug}.pdf`))));
    expect(lines.length).toBeGreaterThan(20);
    expect(judgeLines(lines)).toEqual([]);
  });
});

describe.each(["简报", "会议材料"] as const)("text of all hard combinations in a %s", layout => {
  test("has no typographic fault, and comes out of the PDF as it went in", async () => {
    const paragraphs = fc.array(nastyParagraph, {minLength: 60, maxLength: 60});
    await fc.assert(
      fc.asyncProperty(paragraphs, async texts => {
        const source = texts.map(withHeads).join("\n\n");
        const pdf = await printText(press, layout, source);
        const lines = readLines(await readGlyphs(pdf));
        // Numbers, dates and words of nine cells in a row that nothing may part: here lines are looser than in real text.
        const found = judgeLines(lines, {source, emphasised: emphasisOf(source), widestGapEm: 0.8});
        expect(found).toEqual([]);
        expect(looseShare(lines)).toBeLessThan(0.05);
        // In the order of the tags: what carries 着重号 is painted after its neighbours.
        const {pages} = await readPdf(pdf);
        const printed = pages.map(({taggedText}) => taggedText.replaceAll(/\s/g, "")).join("");
        for (const text of texts) expect(printed).toContain(text.replaceAll(/[\s*]/g, ""));
      }),
      {numRuns: 3, endOnFailure: true, seed: 4},
    );
  }, 120_000);
});

function withHeads(text: string, index: number): string {
  if (index % 9 === 4) return `## 一、“党建+合作社”的办法\n\n${text}`;
  return index % 10 === 7 ? `- ${text}` : text;
}

function emphasisOf(source: string): string[] {
  return [...source.matchAll(/\*([^*\n]+)\*/g)].flatMap(([, words]) => (words === undefined ? [] : [words]));
}

/** Share of lines whose gaps are wider than 0.35 em. */
function looseShare(lines: readonly Line[]): number {
  return judgeLines(lines).filter(({kind}) => kind === "torn-line").length / lines.length;
}
