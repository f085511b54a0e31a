import {createRequire} from "node:module";
import {MachineError} from "../../diagnostics/index.ts";
import {cacheFolders} from "../../workspace/files/index.ts";
import {readCharacterMap} from "./character-map.ts";
import {CharacterSet} from "./character-set.ts";
import {openFace} from "./cut-font.ts";
import {keptFeatures, preparedCharacters, prepareFace, readWhole} from "./prepared-face.ts";
import {packWoff} from "./woff.ts";

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
  /** The only characters that are set in it, where another face of the same family has the others. */
  readonly only?: string | undefined;
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
  builtIn ??= findBuiltIn();
  return builtIn;
}

let builtIn: readonly FontSource[] | undefined;

function findBuiltIn(): readonly FontSource[] {
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

const chineseMarks = "·—‘’“”…、。〈〉《》「」『』【】〔〕！（），：；？［］｛｝～";

/**
 * Cuts whole fonts down to `characters`, by way of prepared ones kept in `folders`. Glyphs of fonts for printing
 * (truetype) have the same numbers whatever they are cut for: a PDF, in which the numbers show, depends on its own text
 * alone.
 *
 * Characters beyond the base repertoire are rare; they come in a face of their own, cut from the whole one.
 */
export async function subsetFonts(
  characters: string,
  faces: readonly FontSource[] = builtInFonts(),
  format: FontFormat = "woff",
  folders: readonly string[] = cacheFolders(process.env),
): Promise<FontFace[]> {
  const wanted = withAlwaysKept(characters);
  // A face may play two roles.
  const prepared = new Map<Uint8Array | string, Promise<Uint8Array>>();
  const cut = await Promise.all(
    faces.map(face => {
      const key = face.bytes ?? face.path;
      const base = prepared.get(key) ?? prepareFace(face, folders);
      prepared.set(key, base);
      return cutSource(face, base, wanted, format);
    }),
  );
  return cut.flat();
}

/**
 * Cuts one of a build's subsets (truetype) down further to the characters that one document sets in it, as woff; undefined
 * when it sets none. The result is the same as if it had been cut for them alone.
 */
export function recutFace(face: FontFace, characters: string): FontFace | undefined {
  const wanted = withAlwaysKept(characters);
  const own = face.only === undefined ? wanted : common(face.only, new Set(wanted));
  if (own === "") return undefined;
  const bytes = packWoff(cut(face.bytes, own, {keepGlyphNumbers: false}));
  return {...face, format: "woff", bytes, ...(face.only === undefined ? {} : {only: own})};
}

/** With the characters that every page needs of every face, whatever its text. */
export function withAlwaysKept(characters: string): string {
  return uniqueCharacters(characters + alwaysKept);
}

/** `@font-face` rules with the fonts inside as data: addresses, or at the addresses that `addressOf` gives. */
export function fontFaceCss(
  faces: readonly FontFace[],
  addressOf: (face: FontFace, index: number) => string = dataAddress,
): string {
  return faces
    .map((face, index) => {
      const {family, weight, format, only} = face;
      const range = only === undefined ? "" : `;unicode-range:${rangesOf(only)}`;
      return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${addressOf(face, index)}) format("${format}")${range}}`;
    })
    .join("\n");
}

function dataAddress({format, bytes}: FontFace): string {
  const type = format === "truetype" ? "font/ttf" : `font/${format}`;
  return `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}`;
}

/** "U+2018-2019,U+FF0C" */
function rangesOf(characters: string): string {
  const ranges: [number, number][] = [];
  for (const character of uniqueCharacters(characters)) {
    const code = character.codePointAt(0) ?? 0;
    const last = ranges.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const hex = (code: number) => code.toString(16).toUpperCase();
  return ranges.map(([from, to]) => `U+${hex(from)}${to > from ? `-${hex(to)}` : ""}`).join(",");
}

/** Characters of the text that no face has: they would print as blanks or boxes. */
export function findMissingCharacters(characters: string, faces: readonly FontFace[]): string[] {
  const wanted = uniqueCharacters(characters);
  const whole = faces.filter(({only}) => only === undefined);
  return [...wanted].filter(character => isPrinted(character) && whole.every(face => face.missing.includes(character)));
}

/** Every character once, in code point order, so that the same content gives the same subset. */
export function uniqueCharacters(text: string): string {
  return new CharacterSet().add(text).toString();
}

async function cutSource(
  source: FontSource,
  prepared: Promise<Uint8Array>,
  wanted: string,
  format: FontFormat,
): Promise<FontFace[]> {
  const {family, weight, marksOnly} = source;
  try {
    if (marksOnly)
      return [{family, weight, format, ...cutFor(await prepared, chineseMarks, format), only: chineseMarks}];
    const usual = common(wanted, preparedCharacters());
    const rare = [...wanted].filter(character => !isControl(character) && !preparedCharacters().has(character));
    const face = {family, weight, format, ...cutFor(await prepared, usual, format)};
    if (rare.length === 0) return [face];
    const whole = await readWhole(source);
    const glyphs = readCharacterMap(whole);
    const found = rare.filter(character => glyphs.has(codeOf(character))).join("");
    const lacking = rare.filter(character => isPrinted(character) && !found.includes(character));
    const missing = [...uniqueCharacters([...face.missing, ...lacking].join(""))];
    const complete = {...face, missing};
    return found === "" ? [complete] : [complete, {...face, ...cutFor(whole, found, format), only: found}];
  } catch (error) {
    // A font of a workspace may be damaged in a way that shows only now.
    if (!source.bytes) throw error;
    throw new MachineError(
      `字体“${source.path}”用不了，多半已损坏`,
      "换一个完好的字体文件，或者删去“字体”里的这一行",
      error,
    );
  }
}

/** A face cut for some characters, and those of them that it lacks. */
function cutFor(font: Uint8Array, characters: string, format: FontFormat): Pick<FontFace, "bytes" | "missing"> {
  const keepGlyphNumbers = format === "truetype";
  const bytes = cut(font, keepGlyphNumbers ? withTwins(characters, font) : characters, {keepGlyphNumbers});
  const glyphs = readCharacterMap(bytes);
  const missing = [...characters].filter(character => isPrinted(character) && !glyphs.has(codeOf(character)));
  return {bytes: format === "truetype" ? bytes : packWoff(bytes), missing};
}

/**
 * Some characters share a glyph (space and no-break space, the hyphens, a radical and its variant). What the PDF says
 * about a glyph depends on which of them the font knows: so it always knows all. The unified hanzi have a glyph each.
 */
function withTwins(characters: string, font: Uint8Array): string {
  const glyphs = readCharacterMap(font, code => code < 0x4e00 || code > 0x9fff);
  const used = new Set([...characters].map(character => glyphs.get(codeOf(character))));
  const twins = [...glyphs].flatMap(([code, glyph]) => (used.has(glyph) ? [code] : []));
  return uniqueCharacters(characters + String.fromCodePoint(...twins));
}

function cut(font: Uint8Array, characters: string, {keepGlyphNumbers}: {keepGlyphNumbers: boolean}): Uint8Array {
  const face = openFace(font);
  try {
    return face.cut({characters, features: keptFeatures, keepGlyphNumbers});
  } finally {
    face.close();
  }
}

function common(some: string, others: ReadonlySet<string>): string {
  return [...some].filter(character => others.has(character)).join("");
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function isPrinted(character: string): boolean {
  return !isControl(character) && !/\s/.test(character);
}

function isControl(character: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}]/u.test(character);
}
