import {sep} from "node:path";

/** True for a folder itself and for what lies in it; both without links. A folder may be the root of a drive: "D:\". */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
