/**
 * Loaded before the program: a file holds something else from the second time on that it is read.
 *
 *     SECOND_LOOK_AT=/the/file SECOND_LOOK_GIVES=/what/it/holds/then
 */
import fs from "node:fs";
import {syncBuiltinESMExports} from "node:module";
import process from "node:process";

const {SECOND_LOOK_AT: file, SECOND_LOOK_GIVES: other} = process.env;
const {openSync, readFileSync} = fs;
let looks = 0;

/** Which file is read in the place of one. */
const given = path => {
  if (path !== file) return path;
  looks += 1;
  if (looks === 1) return path;
  // Tells the test that it came to that.
  fs.writeFileSync(`${other}.given`, "");
  return other;
};

fs.openSync = (path, ...options) => openSync(given(path), ...options);
fs.readFileSync = (path, options) => readFileSync(given(path), options);

syncBuiltinESMExports();
