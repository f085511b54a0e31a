/**
 * Loads the program out of the scripts beside this file. scripts/program-bundle.ts puts both there, this one as main.js.
 *
 * Of a module Node keeps from run to run only the code that was compiled when it was loaded (`module.enableCompileCache`).
 * Most functions are compiled when they are first called, which takes a sixth of a short build. The code of a script can be
 * asked for at the end of a run (`Script.createCachedData` of node:vm), with all functions that were called in it; it is kept
 * at the same place, for each command. A first build calls others than one of which little has changed: the first few runs
 * each add theirs.
 */
import {readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import module, {createRequire} from "node:module";
import {basename, join} from "node:path";
import process from "node:process";
import {pathToFileURL} from "node:url";
import {Script} from "node:vm";
import {crc32} from "node:zlib";

const folder = import.meta.dirname;
const requirePackage = createRequire(import.meta.url);
/** Named by Node's version and the user; undefined where nothing is to be kept. */
const place = module.getCompileCacheDir();
const command = /^[a-z]+$/.exec(process.argv[2] ?? "")?.[0] ?? "help";
const mostRuns = 3;
/** Behind the code: its checksum, and the number of runs. */
const noteLength = 5;
const loaded = new Map();
/** Scripts by the place of their code, with the number of runs that it will be of. */
const toBeKept = new Map();

process.once("exit", keepCompiled);
load("main.cjs");

function load(name) {
  const known = loaded.get(name);
  if (known) return known.exports;
  const own = {exports: {}};
  loaded.set(name, own);
  const path = join(folder, name);
  const run = compile(path).runInThisContext();
  const meta = {url: pathToFileURL(path).href, resolve: import.meta.resolve};
  run(own, own.exports, id => (id.startsWith("./") ? load(basename(id)) : requirePackage(id)), meta);
  return own.exports;
}

function compile(path) {
  const bytes = readFileSync(path);
  // All of it is ASCII.
  const text = bytes.toString("latin1");
  if (place === undefined) return new Script(text, {filename: path});
  // V8 itself only looks whether a script is as long as the one that code was made of.
  const entry = join(place, `jianbao-${command}-${basename(path, ".cjs")}-${crc32(bytes).toString(16)}`);
  const kept = readKept(entry);
  const script = new Script(text, {filename: path, cachedData: kept?.code});
  const runs = kept && !script.cachedDataRejected ? kept.runs : 0;
  if (runs < mostRuns) toBeKept.set(entry, {script, runs: runs + 1});
  return script;
}

/** Undefined when there is none, or it is not whole, which V8 would not notice. */
function readKept(entry) {
  try {
    const bytes = readFileSync(entry);
    const code = bytes.subarray(0, -noteLength);
    const note = bytes.subarray(-noteLength);
    return note.readUInt32LE(0) === crc32(code) ? {code, runs: note.readUInt8(4)} : undefined;
  } catch {
    return undefined;
  }
}

function noteOf(code, runs) {
  const note = Buffer.alloc(noteLength);
  note.writeUInt32LE(crc32(code), 0);
  note.writeUInt8(runs, 4);
  return note;
}

function keepCompiled() {
  for (const [entry, {script, runs}] of toBeKept) {
    const aside = `${entry}.${process.pid}`;
    try {
      const code = script.createCachedData();
      writeFileSync(aside, Buffer.concat([code, noteOf(code, runs)]));
      renameSync(aside, entry);
    } catch {
      // No room, or no right to write: the next run compiles it again.
      rmSync(aside, {force: true});
      return;
    }
  }
}
