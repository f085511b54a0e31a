import {copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test, vi} from "vitest";
import {readCharacterMap} from "../../src/pages/fonts/character-map.ts";
import {prepareFace} from "../../src/pages/fonts/prepared-face.ts";
import {isWoff, packWoff, unpackWoff} from "../../src/pages/fonts/woff.ts";
import {
  builtInFonts,
  findMissingCharacters,
  fontFaceCss,
  recutFace,
  subsetFonts,
  uniqueCharacters,
} from "../../src/pages/index.ts";
import {temporaryFolder} from "../cli/run.ts";

test("subsetFonts keeps the characters asked for and drops the others", async () => {
  const [song] = await subsetFonts("唐坊镇", builtInFonts().slice(0, 1), "truetype");
  if (song === undefined) throw new Error("no face");
  const characters = readCharacterMap(song.bytes);
  for (const character of "唐坊镇0") expect(characters.has(character.codePointAt(0) ?? 0)).toBe(true);
  expect(characters.has("龙".codePointAt(0) ?? 0)).toBe(false);
});

test("subsetFonts keeps the spacing of punctuation", async () => {
  const [song] = await subsetFonts("，。“”（）", builtInFonts().slice(0, 1), "truetype");
  const text = Buffer.from(song?.bytes ?? []).toString("latin1");
  expect(text).toContain("halt");
  expect(text).toContain("chws");
});

test("subsetFonts gives the same bytes for the same characters in any order", async () => {
  const faces = builtInFonts().slice(0, 1);
  const [one] = await subsetFonts("唐坊", faces);
  const [other] = await subsetFonts("坊唐坊", faces);
  expect(other).toEqual(one);
});

test("findMissingCharacters names what no face has", async () => {
  const faces = await subsetFonts("村\u{F0000}\n", builtInFonts().slice(0, 2));
  expect(findMissingCharacters("村\u{F0000}\n", faces)).toEqual(["\u{F0000}"]);
});

