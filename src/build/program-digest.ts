import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
let digest: string | undefined;

/**
 * Changes whenever the program may give other results: its version, and in a clone its own sources, templates and locked
 * packages.
 */
export function programDigest(): string {
  digest ??= computeDigest();
  return digest;
}

function computeDigest(): string {
  const hash = createHash("sha256").update(readFileSync(join(root, "package.json")));
  const isClone = existsSync(join(root, "src"));
  if (isClone && existsSync(join(root, "package-lock.json")))
    hash.update(readFileSync(join(root, "package-lock.json")));
  for (const folder of isClone ? ["src", "templates"] : []) {
    const files = readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
  }
  return hash.digest("base64url").slice(0, 22);
}
