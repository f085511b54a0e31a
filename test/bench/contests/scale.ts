import {rmSync} from "node:fs";
import {type Bench, buildProgram, placeOf, scaled} from "../bench-settings.ts";
import {type Contest, contestant} from "../measure/contest.ts";
import {writeWorkspace} from "../works/write-workspace.ts";

/** (f) What a further bulletin costs when there are few and when there are many, and how much memory all of it takes. */
export async function scale(bench: Bench): Promise<Contest> {
  const counts = [1, 10, scaled(bench, 100), scaled(bench, 1000)].filter(
    (count, at, all) => all.indexOf(count) === at && (at < 2 || count > 10),
  );
  const most = Math.max(...counts);
  const folder = (count: number, name: string) => placeOf(bench, "scale", String(count), name);
  return {
    key: "f",
    title: `(f) clean builds of ${counts.join(", ")} bulletins of 4 pages`,
    contestants: counts.map(count => {
      const [content, out] = [folder(count, "content"), folder(count, "out")];
      const program = buildProgram(content, out);
      const anew = () => {
        rmSync(out, {recursive: true, force: true});
        writeWorkspace(content, {bulletins: count, kind: "folders"});
      };
      return {...contestant(String(count), `${count} bulletins`, program, anew), bulletins: count};
    }),
    bars: [
      {of: String(most), against: ["10"], measure: "each", most: 1.1},
      {of: String(most), against: [], measure: "memory", most: 1.5 * 2 ** 30},
    ],
  };
}
