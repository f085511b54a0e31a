import {rmSync} from "node:fs";
import {type Bench, benchProgram, buildProgram, placeOf} from "../bench-settings.ts";
import {type Contest, contestant} from "../measure/contest.ts";
import {prepareFinishedWork} from "../works/prepare.ts";
import {listVillages} from "../works/town.ts";
import {slugOf, writeWorkspace} from "../works/write-workspace.ts";

/** (a) One bulletin from the shell, nothing of it made before. */
export async function coldSingle(bench: Bench): Promise<Contest> {
  const content = placeOf(bench, "single", "content");
  const out = placeOf(bench, "single", "out");
  const finished = placeOf(bench, "single", "finished");
  const anew = () => {
    rmSync(out, {recursive: true, force: true});
    writeWorkspace(content, {bulletins: 1, kind: "folders"});
  };
  anew();
  await prepareFinishedWork(content, finished, bench.browserPath);
  const [village] = listVillages(1);
  const page = placeOf(bench, "single", "finished", "pages", `${village ? slugOf(village) : ""}.html`);
  const fresh = placeOf(bench, "single", "fresh-caches");
  const veryFirst = {...buildProgram(content, out), env: {XDG_CACHE_HOME: fresh, NODE_COMPILE_CACHE: fresh}};
  return {
    key: "a",
    title: "(a) one briefing of 4 pages, cold, from the shell",
    contestants: [
      contestant("ours", "jianbao build", buildProgram(content, out), anew),
      contestant("bare", "bare Puppeteer", benchProgram("bare-puppeteer.ts", [out, bench.browserPath, page])),
      contestant("first", "jianbao build, the very first (unpacks its browser)", veryFirst, () => {
        anew();
        rmSync(fresh, {recursive: true, force: true});
      }),
    ],
    bars: [{of: "ours", against: ["bare"], measure: "time", most: 1.3}],
  };
}
