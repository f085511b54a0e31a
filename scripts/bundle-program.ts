/**
 * Puts the program of a clone into a few files, under a name that changes with its sources: bin/jianbao.js takes them while
 * they are of the sources as they are. Says nothing; without them the program runs from src/, a little slower.
 */
import {existsSync, readdirSync, renameSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {programDigest} from "../src/build/program-digest.ts";

/** The newest are kept: a `dev` that still runs loads parts of an older one. */
const kept = 3;
const folder = fileURLToPath(new URL("../node_modules/.jianbao-program/", import.meta.url));
const digest = programDigest();
const target = join(folder, digest);

if (!existsSync(target)) {
  const {bundleProgram} = await import("./program-bundle.ts");
  const aside = join(folder, `writing-${process.pid}`);
  try {
    await bundleProgram({target: aside, place: fileURLToPath(new URL("../src/", import.meta.url)), digest});
    // Another set-up may have put the same there meanwhile.
    if (!existsSync(target)) renameSync(aside, target);
  } finally {
    rmSync(aside, {recursive: true, force: true});
  }
  const byAge = readdirSync(folder)
    .filter(name => !name.startsWith("writing-"))
    .sort((one, other) => statSync(join(folder, other)).mtimeMs - statSync(join(folder, one)).mtimeMs);
  for (const name of byAge.slice(kept)) rmSync(join(folder, name), {recursive: true, force: true});
}
