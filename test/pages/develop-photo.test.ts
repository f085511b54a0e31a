import {execFile} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {promisify} from "node:util";
import sharp from "sharp";
import {describe, expect, test} from "vitest";
import {type DevelopedPhoto, developPhoto, measurePhoto, type PhotoWish} from "../../src/pages/index.ts";
import {temporaryFolder} from "../cli/run.ts";

const wish: PhotoWish = {width: 4000, height: 4000, use: "print"};

/** Red, green, yellow, blue: clockwise from the upper left corner. */
const corners = {R: [255, 0, 0], G: [0, 255, 0], Y: [255, 255, 0], B: [0, 0, 255]} as const;
type Corner = keyof typeof corners;

async function cornerPicture() {
  const field = ([r, g, b]: readonly [number, number, number]) => ({
    create: {width: 60, height: 40, channels: 3 as const, background: {r, g, b}},
  });
  return await sharp(field(corners.R))
    .extend({right: 60, bottom: 40})
    .composite([
      {input: field(corners.G), left: 60, top: 0},
      {input: field(corners.B), left: 0, top: 40},
      {input: field(corners.Y), left: 60, top: 40},
    ])
    .png()
    .toBuffer();
}

/** "RGYB": the colours in the corners, clockwise from the upper left. */
async function readCorners(bytes: Uint8Array): Promise<string> {
  const {data, info} = await sharp(bytes).raw().toBuffer({resolveWithObject: true});
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
  const [right, bottom] = [info.width - 6, info.height - 6];
  return [at(5, 5), at(right, 5), at(right, bottom), at(5, bottom)].map(nearest).join("");
}

function nearest(pixel: readonly number[]): string {
  const names = Object.keys(corners) as Corner[];
  return names.find(name => corners[name].every((value, index) => Math.abs(value - (pixel[index] ?? 0)) < 40)) ?? "?";
}

async function develop(bytes: Uint8Array, ...wishes: readonly PhotoWish[]): Promise<DevelopedPhoto[]> {
  const photo = measurePhoto(bytes);
  if ("reason" in photo) throw new Error(photo.reason);
  return await developPhoto(bytes, photo.type, wishes.length > 0 ? wishes : [wish]);
}

async function developOne(bytes: Uint8Array, use: PhotoWish["use"] = "print"): Promise<DevelopedPhoto> {
  return (await develop(bytes, {...wish, use}))[0] as DevelopedPhoto;
}

describe.each(["jpeg", "png", "webp"] as const)("developPhoto turns a %s", format => {
  test.each([
    [1, "RGYB"],
    [2, "GRBY"],
    [3, "YBRG"],
    [4, "BYGR"],
    [5, "RBYG"],
    [6, "BRGY"],
    [7, "YGRB"],
    [8, "GYBR"],
  ])("with EXIF orientation %i", async (orientation, expected) => {
    const stored = await sharp(await cornerPicture())
      .toFormat(format, {quality: 95})
      .withMetadata({orientation})
      .toBuffer();
    const size = orientation >= 5 ? {width: 80, height: 120} : {width: 120, height: 80};
    expect(measurePhoto(stored)).toMatchObject(size);
    const developed = await developOne(stored);
    expect(developed).toMatchObject(size);
    expect(await readCorners(developed.bytes)).toBe(expected);
    expect((await sharp(developed.bytes).metadata()).orientation).toBeUndefined();
  });
});

