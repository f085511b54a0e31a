import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {greyContent} from "../../../src/press/grey/grey-content.ts";

const css = ["partials/base.css", "briefing/style.css", "feature/style.css", "handout/style.css"]
  .map(path => readFileSync(new URL(`../../../templates/${path}`, import.meta.url), "utf8"))
  .join("\n");

test("the red of nameplates, heads and rules prints as a dark grey", () => {
  const reds = [...css.matchAll(/--red: #([\da-f]{3,6});/g)].map(([, digits = ""]) =>
    (digits.length === 3 ? [...digits].map(digit => digit + digit) : (digits.match(/../g) ?? [])).map(
      pair => Number.parseInt(pair, 16) / 255,
    ),
  );
  expect(reds.length).toBeGreaterThan(0);
  for (const red of reds) {
    const [, grey] = /^([\d.]+) g$/.exec(greyContent(`${red.join(" ")} rg`, () => undefined)) ?? [];
    expect(Number(grey)).toBeLessThan(0.35);
  }
});

test("red rules are thick enough for a grey screen of dots: 0.5 pt or more", () => {
  const widths = [...css.matchAll(/border[\w-]*: ([\d.]+)(pt|mm|px) \w+ var\(--red\)/g)].map(
    ([, width, unit]) => Number(width) * {pt: 1, mm: 72 / 25.4, px: 0.75}[unit as "pt" | "mm" | "px"],
  );
  expect(widths.length).toBeGreaterThan(3);
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(0.5);
});
