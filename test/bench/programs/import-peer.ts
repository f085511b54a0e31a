import {createRequire} from "node:module";
import {fileURLToPath, pathToFileURL} from "node:url";

/** The peers are installed in a folder of their own, apart from what jianbao uses, and may be missing. */
export const peersFolder = new URL("../peers/", import.meta.url);

export async function importPeer<T>(name: string): Promise<T> {
  const main = createRequire(new URL("package.json", peersFolder)).resolve(name);
  return (await import(pathToFileURL(main).href)) as T;
}

/** A file of a package, whether or not it lets others import it. */
export function peerFile(name: string, file: string): string {
  return fileURLToPath(new URL(`node_modules/${name}/${file}`, peersFolder));
}
