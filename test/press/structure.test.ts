import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openPress, type Press} from "../../src/press/index.ts";
import {markArtifacts} from "../../src/press/mend-tags.ts";
import {findStructureFaults} from "./check-structure.ts";
import {readPdf} from "./read-pdf.ts";
import {sampleFonts, samplePage} from "./sample-page.ts";

let press: Press;

beforeAll(async () => {
  press = await openPress({fonts: await sampleFonts(), workers: 1});
});
afterAll(async () => {
  await press?.close();
});

const rows = "<tr><th scope='row'>顺德村</th><td>430</td></tr>".repeat(120);
const pages: readonly (readonly [string, string, string])[] = [
  ["headings and a table", samplePage().bodyHtml, ""],
  [
    "a table over three pages",
    `<table><thead><tr><th scope="col">村</th><th scope="col">亩</th></tr></thead>${rows}</table>`,
    "",
  ],
  ["lists in lists", "<ul><li>合作社<ol><li>农户</li><li>土地<p>亩</p></li></ol></li></ul>", ""],
  ["links", `<p>见<a href="https://example.com/">合作社</a>和<a href="#a">土地</a></p><h2 id="a">土地</h2>`, ""],
  [
    "a figure",
    `<figure><svg role="img" aria-label="土地" width="40" height="40"><rect width="30" height="30"/></svg><figcaption>土地</figcaption></figure>`,
    "",
  ],
  [
    "page numbers and decoration",
    "<p>晨讯</p><hr><p>农户</p>",
    `@page {@bottom-center {content: counter(page)}} p + p::before {content: "，"}`,
  ],
  [
    "what is half transparent",
    `<p style="opacity: .5">晨讯</p><p>农户</p><div style="opacity: .9"><p>合作社</p><p>土地</p></div>`,
    "",
  ],
  ["asides, strong and slanted words", "<aside><p><strong>晨讯</strong><em>农户</em></p></aside>", ""],
  ["columns over pages", `<div style="columns: 2">${"<p>流转土地1230.5亩，吸纳农户86户。</p>".repeat(200)}</div>`, ""],
];

describe("the structure of the PDF is sound", () => {
  test.each(pages)("%s", async (_name, bodyHtml, css) => {
    const {pdf} = await press.print(samplePage({bodyHtml, css: `${samplePage().css} ${css}`}));
    expect(await findStructureFaults(pdf)).toEqual([]);
  });
});

test("the head of a table that goes on is said once", async () => {
  const {pdf, pages: count} = await press.print(samplePage({bodyHtml: pages[1]?.[1] ?? ""}));
  const read = await readPdf(pdf);
  expect(count).toBeGreaterThan(1);
  expect(
    read.pages
      .map(page => page.taggedText.replace(/\s/g, ""))
      .join("")
      .match(/村亩/g),
  ).toHaveLength(1);
  for (const page of read.pages) expect(page.text).toContain("亩");
});

test("markArtifacts() marks what is painted outside of marks, and nothing else", () => {
  const inner = "/P <</MCID 0 >>BDC\nBT\n<0BDC> Tj\nET\nEMC\n";
  expect(markArtifacts(`q\n${inner}Q\n`, new Set(), new Set())).toBe(`q\n${inner}Q\n`);
  expect(markArtifacts(`BT\n<01> Tj\nET\nq\n${inner}Q\n`, new Set(), new Set())).toBe(
    `/Artifact BMC\nBT\n<01> Tj\nET\nq\nEMC\n${inner}Q\n`,
  );
  expect(markArtifacts(inner, new Set([0]), new Set())).toBe("/Artifact BMC\nBT\n<0BDC> Tj\nET\nEMC\n");
  expect(markArtifacts("q\n/X6 Do\nQ\n", new Set(), new Set(["X6"]))).toBe("q\n/X6 Do\nQ\n");
  const nested = "/P <</MCID 1 >>BDC\n/Span <</ActualText <FEFF0041> >>BDC\n<01> Tj\nEMC\nEMC\n";
  expect(markArtifacts(nested, new Set(), new Set())).toBe(nested);
});
