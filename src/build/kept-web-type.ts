import {fingerprintOf} from "../workspace/files/index.ts";
import type {CacheFolder} from "./cache-folder.ts";
import {fingerprint} from "./fingerprint.ts";
import {programDigest} from "./program-digest.ts";

/** Faces of web pages as the last builds packed them: where figures have changed and no words, the next one needs the same. */
export interface KeptWebType {
  /** Undefined when there is none of that name, or it is damaged. */
  find(name: string): Uint8Array | undefined;
  /** One that was packed now. */
  add(name: string, bytes: Uint8Array): void;
  /** Keeps what was added last for the next build. */
  keep(): void;
}

const folder = "web-type";
/** Ten pages with fonts of their own, about a hundred kilobytes each; those of a thousand would fill the disk. */
const most = 64;

export function openKeptWebType(cache: CacheFolder): KeptWebType {
  const entryOf = (name: string) => `${folder}/${fingerprint([programDigest(), name])}`;
  const added = new Map<string, Uint8Array>();
  return {
    find(name) {
      const kept = cache.readBytes(entryOf(name));
      if (!kept) return undefined;
      const mark = Buffer.from(kept.subarray(0, markLength)).toString("latin1");
      const bytes = kept.subarray(markLength);
      return mark === fingerprintOf(bytes) ? bytes : undefined;
    },
    add(name, bytes) {
      added.set(entryOf(name), bytes);
      for (const oldest of added.keys()) if (added.size > most) added.delete(oldest);
    },
    keep() {
      if (added.size === 0) return;
      for (const [entry, bytes] of added) cache.write(entry, Buffer.concat([Buffer.from(fingerprintOf(bytes)), bytes]));
      added.clear();
      cache.limit(folder, most);
    },
  };
}

/** Each begins with the fingerprint of the rest. */
const markLength = fingerprintOf(new Uint8Array()).length;
