import type {FontFace} from "../pages/index.ts";
import {fingerprintOf} from "../workspace/files/index.ts";
import type {CacheFolder} from "./cache-folder.ts";

/** The type of the last build, for the next one that needs the same: to cut it takes a tenth of a small build. */
export interface KeptType {
  find(madeOf: string): readonly FontFace[] | undefined;
  keep(madeOf: string, faces: readonly FontFace[]): void;
}

/** What is kept beside the bytes of all faces, with their fingerprint: another process may just have put others there. */
interface KeptFacts {
  readonly madeOf: string;
  readonly holds: string;
  readonly faces: readonly (Omit<FontFace, "bytes"> & {readonly length: number})[];
}

/** `name`: builds of one kind have one place, so that only the last type of each is kept. */
export function openKeptType(name: string, cache: CacheFolder): KeptType {
  return {
    find(madeOf) {
      const facts = cache.readJson<KeptFacts>(`type/${name}.json`);
      const bytes = facts?.madeOf === madeOf ? cache.readBytes(`type/${name}.bin`) : undefined;
      if (!facts || !bytes || fingerprintOf(bytes) !== facts.holds) return undefined;
      let at = 0;
      return facts.faces.map(({length, ...face}) => {
        at += length;
        return {...face, bytes: bytes.subarray(at - length, at)};
      });
    },
    keep(madeOf, faces) {
      const all = Buffer.concat(faces.map(({bytes}) => bytes));
      const facts = faces.map(({bytes, ...face}) => ({...face, length: bytes.length}));
      const kept: KeptFacts = {madeOf, holds: fingerprintOf(all), faces: facts};
      cache.write(`type/${name}.bin`, all);
      cache.write(`type/${name}.json`, JSON.stringify(kept));
    },
  };
}
