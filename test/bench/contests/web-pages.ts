import {cpSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Bench, benchProgram, buildProgram, placeOf, scaled} from "../bench-settings.ts";
import {type Contest, type Contestant, contestant} from "../measure/contest.ts";
import {nodeProgram} from "../measure/run-program.ts";
import {hasPeers} from "../peers.ts";
import {peerFile} from "../programs/import-peer.ts";
import {prepareFinishedWork} from "../works/prepare.ts";
import {writeWorkspace} from "../works/write-workspace.ts";

/** HTML alone. The others get ready Markdown and draw no charts, so the bar is about bulletins without charts. */
export async function webPages(bench: Bench): Promise<Contest> {
  const bulletins = scaled(bench, 1000);
  const content = placeOf(bench, "web-pages", "content");
  const charted = placeOf(bench, "web-pages", "content-with-charts");
  const finished = placeOf(bench, "web-pages", "finished");
  const out = (name: string) => placeOf(bench, "web-pages", "out", name);
  const anew = (folder: string, name: string, charts: boolean) => () => {
    rmSync(out(name), {recursive: true, force: true});
    writeWorkspace(folder, {bulletins, kind: "folders", charts});
  };
  const html = ["--format", "html"];
  anew(content, "ours", false)();
  await prepareFinishedWork(content, finished, bench.browserPath);
  const markdown = join(finished, "markdown");
  return {
    key: "html",
    title: `HTML alone, ${bulletins} pages`,
    contestants: [
      contestant(
        "ours",
        "jianbao build, no charts",
        buildProgram(content, out("ours"), html),
        anew(content, "ours", false),
      ),
      contestant(
        "libraries",
        "the libraries alone",
        benchProgram("bare-libraries.ts", [content, finished, out("libraries")]),
      ),
      contestant("marked", "bare marked, ready Markdown", benchProgram("bare-marked.ts", [markdown, out("marked")])),
      ...(hasPeers() ? [eleventy(placeOf(bench, "web-pages", "eleventy"), markdown)] : []),
      contestant(
        "charts",
        "jianbao build, two charts a page",
        buildProgram(charted, out("charts"), html),
        anew(charted, "charts", true),
      ),
    ],
    bars: [
      {of: "ours", against: ["marked"], measure: "time", most: 3},
      {of: "ours", against: ["eleventy"], measure: "time", most: 1},
      {of: "libraries", against: ["marked"], measure: "time", most: 3},
      {of: "libraries", against: ["eleventy"], measure: "time", most: 1},
    ],
  };
}

function eleventy(folder: string, markdown: string): Contestant {
  const command = peerFile("@11ty/eleventy", "cmd.cjs");
  const program = nodeProgram("eleventy", [command, "--input=pages", "--output=out", "--quiet"], {cwd: folder});
  return contestant("eleventy", "Eleventy, ready Markdown", program, () => {
    rmSync(folder, {recursive: true, force: true});
    cpSync(markdown, join(folder, "pages"), {recursive: true});
    writeFileSync(join(folder, "package.json"), '{"type": "module"}\n');
  });
}
