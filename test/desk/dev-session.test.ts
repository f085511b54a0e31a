import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {type DevEvent, openDevSession} from "../../src/desk/dev-session.ts";
import {batchWorkspace} from "../build/batch-workspace.ts";
import {temporaryFolder} from "../cli/run.ts";
import {article} from "../faults/base-workspace.ts";
import {webOnly} from "./web-only.ts";

const monthly = "bulletins/2019-07-monthly/a.md";

/** A session and a way to wait for the end of the build that follows a change. */
async function openSession() {
  const content = temporaryFolder(webOnly(batchWorkspace()));
  const out = join(content, "out");
  const events: DevEvent[] = [];
  let wake = () => {};
  const session = openDevSession({
    content,
    out,
    trustLayouts: false,
    tell(event) {
      events.push(event);
      wake();
    },
  });
  await session.ready;
  /** What was built after `act` changed something. */
  const after = async (act: () => void) => {
    events.length = 0;
    act();
    for (;;) {
      const last = events.at(-1);
      if (last?.kind === "built") return last.result;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  };
  return {content, out, events, session, after};
}

test("a change is built as it is made, and nothing else; a mistake is told and leaves the page as it was", async () => {
  const {content, out, events, session, after} = await openSession();
  try {
    const [first] = events.flatMap(event => (event.kind === "built" ? [event.result] : []));
    expect(first?.bulletins.map(({status}) => status)).toEqual(Array(4).fill("built"));

    const changed = await after(() => writeFileSync(join(content, monthly), article("全镇已经流转{{ 流转面积 }}。")));
    expect(changed.bulletins.filter(({status}) => status === "built").map(({slug}) => slug)).toEqual([
      "2019-07-monthly",
    ]);
    const page = () => readFileSync(join(out, "2019-07-monthly/index.html"), "utf8");
    expect(page()).toContain("全镇已经流转");

    const wrong = await after(() => writeFileSync(join(content, monthly), article("全镇流转{{ 流转面机 }}。")));
    expect(wrong.diagnostics.map(({code}) => code)).toEqual(["JB-3002"]);
    expect(page()).toContain("全镇已经流转");

    const month = join(content, "progress/2019-07.yaml");
    const data = await after(() => writeFileSync(month, readFileSync(month, "utf8").replace("1020", "1021")));
    expect(data.bulletins.filter(({status}) => status === "built").map(({unit}) => unit)).toEqual(["名杨村"]);

    const right = await after(() => writeFileSync(join(content, monthly), article("全镇流转{{ 流转面积 }}。")));
    expect(right.diagnostics).toEqual([]);
    expect(page()).toContain("1619亩");
  } finally {
    await session.close();
  }
}, 60_000);

test("what is written to the output and the cache is no change", async () => {
  const {out, events, session, after, content} = await openSession();
  try {
    events.length = 0;
    writeFileSync(join(out, "mine.txt"), "x");
    writeFileSync(join(content, ".jianbao-cache/x"), "x");
    // A change that counts comes after them: only it was built.
    const before = events.length;
    const result = await after(() => writeFileSync(join(content, monthly), article("又改了一次，{{ 流转面积 }}。")));
    expect(before).toBe(0);
    expect(result.bulletins.filter(({status}) => status === "built")).toHaveLength(1);
    expect(events.filter(({kind}) => kind === "built")).toHaveLength(1);
    expect(events.flatMap(event => (event.kind === "changed" ? event.paths : []))).toEqual([monthly]);
  } finally {
    await session.close();
  }
}, 60_000);
