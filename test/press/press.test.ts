import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {FontFace} from "../../src/pages/index.ts";
import {openPress, type Press} from "../../src/press/index.ts";
import {bareText, readPdf} from "./read-pdf.ts";
import {paragraphs, sampleFonts, samplePage} from "./sample-page.ts";

let press: Press;
let sample: FontFace[];

beforeAll(async () => {
  sample = await sampleFonts();
  press = await openPress({fonts: sample});
});
afterAll(async () => {
  await press?.close();
});

describe("prepare()", () => {
  test("is told when the browser is at it, and changes nothing of what is printed", async () => {
    const other = await openPress({fonts: sample, workers: 1});
    try {
      let told = 0;
      const prepared = other.prepare(() => {
        told++;
      });
      const [{pdf}] = await Promise.all([other.print(samplePage()), prepared]);
      expect(told).toBe(1);
      expect(Buffer.compare(pdf, (await press.print(samplePage())).pdf)).toBe(0);
    } finally {
      await other.close();
    }
  });

  test("fails by itself when the press is closed meanwhile, and harms no later print when it cannot be done", async () => {
    const other = await openPress({fonts: sample, workers: 1});
    const broken: FontFace = {...(sample[0] as FontFace), bytes: Buffer.from("no font")};
    try {
      other.setFonts([broken]);
      await other.prepare(() => {});
      other.setFonts(sample);
      expect((await other.print(samplePage())).pages).toBe(1);
    } finally {
      const late = other.prepare(() => {});
      await Promise.all([other.close(), late.catch(() => undefined)]);
    }
    await expect(other.prepare(() => {})).rejects.toThrow();
  });
});

describe("print() makes a PDF", () => {
  test("that is tagged, has an outline, its properties, and pages of the size that the stylesheet says", async () => {
    const printed = await press.print(samplePage());
    const pdf = await readPdf(printed.pdf);

    expect(printed.pages).toBe(1);
    expect(pdf.pages).toHaveLength(1);
    expect(Math.abs((pdf.pages[0]?.widthMm ?? 0) - 275)).toBeLessThan(0.3);
    expect(Math.abs((pdf.pages[0]?.heightMm ?? 0) - 390)).toBeLessThan(0.3);
    expect(pdf.tagged).toBe(true);
    expect(pdf.pages[0]?.roles).toEqual(expect.arrayContaining(["H1", "H2", "P", "Table", "TH", "TD"]));
    expect(pdf.outline).toEqual([
      {
        title: "唐坊镇党建简报",
        items: [
          {title: "土地流转", items: []},
          {title: "各村进展", items: []},
        ],
      },
    ]);
    expect(pdf.lang).toBe("zh-CN");
    expect(pdf.displaysTitle).toBe(true);
    expect(pdf.info).toMatchObject({
      Title: "唐坊镇党建简报（样稿）",
      Author: "唐坊镇党建办",
      Subject: "党支部领办合作社 <7月> & 进展",
      Keywords: "合作社；红色物业",
      CreationDate: "D:20190805000000+08'00'",
      ModDate: "D:20190805000000+08'00'",
    });
    expect(pdf.info.Creator).toMatch(/^简报 jianbao \d/);
    expect(pdf.xmp).toContain("党支部领办合作社 &lt;7月&gt; &amp; 进展");
  });

  test("whose fonts are embedded subsets", async () => {
    const {fonts} = await readPdf((await press.print(samplePage())).pdf);
    expect(fonts).toEqual([{name: "NotoSerifSC-Regular", subset: true, embedded: true}]);
  });

  test("whose text is the text that went in, without radicals in place of characters", async () => {
    const text = bareText(await readPdf((await press.print(samplePage())).pdf));
    for (const paragraph of paragraphs) expect(text).toContain(paragraph.replaceAll(/\s/g, ""));
    expect(text).not.toMatch(/[\u2e80-\u2fdf]/);
  });

  test("and tells when the browser is at it, before the PDF is there", async () => {
    const told: string[] = [];
    const printed = press.print(samplePage({underWay: () => told.push("under way")}));
    await printed.then(() => told.push("printed"));
    expect(told).toEqual(["under way", "printed"]);
  });

  test("of the same bytes, whatever was printed before and by whichever browser", async () => {
    const first = await press.print(samplePage());
    await Promise.all(
      [1, 2, 3].map(n => press.print(samplePage({bodyHtml: `<h1>第${n}节</h1>${samplePage().bodyHtml}`}))),
    );
    const again = await Promise.all([1, 2, 3].map(() => press.print(samplePage())));
    const other = await openPress({fonts: sample, workers: 1});
    try {
      const elsewhere = await other.print(samplePage());
      for (const {pdf} of [...again, elsewhere]) expect(Buffer.compare(pdf, first.pdf)).toBe(0);
    } finally {
      await other.close();
    }
  });

  test("of many pages, each document with its own content when several are printed at once", async () => {
    const printed = await Promise.all(
      [1, 2, 3, 4, 5].map(async n => {
        const bodyHtml = Array.from({length: n}, (_, i) => `<h1 style="break-before: page">第${n}${i}节</h1>`).join("");
        return {n, ...(await press.print(samplePage({title: `第${n}节`, bodyHtml})))};
      }),
    );
    for (const {n, pages, pdf} of printed) {
      const read = await readPdf(pdf);
      expect(pages).toBe(n);
      expect(read.info.Title).toBe(`第${n}节`);
      expect(read.outline.map(entry => entry.title)).toEqual(Array.from({length: n}, (_, i) => `第${n}${i}节`));
    }
  });
});

