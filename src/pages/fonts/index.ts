/**
 * Fonts: whole faces are cut down to the characters that are printed. A face of its own, since it loads nothing else: a
 * thread that only cuts fonts starts with it.
 */
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
