import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import subsetFont from "subset-font";
import {readCharacterMap} from "./character-map.ts";

/** Names in the stylesheets, by role: 宋 text, 黑 emphasis and charts, 楷 leads and captions, 仿宋 official text. */
export type FontFamily = "JB Song" | "JB Sans" | "JB Kai" | "JB Fang";

/** A whole font file and the role that it plays. */
export interface FontSource {
  readonly family: FontFamily;
  readonly weight: number;
  readonly path: string;
}

/** A font cut down to the characters in use. */
export interface FontFace {
  readonly family: FontFamily;
  readonly weight: number;
  readonly format: FontFormat;
  readonly bytes: Uint8Array;
  /** Characters asked for that the whole font does not have, in code point order. */
  readonly missing: readonly string[];
}

/**
 * `woff2` is smallest, for HTML to publish, and takes about a second a face; `woff` is a third larger and made at once,
 * for previews; `truetype` is quickest to load, for printing.
 */
export type FontFormat = "woff2" | "woff" | "truetype";

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
  ];
}

// Marks that a page needs whatever its text: page numbers in margin boxes, list markers, the shapes of justified text.
const alwaysKept = " 　0123456789—-–•·0123456789演示数据续表页第共()（）…‐";
// Horizontal Chinese needs the spacing of punctuation (halt, chws) and Latin kerning; vertical forms are kept for vertical heads.
const keptFeatures = ["halt", "chws", "palt", "kern", "mark", "liga", "locl", "ccmp", "vert", "vhal", "vchw"];

const subsets = new Map<string, Promise<FontFace>>();

/** Cuts fonts down to `characters`; the same request is answered from memory. */
export function subsetFonts(
  characters: string,
  faces: readonly FontSource[] = builtInFonts(),
  format: FontFormat = "woff2",
): Promise<FontFace[]> {
  const wanted = uniqueCharacters(characters + alwaysKept);
  return Promise.all(
    faces.map(face => {
      const key = [face.path, face.family, face.weight, format, wanted].join("\n");
      let subset = subsets.get(key);
      if (subset === undefined) {
        subset = subsetFace(face, wanted, format);
        subsets.set(key, subset);
        // A failure is not kept: the file may be mended while a watcher runs.
        subset.catch(() => subsets.delete(key));
      }
      return subset;
    }),
  );
}

/** Forgets all subsets; a long-running process calls it when the content has changed a lot. */
export function forgetSubsets(): void {
  subsets.clear();
}

/** `@font-face` rules with the fonts inside as data: addresses. */
export function fontFaceCss(faces: readonly FontFace[]): string {
  return faces
    .map(({family, weight, format, bytes}) => {
      const type = format === "truetype" ? "font/ttf" : `font/${format}`;
      const data = Buffer.from(bytes).toString("base64");
      return `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:${type};base64,${data}) format("${format}")}`;
    })
    .join("\n");
}

/** Characters of the text that no face has: they would print as blanks or boxes. */
export function findMissingCharacters(characters: string, faces: readonly FontFace[]): string[] {
  const wanted = uniqueCharacters(characters);
  return [...wanted].filter(character => isPrinted(character) && faces.every(face => face.missing.includes(character)));
}

/** Every character once, in code point order, so that the same content gives the same subset. */
export function uniqueCharacters(text: string): string {
  return [...new Set(text)].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)).join("");
}

async function subsetFace(face: FontSource, characters: string, format: FontFormat): Promise<FontFace> {
  const whole = await readFile(face.path);
  const sfnt = await subsetFont(whole, characters, {
    targetFormat: "truetype",
    keepFeatures: keptFeatures,
    noHinting: true,
  });
  const present = readCharacterMap(sfnt);
  const missing = [...characters].filter(
    character => isPrinted(character) && !present.has(character.codePointAt(0) ?? 0),
  );
  const bytes =
    format === "truetype"
      ? sfnt
      : await subsetFont(sfnt, characters, {targetFormat: "woff2", keepFeatures: keptFeatures});
  return {family: face.family, weight: face.weight, format, bytes, missing};
}

function isPrinted(character: string): boolean {
  return !/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(character);
}
