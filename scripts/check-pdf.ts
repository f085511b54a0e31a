/**
 * npm run check-pdf [file or folder …]
 *
 * Puts every PDF of the output folder (or those named) before the strictest free checkers on this machine and prints a
 * table; says which are not installed. A check for developers: `npm test` does not need any of these programs, the
 * structure is checked there by test/press/check-structure.ts.
 *
 *     qpdf      apt-get install qpdf          syntax, streams, cross-reference table
 *     mutool    apt-get install mupdf-tools   another reader: loads, cleans and draws every page
 *     pdfjs     comes with npm                a third one: every page's text and tags
 *     structure ours                          every mark in the tags, every tag's mark in the content
 *     veraPDF   https://verapdf.org (Java)    PDF/UA-1 and PDF/A-2b by the clauses of the standards
 */
import {spawnSync} from "node:child_process";
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {findStructureFaults} from "../test/press/check-structure.ts";
import {readPdf} from "../test/press/read-pdf.ts";

interface Checker {
  readonly name: string;
  /** The program that it needs; undefined when npm brings it. */
  readonly program?: string;
  readonly versionFlag?: string;
  /** What is wrong with a file, a line each. */
  readonly check: (path: string) => readonly string[] | Promise<readonly string[]>;
}

const scratch = mkdtempSync(join(tmpdir(), "jianbao-check-pdf-"));
const checkers: readonly Checker[] = [
  {name: "qpdf", program: "qpdf", check: path => complaints("qpdf", ["--check", path], /WARNING|ERROR|error:/)},
  {
    name: "mutool",
    program: "mutool",
    versionFlag: "-v",
    check: path => [
      ...complaints("mutool", ["info", path], /^(?:warning|error):/),
      ...complaints("mutool", ["clean", "-s", path, join(scratch, "clean.pdf")], /^(?:warning|error):/),
      ...complaints("mutool", ["draw", "-q", "-r", "40", "-o", join(scratch, "%d.png"), path], /^(?:warning|error):/),
    ],
  },
  {name: "pdfjs", check: readWithPdfjs},
  {name: "structure", check: async path => await findStructureFaults(readFileSync(path))},
  ...["ua1", "2b"].map(
    (flavour): Checker => ({
      name: `veraPDF ${flavour}`,
      program: "verapdf",
      check: path => complaints("verapdf", ["--format", "text", "--verbose", "-f", flavour, path], /^\s*FAIL/),
    }),
  ),
];

try {
  process.exitCode = (await checkAll(process.argv.slice(2))) ? 0 : 1;
} finally {
  rmSync(scratch, {recursive: true, force: true});
}

async function checkAll(named: readonly string[]): Promise<boolean> {
  const files = (named.length > 0 ? named : ["out"]).flatMap(findPdfs);
  if (files.length === 0) {
    console.error("No PDF found. Build first (npm start), or name files or folders.");
    return false;
  }
  const present = checkers.filter(isInstalled);
  const faults: string[] = [];
  const rows = [["", ...present.map(({name}) => name)]];
  for (const file of files) {
    const row = [basename(file)];
    for (const {name, check} of present) {
      const found = await check(file);
      row.push(found.length === 0 ? "ok" : `${found.length} fault${found.length === 1 ? "" : "s"}`);
      faults.push(...found.slice(0, 20).map(fault => `${basename(file)}, ${name}: ${fault}`));
    }
    rows.push(row);
  }
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? "").length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  const absent = new Set(checkers.filter(checker => !present.includes(checker)).map(({program}) => program));
  for (const program of absent) console.log(`Not installed, not asked: ${program}`);
  if (faults.length > 0) console.log(`\n${faults.join("\n")}`);
  return faults.length === 0;
}

function findPdfs(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, {recursive: true, encoding: "utf8"})
    .filter(name => name.endsWith(".pdf"))
    .sort()
    .map(name => join(path, name));
}

function isInstalled({program, versionFlag = "--version"}: Checker): boolean {
  return program === undefined || spawnSync(program, [versionFlag]).error === undefined;
}

/** Lines of a program's output that complain; its exit status counts as one when it complains in no line. */
function complaints(program: string, args: readonly string[], pattern: RegExp): string[] {
  const {status, stdout, stderr} = spawnSync(program, args, {encoding: "utf8", maxBuffer: 1 << 28});
  // mutool without colour management says so for every file.
  const lines = `${stdout}\n${stderr}`.split("\n").filter(line => !/ICC support is not available/.test(line));
  const found = lines.filter(line => pattern.test(line));
  return found.length > 0 || status === 0 ? found : [`${program} ended with status ${status}`];
}

async function readWithPdfjs(path: string): Promise<string[]> {
  try {
    const {pages, tagged, lang, xmp, displaysTitle, fonts, outline} = await readPdf(readFileSync(path));
    return [
      ...pages.flatMap(({text, roles}, index) =>
        text.trim() !== "" && roles.length === 0 ? [`page ${index + 1} has no tags`] : [],
      ),
      ...fonts.flatMap(({name, embedded}) => (embedded ? [] : [`font ${name} is not embedded`])),
      ...(tagged ? [] : ["not tagged"]),
      ...(lang ? [] : ["no language"]),
      ...(xmp ? [] : ["no XMP"]),
      ...(displaysTitle ? [] : ["the title is not shown in the title bar"]),
      ...(outline.length > 0 ? [] : ["no outline"]),
    ];
  } catch (error) {
    return [String(error)];
  }
}
