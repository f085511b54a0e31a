import {expect, type Mock, test, vi} from "vitest";
import {checkWorkspace} from "../../../src/build/check-workspace.ts";
import {type FigurePool, openFigurePool} from "../../../src/desk/engine/figure-pool.ts";
import {parsePeriod, type QuestionScope} from "../../../src/figures/index.ts";
import {questionScope} from "../../../src/pages/index.ts";
import {diskFiles} from "../../../src/workspace/index.ts";
import {openSample, sampleContent} from "./sample.ts";

const opened: {readonly warm: Mock<FigurePool["warm"]>}[] = [];

vi.mock("../../../src/desk/engine/figure-pool.ts", async load => {
  const real = await load<{openFigurePool: (scope: QuestionScope) => FigurePool}>();
  return {
    openFigurePool(scope: QuestionScope) {
      const {read, warm} = real.openFigurePool(scope);
      const pool = {read, warm: vi.fn(warm)};
      opened.push(pool);
      return pool;
    },
  };
});

function sampleScope(): QuestionScope {
  const {figures, workspace} = checkWorkspace(diskFiles(sampleContent));
  const bulletin = workspace.bulletins.find(({slug}) => slug === "2019-07-monthly")?.bulletin;
  const scope = questionScope(bulletin, parsePeriod("2019-07"), figures);
  if (!scope) throw new Error("the sample has no such bulletin");
  return scope;
}

const expressionsOf = (pool: FigurePool) => pool.read().map(({expression}) => expression);

test("warm() works the figures out in pieces, with time for others between, and a question then works nothing out", async () => {
  const scope = sampleScope();
  const pool = openFigurePool(scope);
  const compute = vi.spyOn(scope.figures, "compute");
  vi.spyOn(performance, "now").mockImplementation(() => compute.mock.calls.length);
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  await pool.warm();
  clearInterval(timer);
  vi.restoreAllMocks();
  expect(turns).toBeGreaterThan(3);
  const later = vi.spyOn(scope.figures, "compute");
  const warmed = expressionsOf(pool);
  expect(later).not.toHaveBeenCalled();
  expect(warmed).toEqual(expressionsOf(openFigurePool(sampleScope())));
});

test("a question in the middle of it has all figures, each once", async () => {
  const scope = sampleScope();
  const pool = openFigurePool(scope);
  const warming = pool.warm();
  const asked = expressionsOf(pool);
  await warming;
  expect(asked).toEqual(expressionsOf(openFigurePool(scope)));
  expect(expressionsOf(pool)).toEqual(asked);
});

test("what is asked when an article is opened begins it", async () => {
  const {engine} = await openSample();
  opened.length = 0;
  engine.vocabulary("2019-07-monthly");
  const [pool] = opened;
  expect(pool?.warm).toHaveBeenCalledOnce();
  await pool?.warm.mock.results[0]?.value;
  expect(engine.candidates("2019-07-monthly", "近400亩")).not.toEqual([]);
  expect(opened).toHaveLength(1);
});
