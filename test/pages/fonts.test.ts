import {expect, test} from "vitest";
import {readCharacterMap} from "../../src/pages/character-map.ts";
import {
  builtInFonts,
  findMissingCharacters,
  fontFaceCss,
  subsetFonts,
  uniqueCharacters,
} from "../../src/pages/index.ts";

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
