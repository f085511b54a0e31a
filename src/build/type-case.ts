import {setImmediate} from "node:timers/promises";
import {
  charactersByFace,
  commonHanzi,
  type FaceCharacters,
  type FontFace,
  type FontSource,
  faceName,
  fontFaceCss,
  type Page,
  recutFace,
  subsetFonts,
  uniqueCharacters,
  withAlwaysKept,
} from "../pages/index.ts";
import {type CacheFolder, noCache} from "./cache-folder.ts";
import {fingerprint} from "./fingerprint.ts";
import {openKeptType} from "./kept-type.ts";
import {openKeptWebType} from "./kept-web-type.ts";
import {lately} from "./lately.ts";
import {programDigest} from "./program-digest.ts";

/** Where the type of a build comes from; it is cut anew only when a page needs a character that is not there yet. */
export interface TypeCase {
  /** The fonts cut to these characters and all that were asked for before; the same ones while nothing is added. */
  hold(characters: string): Promise<readonly FontFace[]>;
  /** The fonts cut to all that was asked for when they are there: nothing older comes after something newer. */
  newest(): Promise<readonly FontFace[]>;
  /** The characters of each face that a web page brings along: what it shows, and some that others show. */
  webCharacters(page: Page, faces: readonly FontFace[]): FaceCharacters;
  /** Those faces, compressed, as `@font-face` rules in bytes, one after another. */
  webFonts(characters: FaceCharacters): Promise<readonly Uint8Array[]>;
  /** One name for the fonts of which the type is cut. */
  readonly fontsName: string;
  /** The characters of names that a web page may take along. */
  readonly shared: string;
  /** Everything that was asked for. */
  readonly held: string;
  /** Keeps what was cut for the next build. */
  keep(): void;
}

/** A web page takes the characters of all names along while they make its fonts no larger than so many times. */
const mostShared = 2;
/** Faces of web pages, some tens of kilobytes each: articles alike need the same characters. */
const latelyForWeb = lately<Uint8Array>(256);
const latelyCut = lately<Promise<readonly FontFace[]>>(2);

/**
 * `expected`: characters that are likely to come. What a page looks like does not depend on what else is at hand.
 * `shared`: characters of units, indicators and office, on which every bulletin rests. With them the pages of all villages
 * have the same fonts, which are then cut and compressed once.
 * `isWide`: all common characters are at hand, so that hardly any new word of a writer needs other fonts.
 * `cache`: where the type of an earlier build may lie.
 */
export function openTypeCase(
  fonts: readonly FontSource[],
  expected: string,
  shared: string,
  {isWide = false, cache = noCache}: {readonly isWide?: boolean | undefined; readonly cache?: CacheFolder} = {},
): TypeCase {
  const kept = openKeptType(isWide ? "wide" : "narrow", cache);
  const keptWeb = openKeptWebType(cache);
  let cutAnew: {readonly madeOf: string; readonly faces: readonly FontFace[]} | undefined;
  const name = fontsName(fonts);
  let held = new Set(withAlwaysKept(expected));
  let type: Promise<readonly FontFace[]> | undefined;
  const cut = async (wanted: string): Promise<readonly FontFace[]> => {
    const madeOf = fingerprint([programDigest(), name, wanted]);
    const known = kept.find(madeOf);
    if (known) return known;
    const faces = await subsetFonts(wanted, fonts, "truetype");
    cutAnew = {madeOf, faces};
    return faces;
  };
  return {
    keep() {
      if (cutAnew) kept.keep(cutAnew.madeOf, cutAnew.faces);
      cutAnew = undefined;
      // A program that stays has its own in memory.
      if (!isWide) keptWeb.keep();
    },
    fontsName: name,
    shared,
    get held() {
      return uniqueCharacters([...held].join(""));
    },
    webCharacters(page, faces) {
      const own = charactersByFace(page, faces);
      const withMore = (more: string) =>
        new Map([...own].map(([face, characters]) => [face, withAlwaysKept(characters + more)]));
      const all = withMore(shared);
      return sizeOf(all) <= mostShared * sizeOf(own) ? all : withMore("");
    },
    async webFonts(characters) {
      const faces = await this.hold([...characters.values()].join(""));
      const all: Uint8Array[] = [];
      for (const face of faces) {
        const own = characters.get(faceName(face)) ?? "";
        const key = JSON.stringify([name, faceName(face), face.only, own]);
        let isNew = false;
        const css = latelyForWeb(key, () => {
          const before = keptWeb.find(key);
          if (before) return before;
          isNew = true;
          const cut = recutFace(face, own);
          const packed = Buffer.from(cut ? `${fontFaceCss([cut])}\n` : "", "latin1");
          keptWeb.add(key, packed);
          return packed;
        });
        all.push(css);
        // The browser may have answered meanwhile, and wait for what it is to do next.
        if (isNew) await setImmediate();
      }
      return all;
    },
    async newest() {
      for (;;) {
        const current = this.hold("");
        const faces = await current;
        if (current === this.hold("")) return faces;
      }
    },
    hold(characters) {
      const missing = [...characters].filter(character => !held.has(character));
      if (!type || missing.length > 0) {
        held = new Set([...held, ...missing]);
        const wanted = uniqueCharacters([...held].join("") + (isWide ? commonHanzi() : ""));
        type = latelyCut(`${name} ${wanted}`, () => cut(wanted));
      }
      return type;
    },
  };
}

function sizeOf(characters: FaceCharacters): number {
  return [...characters.values()].reduce((sum, {length}) => sum + length, 0);
}

/** One name for some fonts: others have another. */
export function fontsName(fonts: readonly FontSource[]): string {
  return fingerprint(fonts.map(({bytes, ...face}) => [Object.entries(face).sort(), bytes && fingerprint(bytes)]));
}
