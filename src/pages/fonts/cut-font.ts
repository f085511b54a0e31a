import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

/** How a face is cut. */
export interface Cut {
  /** The characters that stay; those that the face does not have are passed over. */
  readonly characters: string;
  /** OpenType features that stay. */
  readonly features: readonly string[];
  /**
   * Glyphs keep the numbers that they have in the whole face, so that a document set in the cut face does not depend on
   * what else the face was cut for. The empty places cost some bytes of tables.
   */
  readonly keepGlyphNumbers: boolean;
}

/** A face in the memory of HarfBuzz: opened once, cut often, closed by who opened it. */
export interface OpenFace {
  /** The cut face as TrueType or OpenType; throws when the face is damaged. */
  cut(wanted: Cut): Buffer;
  close(): void;
}

/** What of HarfBuzz's C functions is used; a number is a place in its memory or a handle. */
interface HarfBuzz {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(size: number): number;
  free(at: number): void;
  hb_blob_create(data: number, length: number, mode: number, userData: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_set_clear(set: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_set(input: number, kind: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_or_fail(face: number, input: number): number;
}

// hb.h and hb-subset.h
const readOnly = 1;
const layoutFeatures = 6;
const noHinting = 0x1;
const retainGlyphIds = 0x2;

/** Takes a TrueType or OpenType face into the memory of HarfBuzz. */
export function openFace(bytes: Uint8Array): OpenFace {
  const hb = harfBuzz();
  const data = hb.malloc(bytes.byteLength);
  if (data === 0) throw new Error("HarfBuzz has no memory left.");
  new Uint8Array(hb.memory.buffer).set(bytes, data);
  const blob = hb.hb_blob_create(data, bytes.byteLength, readOnly, 0, 0);
  const face = hb.hb_face_create(blob, 0);
  hb.hb_blob_destroy(blob);
  return {
    cut: wanted => cutFace(hb, face, wanted),
    close() {
      hb.hb_face_destroy(face);
      hb.free(data);
    },
  };
}

function cutFace(hb: HarfBuzz, face: number, {characters, features, keepGlyphNumbers}: Cut): Buffer {
  const input = hb.hb_subset_input_create_or_fail();
  const kept = hb.hb_subset_input_set(input, layoutFeatures);
  hb.hb_set_clear(kept);
  for (const feature of features) hb.hb_set_add(kept, tag(feature));
  hb.hb_subset_input_set_flags(input, noHinting | (keepGlyphNumbers ? retainGlyphIds : 0));
  const unicodes = hb.hb_subset_input_unicode_set(input);
  for (const character of characters) hb.hb_set_add(unicodes, character.codePointAt(0) ?? 0);
  const subset = hb.hb_subset_or_fail(face, input);
  hb.hb_subset_input_destroy(input);
  if (subset === 0) throw new Error("The face cannot be cut.");
  const blob = hb.hb_face_reference_blob(subset);
  const length = hb.hb_blob_get_length(blob);
  const at = hb.hb_blob_get_data(blob, 0);
  // The memory may have moved since it was last looked at.
  const bytes = Buffer.from(new Uint8Array(hb.memory.buffer, at, length));
  hb.hb_blob_destroy(blob);
  hb.hb_face_destroy(subset);
  if (length === 0) throw new Error("The face cannot be cut.");
  return bytes;
}

function tag(text: string): number {
  return Buffer.from(text, "latin1").readUInt32BE(0);
}

let loaded: HarfBuzz | undefined;

function harfBuzz(): HarfBuzz {
  if (loaded) return loaded;
  const path = createRequire(import.meta.url).resolve("harfbuzzjs/dist/harfbuzz-subset.wasm");
  const {exports} = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)));
  loaded = exports as unknown as HarfBuzz;
  loaded._initialize();
  return loaded;
}