test("with a font that cannot be loaded nothing is printed in another one", async () => {
  const [font] = sample;
  if (!font) throw new Error("There is no sample font.");
  const broken = await openPress({fonts: [{...font, bytes: Buffer.from("no font")}], workers: 1});
  try {
    await expect(broken.print(samplePage())).rejects.toThrow();
  } finally {
    await broken.close();
  }
});

describe("print() lets content do nothing but be printed", () => {
  test("a page that refers to a server sends it no request", async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await (await fetch(`${origin}/control`)).text()).toBe("");
      const {pdf} = await press.print(
        samplePage({
          css: `@import "${origin}/import.css"; @font-face {font-family: x; src: url(${origin}/font.ttf)}
            body {font-family: x, "JB Song"; background: url(${origin}/background.png)} p {background: url(http://localhost:1/x)}`,
          bodyHtml: `<p>第1节</p><img src="${origin}/x.png"><link rel="stylesheet" href="${origin}/link.css">
            <link rel="preconnect" href="${origin}"><link rel="prefetch" href="${origin}/prefetch">
            <iframe src="${origin}/frame"></iframe><object data="${origin}/object"></object><embed src="${origin}/embed">
            <iframe srcdoc="&lt;img src='${origin}/inner.png'&gt;"></iframe><base href="${origin}/base/"><img src="x.png">
            <meta http-equiv="refresh" content="0;url=${origin}/refresh"><video src="${origin}/video" autoplay></video>
            <svg><image href="${origin}/svg.png"/><use href="${origin}/use.svg#a"/></svg><style>@import "${origin}/style.css"</style>`,
        }),
      );
      expect(bareText(await readPdf(pdf))).toContain("第1节");
      // Once more, so that what the first document left to the next turn of the event loop has had its turn.
      await press.print(samplePage());
      expect(requests).toEqual(["/control"]);
    } finally {
      server.close();
    }
  });

  test("links and pictures lead to no file of this machine", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jianbao-test-"));
    try {
      writeFileSync(join(folder, "secret.html"), "<p>第9节</p>");
      writeFileSync(join(folder, "secret.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      const at = pathToFileURL(folder).href;
      const {pdf} = await press.print(
        samplePage({
          bodyHtml: `<h1 id="a">第1节</h1><p><a href="other.html">第2节</a><a href="#a">第3节</a><a href="${at}/secret.html">4</a>
            <a href="https://example.com/5">5</a></p><iframe src="${at}/secret.html"></iframe><object data="${at}/secret.html"></object>
            <p id="wide"><img src="${at}/secret.svg" alt="第6节"></p>`,
        }),
      );
      const text = bareText(await readPdf(pdf));
      expect(text).not.toContain("9");
      expect(text).toContain("第6节");
      const document = await getDocument({data: new Uint8Array(pdf)}).promise;
      const links = await (await document.getPage(1)).getAnnotations();
      expect(links.map(({url, dest}) => url ?? dest)).toEqual(["a", "https://example.com/5"]);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });

  test("scripts do not run, and the next document is not changed by what one brings", async () => {
    const before = await press.print(samplePage());
    const {pdf} = await press.print(
      samplePage({
        bodyHtml: `<h1 id="document">第1节</h1><script>document.querySelector("h1").textContent = "第2节"</script>
          <img src="x" onerror="document.querySelector('h1').textContent = '第3节'">
          <svg onload="document.querySelector('h1').textContent = '第4节'"></svg>
          <style>* {color: red; font-size: 40pt}</style>`,
      }),
    );
    expect(bareText(await readPdf(pdf))).toBe("第1节");
    expect(Buffer.compare((await press.print(samplePage())).pdf, before.pdf)).toBe(0);
  });
});

test("setFonts() gives later documents other fonts", async () => {
  const other = await openPress({workers: 1});
  try {
    await other.print(samplePage());
    other.setFonts(sample);
    const {fonts} = await readPdf((await other.print(samplePage())).pdf);
    expect(fonts.map(({name}) => name)).toEqual(["NotoSerifSC-Regular"]);
  } finally {
    await other.close();
  }
});
