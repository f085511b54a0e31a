/**
 * Loaded before the program: writing fails as the environment says.
 *
 *     FAIL_CODE=ENOSPC FAIL_AFTER_BYTES=20000 FAIL_BELOW=/the/folder
 */
import fs from "node:fs";
import {syncBuiltinESMExports} from "node:module";
import {resolve, sep} from "node:path";
import process from "node:process";

const {FAIL_CODE: code = "ENOSPC", FAIL_AFTER_BYTES: room = "0", FAIL_BELOW: folder = "/"} = process.env;
let left = Number(room);

const isBelow = path => resolve(String(path)).startsWith(folder + sep) || resolve(String(path)) === folder;
const failure = (path, act) =>
  Object.assign(new Error(`${code}: ${act} '${path}'`), {code, path: String(path), syscall: act, errno: -1});

const {writeFileSync, mkdirSync, renameSync} = fs;

fs.writeFileSync = (path, content, options) => {
  if (!isBelow(path)) return writeFileSync(path, content, options);
  const bytes = Buffer.from(content);
  if (bytes.length <= left) {
    left -= bytes.length;
    return writeFileSync(path, content, options);
  }
  // As much as there is room for is on the disk; where there is no right to write, not even an empty file.
  if (code === "ENOSPC") writeFileSync(path, bytes.subarray(0, left), options);
  left = 0;
  throw failure(path, "write");
};

if (code === "EACCES") {
  fs.renameSync = (from, to) => {
    if (isBelow(to)) throw failure(to, "rename");
    return renameSync(from, to);
  };
  fs.mkdirSync = (path, options) => {
    if (isBelow(path) && !fs.existsSync(path)) throw failure(path, "mkdir");
    return mkdirSync(path, options);
  };
}

syncBuiltinESMExports();