describe("developPhoto reads a phone's HEIC", () => {
  const heic = (name: string) => readFileSync(new URL(`photos/${name}.heic`, import.meta.url));

  test.each([
    ["corners", "RGYB", 120, 80],
    ["turned", "BRGY", 80, 120],
  ])("%s.heic", async (name, expected, width, height) => {
    expect(measurePhoto(heic(name))).toEqual({type: "heic", width, height});
    const developed = await developOne(heic(name));
    expect(developed).toMatchObject({mediaType: "image/jpeg", width, height});
    expect(await readCorners(developed.bytes)).toBe(expected);
  });

  test("with its colour profile", async () => {
    const {bytes} = await developOne(heic("display-p3"));
    const shown = [...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)];
    // #c04020 stands in the file as 178, 72, 43.
    for (const [index, value] of [192, 64, 32].entries()) expect(Math.abs((shown[index] ?? 0) - value)).toBeLessThan(6);
    expect(Buffer.from(bytes).includes("ICC_PROFILE")).toBe(false);
  });

  test("not when a part is missing or it is damaged", async () => {
    const bytes = heic("corners");
    expect(measurePhoto(bytes.subarray(0, 700))).toMatchObject({reason: "文件不完整，后面缺了一段"});
    const headless = Buffer.from(bytes);
    headless.fill(0, headless.indexOf("hvcC") + 4, headless.indexOf("ispe") - 4);
    const photo = measurePhoto(headless);
    if ("reason" in photo) expect(photo.reason).toContain("读不了");
    else await expect(developPhoto(headless, "heic", [wish])).rejects.toThrow("cannot be decoded");
  });
});

