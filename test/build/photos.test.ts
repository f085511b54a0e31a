import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {PDFDocument, PDFName, PDFNumber, PDFRawStream} from "@cantoo/pdf-lib";
import chromium from "@sparticuz/chromium";
import puppeteer from "puppeteer";
import sharp from "sharp";
import {beforeAll, expect, test} from "vitest";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";

const slug = "2019-07-monthly";
const folderOf = `bulletins/${slug}`;
const withPhoto = (...lines: string[]) => article(`全镇流转{{ 流转面积 }}。\n\n${lines.join("\n\n")}\n\n完。`);

let photo: Buffer;
beforeAll(async () => {
  photo = await sharp({
    create: {
      width: 3000,
      height: 2000,
      channels: 3,
      background: "#888",
      noise: {type: "gaussian", mean: 128, sigma: 20},
    },
  })
    .withExif({IFD0: {Model: "SECRET-CAMERA"}, IFD3: {GPSLatitudeRef: "N", GPSLatitude: "37/1 11/1 22/1"}})
    .jpeg({quality: 90})
    .toBuffer();
});

function workspace(text: string, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = temporaryFolder({
    ...baseWorkspace,
    [`${folderOf}/a.md`]: text,
    [`${folderOf}/images/field.jpg`]: photo,
    ...files,
  });
  const out = join(folder, "out");
  return {
    folder,
    out,
    build: (format: string) => run("build", "--content", folder, "--out", out, "--format", format),
    html: () => readFileSync(join(out, slug, "index.html"), "utf8"),
    beside: () => (existsSync(join(out, slug, "images")) ? readdirSync(join(out, slug, "images")) : []),
    pdf: () => readFileSync(join(out, slug, `${slug}.pdf`)),
  };
}

async function inlinePictures(html: string) {
  const addresses = [...html.matchAll(/<img [^>]*src="data:image\/(?:jpeg|png);base64,([^"]*)"/g)];
  return await Promise.all(addresses.map(([, data = ""]) => sharp(Buffer.from(data, "base64")).metadata()));
}

test("a photo stands small in the page and large beside it; a page that no longer shows it takes it away", async () => {
  const {folder, build, html, beside, out} = workspace(
    withPhoto("![田间](images/field.jpg)", "![又一次](images/field.jpg)"),
  );
  expect((await build("html")).status).toBe(0);
  expect(await inlinePictures(html())).toMatchObject([
    {width: 960, height: 640},
    {width: 960, height: 640},
  ]);
  expect(html()).not.toContain("photo:");
  const [name = ""] = beside();
  expect(beside()).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.jpg$/)]);
  expect(await sharp(join(out, slug, "images", name)).metadata()).toMatchObject({width: 1600, height: 1067});
  expect(html()).toMatch(
    new RegExp(
      `<img class="large-photo" alt="" src="data:image/svg[^"]*" srcset="data:[^ "]* 960w, images/${name} 1600w"`,
    ),
  );
  expect(html()).toContain(`img-src data: 'self';`);
  for (const bytes of [readFileSync(join(out, slug, "images", name)), Buffer.from(html())]) {
    expect(bytes.includes("SECRET-CAMERA")).toBe(false);
  }

  writeFileSync(join(out, slug, "images/mine.txt"), "别人放的");
  writeFileSync(join(folder, folderOf, "a.md"), withPhoto());
  expect((await build("html")).status).toBe(0);
  expect(beside()).toEqual(["mine.txt"]);
  rmSync(join(out, slug, "images/mine.txt"));
  writeFileSync(join(folder, folderOf, "a.md"), withPhoto("照片下一期再登。"));
  expect((await build("html")).status).toBe(0);
  expect(existsSync(join(out, slug, "images"))).toBe(false);
});

test("a photo that is small already has no file beside the page", async () => {
  const small = await sharp(photo).resize(800).toBuffer();
  const {build, html, beside} = workspace(withPhoto("![田间](images/field.jpg)"), {
    [`${folderOf}/images/field.jpg`]: small,
  });
  expect((await build("html")).status).toBe(0);
  expect(await inlinePictures(html())).toMatchObject([{width: 800}]);
  expect(html()).not.toContain("srcset");
  expect(beside()).toEqual([]);
});

/** Pictures of a PDF: pixels, and how they are packed. */
async function pdfPictures(pdf: Uint8Array) {
  const document = await PDFDocument.load(pdf, {updateMetadata: false});
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream) || object.dict.get(PDFName.of("Subtype")) !== PDFName.of("Image")) return [];
    const number = (name: string) => object.dict.lookup(PDFName.of(name), PDFNumber).asNumber();
    return [{width: number("Width"), height: number("Height"), filter: String(object.dict.get(PDFName.of("Filter")))}];
  });
}

