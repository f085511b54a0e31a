import {stat} from "node:fs/promises";

/**
 * True when a folder belongs to the user that we run as: in one of somebody else's a program or a font of theirs may wait
 * for us, since a place in the shared temporary folder is free for whoever comes first. Windows gives every user a
 * temporary folder of their own. Throws where there is no such folder.
 */
export async function isOwnFolder(path: string): Promise<boolean> {
  const own = process.geteuid?.();
  return own === undefined || (await stat(path)).uid === own;
}
