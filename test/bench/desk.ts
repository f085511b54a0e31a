import {cpSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {performance} from "node:perf_hooks";
import {buildWorkspace, type Format, openStandingPress} from "../../src/build/index.ts";
import {openEngine} from "../../src/desk/engine/open-engine.ts";
import {type Bench, placeOf, root} from "./bench-settings.ts";
import {quantile} from "./measure/statistics.ts";

export interface DeskTimes {
  readonly keystrokes: number;
  /** Milliseconds from a text in the server's hands to the answer as JSON: the page's body and all findings. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
  /** The first preview of all, with the workspace read and every module loaded. */
  readonly firstMs: number;
  /** The workspace built anew from nothing by a program that is warm, its browser running: web pages alone, and all. */
  readonly htmlMs: number;
  readonly allMs: number;
  readonly rebuilds: number;
}

const slug = "2019-07-feature";
const article = `bulletins/${slug}/red-property.md`;
const sentence = "社区党总支书记挨家走访，近400亩地的账一笔一笔对得上，居民说这样办事心里踏实。";
const warmUps = 5;

/** Times previews of the sample's feature page while a paragraph is typed, character by character. */
export async function timeDesk(bench: Bench, keystrokes: number, rebuilds: number): Promise<DeskTimes> {
  const content = placeOf(bench, "desk", "content");
  rmSync(content, {recursive: true, force: true});
  cpSync(join(root, "content"), content, {recursive: true});
  const saved = readFileSync(join(content, article), "utf8");
  const engine = await openEngine({content, trustLayouts: false});
  const type = async (characters: number): Promise<number> => {
    const typed = sentence.repeat(Math.ceil(characters / sentence.length)).slice(0, characters);
    const start = performance.now();
    const answer = await engine.preview({slug, path: article, text: `${saved}\n${typed}\n`});
    JSON.stringify(answer);
    const took = performance.now() - start;
    if (!answer.body?.replace(/<[^>]*>/g, "").includes(typed)) throw new Error("The page lacks what was typed.");
    return took;
  };
  const firstMs = await type(1);
  for (let index = 0; index < warmUps; index++) await type(1);
  const times: number[] = [];
  for (let index = 1; index <= keystrokes; index++) times.push(await type(index));
  writeFileSync(join(content, article), `${saved}\n${sentence}\n`);
  return {
    keystrokes,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    worstMs: Math.max(...times),
    firstMs,
    htmlMs: await timeRebuilds(content, placeOf(bench, "desk", "out"), ["html"], rebuilds),
    allMs: await timeRebuilds(content, placeOf(bench, "desk", "out"), undefined, rebuilds),
    rebuilds,
  };
}

/** The first one warms up and does not count. */
async function timeRebuilds(
  content: string,
  out: string,
  formats: readonly Format[] | undefined,
  rebuilds: number,
): Promise<number> {
  const press = openStandingPress();
  const times: number[] = [];
  try {
    for (let index = 0; index <= rebuilds; index++) {
      rmSync(out, {recursive: true, force: true});
      rmSync(join(content, ".jianbao-cache"), {recursive: true, force: true});
      const start = performance.now();
      await buildWorkspace({content, out, formats, press: press.open, browserName: await press.name()});
      if (index > 0) times.push(performance.now() - start);
    }
  } finally {
    await press.close();
  }
  return quantile(times, 0.5);
}