test("a photo is printed with 300 dots an inch at most, as JPEG, twice the same", async () => {
  const first = workspace(withPhoto("![田间](images/field.jpg)"));
  const second = workspace(withPhoto("![田间](images/field.jpg)"));
  for (const {build} of [first, second]) expect((await build("html,pdf")).status).toBe(0);
  // The briefing gives a photo a height of 54 mm: 637 pixels.
  expect(await pdfPictures(first.pdf())).toEqual([{width: 956, height: 637, filter: "/DCTDecode"}]);
  expect(first.pdf().equals(second.pdf())).toBe(true);
  expect(first.html()).toBe(second.html());
  for (const name of first.beside()) {
    const read = (out: string) => readFileSync(join(out, slug, "images", name));
    expect(read(first.out).equals(read(second.out))).toBe(true);
  }
});

test("a newspaper page prints a photo of two columns sharp enough for three, which make-up may give it", async () => {
  const paper = bulletin(["a.md"], "版面: {纸张: 四开, 版次: 1版, 专版: 专题, 责编: 样}").replace(
    "版式: 简报",
    "版式: 专题",
  );
  const {build, pdf} = workspace(withPhoto('![田间](images/field.jpg "宽=2栏")'), {
    [`${folderOf}/bulletin.yaml`]: paper,
  });
  const {status, stdout} = await build("pdf");
  expect(stdout).not.toContain("错误");
  expect(status).toBe(0);
  // Three columns of 99 pt and two gutters of 9 pt.
  expect(await pdfPictures(pdf())).toEqual([{width: 1312, height: 875, filter: "/DCTDecode"}]);
});

test("a photo damaged inside fails its bulletin when it is built, and what was there stays", async () => {
  const {folder, build, html} = workspace(withPhoto("![田间](images/field.jpg)"));
  expect((await build("html")).status).toBe(0);
  const before = html();
  const png = await sharp({create: {width: 400, height: 300, channels: 3, background: "#123456"}})
    .png()
    .toBuffer();
  const damaged = await sharp(png).webp({lossless: true}).toBuffer();
  damaged.fill(0x5a, 30, damaged.length - 4);
  writeFileSync(join(folder, folderOf, "images/field.webp"), damaged);
  writeFileSync(join(folder, folderOf, "a.md"), withPhoto("![田间](images/field.webp)"));
  const {status, stdout} = await build("html");
  expect(status).toBe(1);
  expect(stdout).toMatch(/a\.md:6:1 错误 JB-5002：图片“images\/field\.webp”不能用：内容已损坏/);
  expect(html()).toBe(before);
});

test("a large screen shows the picture beside the page, a phone and a page sent alone the one inside", async () => {
  const {build, out} = workspace(withPhoto("![田间](images/field.jpg)"));
  expect((await build("html")).status).toBe(0);
  const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const look = async (file: string, width: number, deviceScaleFactor: number) => {
      const page = await browser.newPage();
      await page.setViewport({width, height: 900, deviceScaleFactor});
      await page.goto(pathToFileURL(file).href, {waitUntil: "load"});
      const seen = await page.evaluate(() => {
        const [inside, over] = [...document.querySelectorAll<HTMLImageElement>(".photo img")];
        const box = (image: HTMLImageElement | undefined) => {
          const {x = 0, y = 0, width = 0, height = 0} = image?.getBoundingClientRect() ?? {};
          return [x, y, width, height].map(Math.round).join(" ");
        };
        return {
          insideWidth: inside?.naturalWidth,
          over: over?.currentSrc.slice(0, 5),
          isLoaded: (over?.naturalWidth ?? 0) > 0,
          isOver: box(inside) === box(over),
        };
      });
      await page.close();
      return seen;
    };
    const index = join(out, slug, "index.html");
    expect(await look(index, 1280, 2)).toEqual({insideWidth: 960, over: "file:", isLoaded: true, isOver: true});
    expect(await look(index, 375, 2)).toEqual({insideWidth: 960, over: "data:", isLoaded: true, isOver: true});
    const alone = join(out, "alone");
    mkdirSync(alone);
    writeFileSync(join(alone, "index.html"), readFileSync(index));
    expect(await look(join(alone, "index.html"), 1280, 2)).toMatchObject({insideWidth: 960, isLoaded: false});
  } finally {
    await browser.close();
  }
});
