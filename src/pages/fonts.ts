import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import subsetFont from "subset-font";
import {MachineError} from "../diagnostics/index.ts";
import {readCharacterMap} from "./character-map.ts";

/** Names in the stylesheets, by role: 宋 text, 黑 emphasis and charts, 楷 leads and captions, 仿宋 official text. */
export type FontFamily = "JB Song" | "JB Sans" | "JB Kai" | "JB Fang";

/** A whole font file and the role that it plays. */
export interface FontSource {
  readonly family: FontFamily;
  readonly weight: number;
  readonly path: string;
  /** The file's content, when it was read already: fonts of a workspace are read like everything in it. */
  readonly bytes?: Uint8Array | undefined;
  /** True of a face that lends its Chinese marks to a family whose own face has no half-width ones. */
  readonly marksOnly?: boolean | undefined;
}

/** A font cut down to the characters in use. */
export interface FontFace {
  readonly family: FontFamily;
  readonly weight: number;
  readonly format: FontFormat;
  readonly bytes: Uint8Array;
  readonly marksOnly?: boolean | undefined;
  /** Characters asked for that the whole font does not have, in code point order. */
  readonly missing: readonly string[];
}

/**
 * `truetype` is quickest to load, for printing; `woff` is a third smaller, for HTML. woff2 would be a quarter smaller
 * still and takes ten times as long to make, about a second a face.
 */
export type FontFormat = "woff" | "truetype";

/**
 * The free faces that come with jianbao. No free 仿宋 exists in the registry: an office adds its own file as "JB Fang";
 * until then the stylesheets fall back to "JB Song".
 */
export function builtInFonts(): readonly FontSource[] {
  const {resolve} = createRequire(import.meta.url);
  const serif = "@expo-google-fonts/noto-serif-sc";
  const sans = "@expo-google-fonts/noto-sans-sc";
  return [
    {family: "JB Song", weight: 400, path: resolve(`${serif}/400Regular/NotoSerifSC_400Regular.ttf`)},
    {family: "JB Song", weight: 900, path: resolve(`${serif}/900Black/NotoSerifSC_900Black.ttf`)},
    {family: "JB Sans", weight: 400, path: resolve(`${sans}/400Regular/NotoSansSC_400Regular.ttf`)},
    {family: "JB Sans", weight: 700, path: resolve(`${sans}/700Bold/NotoSansSC_700Bold.ttf`)},
    // The file is called latin and holds the whole face.
    {family: "JB Kai", weight: 400, path: resolve("@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff")},
    // It has neither halt nor whole cells for quotes: “ would take a third of a cell, 。（ two. 宋 lends it the marks.
    {family: "JB Kai", weight: 400, path: resolve(`${serif}/400Regular/NotoSerifSC_400Regular.ttf`), marksOnly: true},
  ];
}

// Marks that a page needs whatever its text: page numbers in margin boxes, list markers, the shapes of justified text.
// （下转A07版）（上接A06版）▲ and the like are set by make-up.
const alwaysKept = " 　0123456789—-–•·0123456789演示数据续表页第共()（）…‐下转上接版▲";
// Horizontal Chinese needs the spacing of punctuation (halt, chws) and Latin kerning; vertical forms are kept for vertical heads.
const keptFeatures = ["halt", "chws", "palt", "kern", "mark", "liga", "locl", "ccmp", "vert", "vhal", "vchw"];

const chineseMarks = "·—‘’“”…、。〈〉《》「」『』【】〔〕！（），：；？［］｛｝～";
const chineseMarksRange =
  "U+B7,U+2014,U+2018-2019,U+201C-201D,U+2026,U+3001-3002,U+3008-3011,U+3014-3015,U+FF01,U+FF08-FF09,U+FF0C,U+FF1A-FF1B,U+FF1F,U+FF3B,U+FF3D,U+FF5B,U+FF5D-FF5E";

/** Cuts whole fonts down to `characters`: some tens of milliseconds a face, so it is done once for a build. */
export function subsetFonts(
  characters: string,
  faces: readonly FontSource[] = builtInFonts(),
  format: FontFormat = "woff",
): Promise<FontFace[]> {
  const wanted = uniqueCharacters(characters + alwaysKept);
  return Promise.all(faces.map(face => subsetFace(face, face.marksOnly ? chineseMarks : wanted, format)));
}

/** Cuts a build's subsets (truetype) down further to the characters of one document, as woff. */
export function recutFonts(faces: readonly FontFace[], characters: string): Promise<FontFace[]> {
  const wanted = uniqueCharacters(characters + alwaysKept);
  return Promise.all(
    faces.map(async face => ({...face, format: "woff", bytes: await cut(face.bytes, wanted, "woff")})),
  );
}

/** `@font-face` rules with the fonts inside as data: addresses. */
export function fontFaceCss(faces: readonly FontFace[]): string {
  return faces
    .map(({family, weight, format, bytes, marksOnly}) => {
      const type = format === "truetype" ? "font/ttf" : `font/${format}`;
      const data = Buffer.from(bytes).toString("base64");
      const range = marksOnly ? `;unicode-range:${chineseMarksRange}` : "";
      return `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:${type};base64,${data}) format("${format}")${range}}`;
    })
    .join("\n");
}

/** Characters of the text that no face has: they would print as blanks or boxes. */
export function findMissingCharacters(characters: string, faces: readonly FontFace[]): string[] {
  const wanted = uniqueCharacters(characters);
  const whole = faces.filter(({marksOnly}) => !marksOnly);
  return [...wanted].filter(character => isPrinted(character) && whole.every(face => face.missing.includes(character)));
}

/** Every character once, in code point order, so that the same content gives the same subset. */
export function uniqueCharacters(text: string): string {
  return [...new Set(text)].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)).join("");
}

async function subsetFace(face: FontSource, characters: string, format: FontFormat): Promise<FontFace> {
  const sfnt = await cutWhole(face, characters);
  const present = readCharacterMap(sfnt);
  const missing = [...characters].filter(
    character => isPrinted(character) && !present.has(character.codePointAt(0) ?? 0),
  );
  const bytes = format === "truetype" ? sfnt : await cut(sfnt, characters, format);
  return {family: face.family, weight: face.weight, format, bytes, missing, marksOnly: face.marksOnly};
}

/** A font of a workspace may be damaged in a way that shows only now. */
async function cutWhole(face: FontSource, characters: string): Promise<Uint8Array> {
  if (!face.bytes) return cut(await readFile(face.path), characters, "truetype");
  try {
    return await cut(face.bytes, characters, "truetype");
  } catch (error) {
    throw new MachineError(
      `字体“${face.path}”用不了，多半已损坏`,
      "换一个完好的字体文件，或者删去“字体”里的这一行",
      error,
    );
  }
}

function cut(font: Uint8Array, characters: string, targetFormat: FontFormat): Promise<Uint8Array> {
  return subsetFont(Buffer.from(font), characters, {targetFormat, keepFeatures: keptFeatures, noHinting: true});
}

function isPrinted(character: string): boolean {
  return !/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(character);
}
