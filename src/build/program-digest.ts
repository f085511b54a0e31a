import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The program of the desk's page: no result depends on it, and it is bundled by itself. */
const pageProgram = join(root, "src", "desk", "client");

let digest: string | undefined;
/** Written in where the sources are put into a few files (scripts/program-bundle.ts): what they were then. */
declare const BUNDLED_DIGEST: string | undefined;

/**
 * Changes whenever the program may give other results: its version and those of the packages that it rests on; in a clone
 * its own sources, templates and locked packages.
 */
export function programDigest(): string {
  digest ??= typeof BUNDLED_DIGEST === "string" ? BUNDLED_DIGEST : readProgramDigest();
  return digest;
}

/** The same, of what lies there at this moment. */
export function readProgramDigest(): string {
  const manifest = readFileSync(join(root, "package.json"), "utf8");
  const hash = createHash("sha256").update(manifest);
  const isClone = existsSync(join(root, "src"));
  if (!isClone) {
    const {dependencies = {}} = JSON.parse(manifest) as {dependencies?: Readonly<Record<string, string>>};
    for (const name of Object.keys(dependencies).sort()) hash.update(`${name}@${installedVersion(name)}\0`);
  }
  if (isClone && existsSync(join(root, "package-lock.json")))
    hash.update(readFileSync(join(root, "package-lock.json")));
  const files = isClone ? ["src", "templates"].flatMap(folder => filesBelow(join(root, folder))).sort() : [];
  for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
  return hash.digest("base64url").slice(0, 22);
}

/** Paths of all files below a folder. Node's own way to list what is below takes five times as long. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === pageProgram ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Of a package installed beside this one or inside of it, as Node finds it; undefined when there is none. */
function installedVersion(name: string): string | undefined {
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "node_modules", name, "package.json");
    if (existsSync(path)) return (JSON.parse(readFileSync(path, "utf8")) as {version?: string}).version;
  }
  return undefined;
}
