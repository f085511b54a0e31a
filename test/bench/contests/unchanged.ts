import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Bench, benchProgram, buildProgram, placeOf, scaled} from "../bench-settings.ts";
import {type Contest, contestant} from "../measure/contest.ts";
import {prepareFinishedWork} from "../works/prepare.ts";
import {listVillages} from "../works/town.ts";
import {progressOf, slugOf, writeWorkspace} from "../works/write-workspace.ts";

/** (c) and (d): a workspace built before, with nothing or one figure changed, against building it from nothing. */
export async function unchanged(bench: Bench): Promise<Contest> {
  const bulletins = scaled(bench, 1000);
  const three = await prepareThree(bench);
  const content = placeOf(bench, "unchanged", "content");
  const out = placeOf(bench, "unchanged", "out");
  const build = buildProgram(content, out);
  const anew = () => {
    rmSync(out, {recursive: true, force: true});
    writeWorkspace(content, {bulletins, kind: "folders"});
  };
  let extra = 0;
  return {
    key: "c",
    title: `(c) nothing and (d) one figure changed, ${bulletins} bulletins of which 3 show it`,
    contestants: [
      contestant("clean", "jianbao build, clean", build, anew),
      contestant("nothing", "(c) jianbao build, nothing changed", build),
      contestant("figure", "(d) jianbao build, one figure changed", build, () => {
        // A value that was never built before.
        extra += 1;
        const {path, text} = progressOf(bulletins, extra);
        writeFileSync(join(content, path), text);
      }),
      contestant(
        "bare",
        "bare Puppeteer, three such documents (PDF alone)",
        benchProgram("bare-puppeteer.ts", [placeOf(bench, "unchanged", "bare"), bench.browserPath, ...three.pages]),
      ),
      contestant(
        "libraries",
        "the libraries alone, three such bulletins",
        benchProgram("bare-libraries.ts", three.argv),
      ),
      contestant(
        "looked",
        `the same, and every file of the ${bulletins} looked through`,
        benchProgram("bare-libraries.ts", [...three.argv, content]),
      ),
    ],
    bars: [
      {of: "nothing", against: ["clean"], measure: "time", most: 0.01},
      {of: "figure", against: ["clean"], measure: "time", most: 0.02},
    ],
  };
}

/** As many bulletins as (d) has to make, and their finished documents. */
async function prepareThree(bench: Bench) {
  const content = placeOf(bench, "unchanged", "three");
  const finished = placeOf(bench, "unchanged", "finished");
  writeWorkspace(content, {bulletins: 3, kind: "folders"});
  await prepareFinishedWork(content, finished, bench.browserPath);
  const pages = listVillages(3).map(village => join(finished, "pages", `${slugOf(village)}.html`));
  return {pages, argv: [content, finished, placeOf(bench, "unchanged", "libraries"), bench.browserPath]};
}
