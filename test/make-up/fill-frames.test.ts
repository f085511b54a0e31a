import fc from "fast-check";
import {expect, test} from "vitest";
import type {BrokenText} from "../../src/press/make-up/break-lines.ts";
import {fillFrames, type TextUnit, unitLines} from "../../src/press/make-up/fill-frames.ts";

function way(lines: number, cost = 0): BrokenText {
  const line = {start: 0, end: 1, halved: [], stretch: 0};
  return {lines: Array.from({length: lines}, () => line), cost, widest: 0};
}
function paragraph(...counts: number[]): TextUnit {
  return {kind: "paragraph", ways: counts.map((lines, index) => way(lines, index * 5))};
}
const subhead: TextUnit = {kind: "subhead", heights: [4, 5, 6, 3], topHeights: [3, 4]};

test("a frame is full to its last line; a paragraph takes another length where that is needed", () => {
  const filled = fillFrames([paragraph(5, 6), paragraph(5, 4)], [6, 5], {ending: "full"});
  expect(filled?.frames.map(parts => parts.reduce((sum, {height}) => sum + height, 0))).toEqual([6, 5]);
  expect(filled?.frames[0]?.[0]?.way).toBe(1);
});

test("no last line stands alone at the head of a frame", () => {
  expect(fillFrames([paragraph(5)], [4, 1], {ending: "full"})).toBeUndefined();
  expect(fillFrames([paragraph(6)], [4, 2], {ending: "full"})).toBeDefined();
});

test("a subhead has two lines of text below it in its own frame", () => {
  const units = [paragraph(4), subhead, paragraph(6)];
  expect(fillFrames(units, [8, 6], {ending: "full"})).toBeUndefined();
  expect(fillFrames(units, [10, 4], {ending: "full"})?.frames[0]?.map(({unit}) => unit)).toEqual([0, 1, 2]);
});

test("what is over goes on, three lines at least, and says where", () => {
  const filled = fillFrames([paragraph(10), paragraph(10)], [12], {ending: "open"});
  expect(filled?.rest).toEqual({unit: 1, way: 0, line: 2});
  expect(fillFrames([paragraph(10)], [8], {ending: "open"})).toBeUndefined();
  expect(fillFrames([paragraph(10)], [8], {ending: "open", leastRest: 1})?.rest?.line).toBe(8);
});

test("a text that cannot fill its last frame leaves lines blank only when it may", () => {
  expect(fillFrames([paragraph(7)], [4, 5], {ending: "full"})).toBeUndefined();
  expect(fillFrames([paragraph(7)], [4, 5], {ending: "short", blank: 2})?.blank).toBe(2);
});

test("whatever is threaded comes out whole, in order, every frame full", () => {
  const unit = fc.oneof(
    {weight: 6, arbitrary: fc.integer({min: 1, max: 30}).map(lines => paragraph(lines, lines + 1))},
    {weight: 1, arbitrary: fc.constant(subhead)},
  );
  fc.assert(
    fc.property(
      fc.array(unit, {minLength: 1, maxLength: 14}),
      fc.array(fc.integer({min: 2, max: 40}), {minLength: 1, maxLength: 8}),
      (units, frames) => {
        const {best} = unitLines(units);
        const last = best - frames.reduce((sum, lines) => sum + lines, 0);
        const all = last > 1 ? [...frames, last] : frames;
        const filled = fillFrames(units, all, {ending: "full"});
        if (filled === undefined) return;
        filled.frames.forEach((parts, index) => {
          let used = 0;
          for (const part of parts) {
            expect(part.top).toBe(used);
            used += part.height;
          }
          expect(used).toBe(all[index]);
          const [first] = parts;
          const firstUnit = first && units[first.unit];
          if (first && first.from > 0 && firstUnit?.kind === "paragraph")
            expect(first.to - first.from).toBeGreaterThan(1);
          const end = parts.at(-1);
          expect(end && units[end.unit]?.kind).not.toBe("subhead");
        });
        const parts = filled.frames.flat();
        expect(parts[0]?.unit).toBe(0);
        expect(parts.at(-1)?.unit).toBe(units.length - 1);
        for (const [index, part] of parts.entries()) {
          const before = parts[index - 1];
          if (before === undefined) continue;
          if (part.unit === before.unit) expect([part.from, part.way]).toEqual([before.to, before.way]);
          else expect([part.unit, part.from]).toEqual([before.unit + 1, 0]);
        }
      },
    ),
    {numRuns: 400},
  );
});
