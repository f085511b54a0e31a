import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {mkdir, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {basename, dirname, join} from "node:path";
import {isSystemError} from "../../diagnostics/index.ts";
import {isOwnFolder, isRunning} from "../../workspace/files/index.ts";
import {baseRepertoire} from "./base-repertoire.ts";
import {openFace} from "./cut-font.ts";
import {isWoff, unpackWoff} from "./woff.ts";

/** A whole font file, as it lies there or as it was read. */
export interface WholeFace {
  readonly path: string;
  readonly bytes?: Uint8Array | undefined;
}

/**
 * OpenType features that stay: horizontal Chinese needs the spacing of punctuation (halt, chws), Latin its kerning;
 * vertical forms are for vertical heads.
 */
export const keptFeatures = ["halt", "chws", "palt", "kern", "mark", "liga", "locl", "ccmp", "vert", "vhal", "vchw"];

let repertoire: {readonly text: string; readonly characters: ReadonlySet<string>} | undefined;

function prepared(): {readonly text: string; readonly characters: ReadonlySet<string>} {
  if (!repertoire) {
    const text = baseRepertoire();
    repertoire = {text, characters: new Set(text)};
  }
  return repertoire;
}

/** The characters of every prepared face, as far as the whole face has them. */
export function preparedCharacters(): ReadonlySet<string> {
  return prepared().characters;
}

/** The whole face as TrueType or OpenType. */
export async function readWhole({path, bytes}: WholeFace): Promise<Uint8Array> {
  const file = bytes ?? (await readFile(path));
  return isWoff(file) ? unpackWoff(file) : file;
}

/**
 * A face cut down to the base repertoire, from which a build cuts in a millisecond what it needs: to read a whole face
 * takes 20 to 100 ms, to unpack one a second. It is kept in the first of `folders` that can be written, under a name that
 * changes with all that it is made from; written aside and renamed, so that several processes may do it at once. Where
 * none can be written, it is made each time.
 *
 * Its glyphs are numbered once for all, and by `keepGlyphNumbers` stay so in what is cut from it.
 */
export async function prepareFace(whole: WholeFace, folders: readonly string[]): Promise<Uint8Array> {
  const name = nameOf(whole);
  for (const folder of folders) {
    const kept = await readKept(join(folder, "fonts"), name);
    if (kept) return kept;
  }
  const face = openFace(await readWhole(whole));
  let cut: Uint8Array;
  try {
    cut = face.cut({characters: prepared().text, features: keptFeatures, keepGlyphNumbers: false});
  } finally {
    face.close();
  }
  for (const folder of folders) if (await keep(join(folder, "fonts"), name, cut)) break;
  return cut;
}

/** Counts the ways in which faces were prepared. */
const edition = 1;

function nameOf({path, bytes}: WholeFace): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([edition, prepared().text, keptFeatures, cutterVersion()]));
  // A font of ours is what its package's version says; one of an office is known by its content alone.
  hash.update(bytes ?? JSON.stringify([basename(path), ...packageOf(path)]));
  return `${basename(path).replace(/\W.*$/s, "")}-${hash.digest("hex").slice(0, 20)}.ttf`;
}

function cutterVersion(): readonly string[] {
  return packageOf(createRequire(import.meta.url).resolve("harfbuzzjs/dist/harfbuzz-subset.wasm"));
}

/** Name and version of the npm package that a file belongs to. */
function packageOf(path: string): readonly [string, string] {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const text = readIfThere(join(folder, "package.json"));
    if (text === undefined) continue;
    const {name, version} = JSON.parse(text) as {name?: string; version?: string};
    if (name !== undefined && version !== undefined) return [name, version];
  }
  throw new Error(`${path} belongs to no package.`);
}

/** Undefined where no such file is; that none can be opened at the moment is something else. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** A kept face; undefined when there is none, when it is not whole, or when it may be somebody else's. */
async function readKept(folder: string, name: string): Promise<Uint8Array | undefined> {
  try {
    if (!(await isOwnFolder(folder))) return undefined;
    const bytes = await readFile(join(folder, name));
    return isWhole(bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** True when the file ends where its last table does: a machine that lost power may leave a shorter one. */
function isWhole(font: Buffer): boolean {
  if (font.length < 12) return false;
  let end = 0;
  for (let entry = 12; entry < 12 + font.readUInt16BE(4) * 16; entry += 16) {
    if (entry + 16 > font.length) return false;
    end = Math.max(end, font.readUInt32BE(entry + 8) + ((font.readUInt32BE(entry + 12) + 3) & ~3));
  }
  return end === font.length;
}

/** What is being written; the number of the process follows. */
const asidePrefix = "writing-";

async function keep(folder: string, name: string, bytes: Uint8Array): Promise<boolean> {
  const aside = join(folder, `${asidePrefix}${process.pid}-${Math.random().toString(36).slice(2)}`);
  try {
    await mkdir(folder, {recursive: true, mode: 0o700});
    if (!(await isOwnFolder(folder))) return false;
    await removeAbandoned(folder);
    await writeFile(aside, bytes, {flag: "wx", mode: 0o600, flush: true});
    await rename(aside, join(folder, name));
    return true;
  } catch {
    await rm(aside, {force: true}).catch(() => undefined);
    return false;
  }
}

/** Files of processes that were killed while they wrote. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = name.startsWith(asidePrefix) ? /^(\d+)-/.exec(name.slice(asidePrefix.length)) : null;
    if (owner && !isRunning(Number(owner[1]))) await rm(join(folder, name), {force: true});
  }
}