test("fontFaceCss embeds the font", async () => {
  const css = fontFaceCss(await subsetFonts("村", builtInFonts().slice(0, 1)));
  expect(css).toMatch(/^@font-face\{font-family:"JB Song";font-weight:400;src:url\(data:font\/woff;base64,/);
});

test("uniqueCharacters counts characters, not code units", () => {
  expect(uniqueCharacters("村𠮷村")).toBe("村𠮷");
});

const [serif, , , , kai] = builtInFonts();

test("a font is prepared once, and cut from what was kept the same as without", async () => {
  const folder = temporaryFolder();
  const faces = [serif, kai].filter(face => face !== undefined);
  const without = await subsetFonts("唐坊镇垚", faces, "truetype", []);
  const [first, other] = await Promise.all([
    subsetFonts("唐坊镇垚", faces, "truetype", [folder]),
    subsetFonts("唐坊镇垚", faces, "truetype", [folder]),
  ]);
  const kept = readdirSync(join(folder, "fonts"));
  expect(kept).toHaveLength(2);
  const again = await subsetFonts("唐坊镇垚", faces, "truetype", [folder]);
  for (const result of [first, other, again]) expect(result).toEqual(without);
});

test("a kept font that is not whole is made anew", async () => {
  const folder = temporaryFolder();
  const faces = [serif].filter(face => face !== undefined);
  const whole = await subsetFonts("村", faces, "truetype", [folder]);
  const path = join(folder, "fonts", readdirSync(join(folder, "fonts"))[0] ?? "");
  const {length} = readFileSync(path);
  truncateSync(path, length / 2);
  expect(await subsetFonts("村", faces, "truetype", [folder])).toEqual(whole);
  expect(readFileSync(path).length).toBe(length);
});

test("a cache folder that cannot be written is passed over", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  mkdirSync(join(folder, "next"));
  const folders = [join(folder, "file"), join(folder, "next")];
  const faces = [serif].filter(face => face !== undefined);
  expect((await subsetFonts("村", faces, "woff", folders))[0]?.missing).toEqual([]);
  expect(readdirSync(join(folder, "next", "fonts"))).toHaveLength(1);
});

test.skipIf(process.platform === "win32")(
  "a font kept in a folder of another user is neither taken nor replaced",
  async () => {
    const folder = temporaryFolder();
    const faces = [serif].filter(face => face !== undefined);
    const own = await subsetFonts("村", faces, "truetype", [folder]);
    const path = join(folder, "fonts", readdirSync(join(folder, "fonts"))[0] ?? "");
    // Whole as far as can be seen, and another font.
    await subsetFonts(
      "村",
      [kai].filter(face => face !== undefined),
      "truetype",
      [join(folder, "other")],
    );
    const [foreign = ""] = readdirSync(join(folder, "other", "fonts"));
    copyFileSync(join(folder, "other", "fonts", foreign), path);
    const before = readFileSync(path);
    expect(await subsetFonts("村", faces, "truetype", [folder])).not.toEqual(own);
    const uid = vi.spyOn(process, "geteuid").mockReturnValue(statSync(folder).uid + 1);
    try {
      expect(await subsetFonts("村", faces, "truetype", [folder])).toEqual(own);
    } finally {
      uid.mockRestore();
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  },
);

test("what a killed process left half written is removed, but not what is being written", async () => {
  const folder = temporaryFolder({
    "fonts/writing-0-old": "",
    [`fonts/writing-${process.pid}-new`]: "",
    "fonts/other": "",
  });
  await subsetFonts(
    "村",
    [serif].filter(face => face !== undefined),
    "truetype",
    [folder],
  );
  const left = readdirSync(join(folder, "fonts")).filter(name => !name.endsWith(".ttf"));
  expect(left).toEqual(["other", `writing-${process.pid}-new`]);
});

test("prepareFace() tells when it cannot read what package a font belongs to", async () => {
  // What cannot be read is not taken for what is not there: the name of the kept font would be that of another one.
  const folder = temporaryFolder({"package.json/in-its-place": ""});
  const path = join(folder, "font.ttf");
  await expect(prepareFace({path}, [])).rejects.toThrow("EISDIR");
  await expect(prepareFace({path: join(folder, "package.json/in-its-place/font.ttf")}, [])).rejects.toThrow("EISDIR");
});

test("rare characters come in a face of their own, which is asked for them alone", async () => {
  const faces = await subsetFonts("村垚", builtInFonts().slice(0, 1), "truetype");
  expect(faces.map(({only}) => only)).toEqual([undefined, "垚"]);
  expect(fontFaceCss(faces)).toMatch(/;unicode-range:U\+579A\}$/);
  expect(findMissingCharacters("村垚", faces)).toEqual([]);
});

test("a page's fonts do not depend on what else the build's fonts hold", async () => {
  const faces = builtInFonts().slice(0, 1);
  const recut = async (held: string) =>
    (await subsetFonts(held, faces, "truetype")).flatMap(face => recutFace(face, "村") ?? []);
  const alone = await recut("村");
  expect(await recut("村垚唐坊镇")).toEqual(alone);
  expect(alone).toHaveLength(1);
  expect(isWoff(alone[0]?.bytes ?? new Uint8Array())).toBe(true);
});

test("packWoff and unpackWoff undo each other", async () => {
  const [face] = await subsetFonts("村“镇”", builtInFonts().slice(0, 1), "truetype");
  if (face === undefined) throw new Error("no face");
  const woff = packWoff(face.bytes);
  expect(woff.length).toBeLessThan(face.bytes.length);
  const plain = unpackWoff(woff);
  expect(plain.length).toBe(face.bytes.length);
  expect(readCharacterMap(plain)).toEqual(readCharacterMap(face.bytes));
  expect(Buffer.compare(packWoff(plain), woff)).toBe(0);
  expect(() => unpackWoff(woff.subarray(0, woff.length / 2))).toThrow();
});
