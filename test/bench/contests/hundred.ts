import {cpSync, readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {type Bench, benchProgram, buildProgram, placeOf, scaled} from "../bench-settings.ts";
import {type Contest, type Contestant, contestant} from "../measure/contest.ts";
import {nodeProgram} from "../measure/run-program.ts";
import {hasPeers} from "../peers.ts";
import {peerFile} from "../programs/import-peer.ts";
import {writeFontconfig} from "../programs/write-fontconfig.ts";
import {prepareFinishedWork} from "../works/prepare.ts";
import {writeWorkspace} from "../works/write-workspace.ts";

/** Ways to print finished documents; which is fastest depends on the machine, so the limit is the best of them. */
const limits = [
  {key: "limit-web", label: "limit: one browser, two pages", args: ["web", "1", "2"]},
  {key: "limit-web-2", label: "limit: two browsers", args: ["web", "2", "2"]},
  {key: "limit-system", label: "limit: one browser, two pages, fonts as installed ones", args: ["system", "1", "2"]},
  {key: "limit-system-2", label: "limit: two browsers, fonts as installed ones", args: ["system", "2", "2"]},
] as const;

/** (b) A hundred village bulletins of four pages with two charts each, HTML and PDF. */
export async function hundred(bench: Bench): Promise<Contest> {
  const bulletins = scaled(bench, 100);
  const content = placeOf(bench, "hundred", "content");
  const batch = placeOf(bench, "hundred", "batch");
  const finished = placeOf(bench, "hundred", "finished");
  const out = (name: string) => placeOf(bench, "hundred", "out", name);
  const anew = (folder: string, kind: "folders" | "batch", name: string) => () => {
    rmSync(out(name), {recursive: true, force: true});
    writeWorkspace(folder, {bulletins, kind});
  };
  anew(content, "folders", "ours")();
  await prepareFinishedWork(content, finished, bench.browserPath);
  return {
    key: "b",
    title: `(b) ${bulletins} bulletins of 4 pages with 2 charts, HTML and PDF, whole process`,
    contestants: [
      contestant("ours", "jianbao build", buildProgram(content, out("ours")), anew(content, "folders", "ours")),
      contestant(
        "batch",
        "jianbao build, as one batch (每单位)",
        buildProgram(batch, out("batch")),
        anew(batch, "batch", "batch"),
      ),
      contestant(
        "libraries",
        "the libraries alone",
        benchProgram("bare-libraries.ts", [content, finished, out("libraries"), bench.browserPath]),
      ),
      ...limits.map(({key, label, args}) =>
        contestant(
          key,
          `${label} (PDF alone)`,
          benchProgram("print-limit.ts", [finished, out(key), bench.browserPath, ...args]),
        ),
      ),
      ...(hasPeers() ? peers(finished, out, bench.browserPath) : []),
    ],
    bars: [
      {of: "ours", against: limits.map(({key}) => key), measure: "time", most: 1.25},
      {of: "libraries", against: limits.map(({key}) => key), measure: "time", most: 1.25},
      {of: "ours", against: ["typst"], measure: "time", most: 1},
      {of: "ours", against: ["md-to-pdf", "md-to-pdf-10"], measure: "time", most: 0.2},
    ],
  };
}

function peers(finished: string, out: (name: string) => string, browserPath: string): Contestant[] {
  const markdown = out("md-to-pdf");
  const launch = {
    executablePath: browserPath,
    headless: "shell",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  };
  const files = readdirSync(join(finished, "markdown")).map(name => join(markdown, name));
  // It opens a page for each file of a call at once, and gives up what takes half a minute: fonts inside the stylesheet of
  // each page make it fail, and on a slow machine a hundred files in one call do.
  const env = {FONTCONFIG_FILE: writeFontconfig(finished)};
  const program = peerFile("md-to-pdf", "dist/cli.js");
  const settings = [
    "--stylesheet",
    join(finished, "markdown.css"),
    "--pdf-options",
    JSON.stringify({preferCSSPageSize: true, printBackground: true}),
    "--launch-options",
    JSON.stringify(launch),
  ];
  // It writes beside what it reads.
  const anew = () => {
    rmSync(markdown, {recursive: true, force: true});
    cpSync(join(finished, "markdown"), markdown, {recursive: true});
  };
  return [
    contestant("typst", "Typst in-process (PDF alone)", benchProgram("typst.ts", [finished, out("typst")])),
    contestant(
      "md-to-pdf",
      "md-to-pdf, one call for all (PDF alone)",
      nodeProgram("md-to-pdf", [program, ...files, ...settings], {env}),
      anew,
    ),
    contestant(
      "md-to-pdf-10",
      "md-to-pdf, ten at a time (PDF alone)",
      benchProgram("in-calls.ts", ["10", program, JSON.stringify(settings), ...files], {env}),
      anew,
    ),
  ];
}