describe("developPhoto strips", () => {
  test.each(["jpeg", "png", "webp"] as const)("where and with what a %s was taken", async format => {
    const stored = await sharp(await cornerPicture())
      .toFormat(format)
      .withExif({
        IFD0: {Model: "SECRET-CAMERA", Copyright: "SECRET-NAME"},
        IFD3: {GPSLatitudeRef: "N", GPSLatitude: "37/1 11/1 22/1"},
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret-place/></x:xmpmeta>')
      .toBuffer();
    const before = await sharp(stored).metadata();
    expect(before.exif).toBeDefined();
    expect(stored.includes("SECRET-CAMERA")).toBe(true);
    expect(before.xmp).toBeDefined();
    for (const use of ["print", "screen"] as const) {
      const {bytes} = await developOne(stored, use);
      const {exif, xmp, icc, iptc} = await sharp(bytes).metadata();
      expect({exif, xmp, icc, iptc}).toEqual({});
      for (const trace of ["SECRET", "secret-place", "Exif", "eXIf"]) {
        expect(Buffer.from(bytes).includes(trace)).toBe(false);
      }
    }
  });
});

describe("developPhoto converts", () => {
  test("CMYK, Display P3 and 16 bits to sRGB of 8 bits", async () => {
    const cmyk = await sharp(await cornerPicture())
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
    const deep = await sharp(await cornerPicture())
      .toColourspace("rgb16")
      .png()
      .toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe("ushort");
    for (const stored of [cmyk, deep]) {
      const {bytes} = await developOne(stored);
      expect(await sharp(bytes).metadata()).toMatchObject({space: "srgb", depth: "uchar", channels: 3});
    }
    const wide = await sharp({create: {width: 40, height: 40, channels: 3, background: "#804020"}})
      .withIccProfile("p3")
      .png()
      .toBuffer();
    const stored = [...(await sharp(wide, {ignoreIcc: true}).raw().toBuffer()).subarray(0, 3)];
    const shown = [
      ...(
        await sharp((await developOne(wide)).bytes)
          .raw()
          .toBuffer()
      ).subarray(0, 3),
    ];
    expect(stored).not.toEqual([128, 64, 32]);
    for (const [index, value] of [128, 64, 32].entries()) expect(Math.abs((shown[index] ?? 0) - value)).toBeLessThan(4);
  });

  test("a grey scan", async () => {
    const grey = await sharp(await cornerPicture())
      .greyscale()
      .jpeg()
      .toBuffer();
    expect(await developOne(grey)).toMatchObject({width: 120, height: 80, mediaType: "image/jpeg"});
  });

  test("the first picture of a moving one", async () => {
    const frame = (background: string) => sharp({create: {width: 50, height: 40, channels: 3, background}}).png();
    const moving = await sharp([await frame("#ff0000").toBuffer(), await frame("#0000ff").toBuffer()], {
      join: {animated: true},
    })
      .gif()
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const developed = await developOne(moving);
    expect(developed).toMatchObject({width: 50, height: 40});
    expect(await readCorners(developed.bytes)).toBe("RRRR");
  });
});

describe("developPhoto chooses", () => {
  test("PNG for drawings and what is transparent, JPEG for photos", async () => {
    const drawing = await cornerPicture();
    expect((await developOne(drawing)).mediaType).toBe("image/png");
    expect((await developOne(await sharp(drawing).jpeg().toBuffer())).mediaType).toBe("image/jpeg");
    const noise = {create: {width: 300, height: 200, channels: 3 as const, background: "#888"}};
    const photo = await sharp({...noise, create: {...noise.create, noise: {type: "gaussian", mean: 128, sigma: 30}}})
      .png()
      .toBuffer();
    expect((await developOne(photo)).mediaType).toBe("image/jpeg");
    const clear = await sharp(photo).ensureAlpha(0.5).png().toBuffer();
    expect((await developOne(clear)).mediaType).toBe("image/png");
    const opaque = await sharp(photo).ensureAlpha(1).png().toBuffer();
    expect((await developOne(opaque)).mediaType).toBe("image/jpeg");
  });

  test("the size that is wanted, never a larger one, and gives the same bytes again", async () => {
    const photo = await sharp({
      create: {
        width: 1500,
        height: 1000,
        channels: 3,
        background: "#888",
        noise: {type: "gaussian", mean: 128, sigma: 30},
      },
    })
      .jpeg()
      .toBuffer();
    const wishes: PhotoWish[] = [
      {width: 960, height: 1920, use: "screen"},
      {width: 1600, height: 3200, use: "screen"},
      {width: 2000, height: 400, use: "print"},
    ];
    const first = await develop(photo, ...wishes);
    expect(first.map(({width, height}) => [width, height])).toEqual([
      [960, 640],
      [1500, 1000],
      [600, 400],
    ]);
    const again = await develop(photo, ...wishes);
    expect(again.map(({bytes}) => Buffer.from(bytes).toString("base64"))).toEqual(
      first.map(({bytes}) => Buffer.from(bytes).toString("base64")),
    );
  });
});

test.each(["jpg", "png"] as const)("developPhoto of 100 megapixels in %s keeps to a bounded memory", async format => {
  const folder = temporaryFolder();
  const path = join(folder, `large.${format}`);
  await sharp({create: {width: 12_000, height: 8400, channels: 3, background: "#3a7050"}}).toFile(path);
  const pages = new URL("../../src/pages/index.ts", import.meta.url).href;
  const script = join(folder, "develop.mjs");
  writeFileSync(
    script,
    `import {readFileSync} from "node:fs";
    import {developPhoto, measurePhoto} from ${JSON.stringify(pages)};
    const before = process.resourceUsage().maxRSS;
    const bytes = readFileSync(${JSON.stringify(path)});
    const {type, width, height} = measurePhoto(bytes);
    const photos = await developPhoto(bytes, type, [
      {width: 960, height: 1920, use: "screen"}, {width: 2917, height: 4000, use: "print"}]);
    const grownMb = (process.resourceUsage().maxRSS - before) / 1024;
    console.log(JSON.stringify({size: [width, height], sizes: photos.map(p => [p.width, p.height]), grownMb}));`,
  );
  const {stdout} = await promisify(execFile)(process.execPath, [script]);
  const {grownMb, ...result} = JSON.parse(stdout) as {grownMb: number};
  expect(result).toEqual({
    size: [12_000, 8400],
    sizes: [
      [960, 672],
      [2917, 2042],
    ],
  });
  // Its pixels alone are 302 MB.
  expect(grownMb).toBeLessThan(250);
});
