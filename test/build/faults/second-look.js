/**
 * Loaded before the program: a file holds something else from the second time on that it is read.
 *
 *     SECOND_LOOK_AT=/the/file SECOND_LOOK_GIVES=/what/it/holds/then
 */
import fs from "node:fs";
import {syncBuiltinESMExports} from "node:module";
import process from "node:process";

const {SECOND_LOOK_AT: file, SECOND_LOOK_GIVES: other} = process.env;
const {readFileSync} = fs;
let looks = 0;

fs.readFileSync = (path, options) => {
  if (path !== file) return readFileSync(path, options);
  looks += 1;
  if (looks === 1) return readFileSync(path, options);
  // Tells the test that it came to that.
  fs.writeFileSync(`${other}.given`, "");
  return readFileSync(other, options);
};

syncBuiltinESMExports();
