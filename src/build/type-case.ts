import {type FontFace, type FontSource, fontFaceCss, subsetFonts, uniqueCharacters} from "../pages/index.ts";

/** Type at hand: the fonts of a build, cut to the characters that its pages need. */
export interface Type {
  readonly faces: readonly FontFace[];
  /** The same as `@font-face` rules. */
  readonly css: string;
}

/** Where the type of a build comes from; it is cut anew only when a page needs a character that is not there yet. */
export interface TypeCase {
  hold(characters: string): Promise<Type>;
  /** Everything that was asked for. */
  readonly held: string;
}

/** `expected`: characters that are likely to come. What a page looks like does not depend on what else is at hand. */
export function openTypeCase(fonts: readonly FontSource[], expected: string): TypeCase {
  let held = new Set(expected);
  let type: Promise<Type> | undefined;
  return {
    get held() {
      return uniqueCharacters([...held].join(""));
    },
    hold(characters) {
      const missing = [...characters].filter(character => !held.has(character));
      if (!type || missing.length > 0) {
        held = new Set([...held, ...missing]);
        type = cut(fonts, uniqueCharacters([...held].join("")));
      }
      return type;
    },
  };
}

async function cut(fonts: readonly FontSource[], characters: string): Promise<Type> {
  const faces = await subsetFonts(characters, fonts, "truetype");
  return {faces, css: fontFaceCss(faces)};
}
