/**
 * Puts the program of a clone into a few files, under a name that changes with its sources: bin/jianbao.js takes them while
 * they are of the sources as they are. Says nothing; without them the program runs from src/, a little slower.
 */
import {hash} from "node:crypto";
import {lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {readProgramDigest} from "../src/build/program-digest.ts";

const packages = fileURLToPath(new URL("../node_modules", import.meta.url));
const folder = join(packages, ".jianbao-program");
/** The newest stay, and those that were used lately: a `dev` that still runs loads parts of an older one. */
const mostKept = 3;
const keptMs = 2 * 24 * 60 * 60 * 1000;
/** Written last, with the names and sizes of all files. */
const manifest = "files.json";
const makers = ["bundle-program.ts", "program-bundle.ts", "program-loader.js"].map(name =>
  readFileSync(new URL(name, import.meta.url)),
);
const bundler = hash("sha256", Buffer.concat(makers));

// Packages that are linked here belong to another clone.
if (!lstatSync(packages).isSymbolicLink()) await bundle();

async function bundle(): Promise<void> {
  mkdirSync(folder, {recursive: true});
  removeOld();
  const digest = readProgramDigest();
  const target = join(folder, digest);
  if (isWhole(target)) return;
  const {bundleProgram} = await import("./program-bundle.ts");
  const aside = join(folder, `writing-${process.pid}`);
  try {
    await bundleProgram({target: aside, place: fileURLToPath(new URL("../src/", import.meta.url)), digest});
    // Otherwise Node looks into each file for what it is.
    writeFileSync(join(aside, "package.json"), JSON.stringify({type: "module"}));
    writeFileSync(join(aside, manifest), describe(aside));
    // Somebody may have changed a source while it was read.
    if (readProgramDigest() !== digest) return;
    rmSync(target, {recursive: true, force: true});
    renameSync(aside, target);
  } finally {
    rmSync(aside, {recursive: true, force: true});
  }
}

function isWhole(target: string): boolean {
  try {
    return readFileSync(join(target, manifest), "utf8") === describe(target);
  } catch {
    return false;
  }
}

/** What a bundle holds, and what made it. */
function describe(target: string): string {
  const names = readdirSync(target).filter(name => name !== manifest);
  return JSON.stringify({bundler, files: names.sort().map(name => [name, statSync(join(target, name)).size])});
}

function removeOld(): void {
  const byUse = readdirSync(folder)
    .map(name => ({name, usedAt: statSync(join(folder, name)).mtimeMs}))
    .sort((one, other) => other.usedAt - one.usedAt);
  const old = byUse.slice(mostKept).filter(({usedAt}) => Date.now() - usedAt > keptMs);
  // One that a killed set-up had begun takes a second to write.
  const left = byUse.filter(({name, usedAt}) => name.startsWith("writing-") && Date.now() - usedAt > 60_000);
  for (const {name} of [...old, ...left]) rmSync(join(folder, name), {recursive: true, force: true});
}
