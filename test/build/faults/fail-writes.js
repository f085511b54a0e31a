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

const {openSync, writeFileSync, mkdirSync, renameSync} = fs;

/** The path of each file that was opened, by its number. */
const opened = new Map();

fs.openSync = (path, ...how) => {
  if (code === "EACCES" && how[0] === "w" && isBelow(path)) throw failure(path, "open");
  const file = openSync(path, ...how);
  opened.set(file, path);
  return file;
};

fs.writeFileSync = (place, content, options) => {
  const path = opened.get(place) ?? place;
  if (!isBelow(path)) return writeFileSync(place, content, options);
  const bytes = Buffer.from(content);
  if (bytes.length <= left) {
    left -= bytes.length;
    return writeFileSync(place, content, options);
  }
  // As much as there is room for is on the disk; where there is no right to write, not even an empty file.
  if (code === "ENOSPC") writeFileSync(place, bytes.subarray(0, left), options);
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
