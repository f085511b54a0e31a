/** Fonts: whole faces, prepared once, are cut down to the characters that are printed. */
export {commonHanzi} from "./base-repertoire.ts";
export {
  builtInFonts,
  type FontFace,
  type FontFamily,
  type FontFormat,
  type FontSource,
  findMissingCharacters,
  fontFaceCss,
  recutFonts,
  subsetFonts,
  uniqueCharacters,
} from "./fonts.ts";
