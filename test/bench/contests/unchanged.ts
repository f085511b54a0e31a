import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Bench, buildProgram, placeOf, scaled} from "../bench-settings.ts";
import {type Contest, contestant} from "../measure/contest.ts";
import {progressOf, writeWorkspace} from "../works/write-workspace.ts";

/** (c) and (d): a workspace built before, with nothing or one figure changed, against building it from nothing. */
export async function unchanged(bench: Bench): Promise<Contest> {
  const bulletins = scaled(bench, 1000);
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
    ],
    bars: [
      {of: "nothing", against: ["clean"], measure: "time", most: 0.01},
      {of: "figure", against: ["clean"], measure: "time", most: 0.02},
    ],
  };
}
