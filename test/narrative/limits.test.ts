import {describe, expect, test} from "vitest";
import {fillSlots} from "../../src/narrative/index.ts";
import {renderBody} from "./render.ts";

const codes = (body: string) => renderBody(body).diagnostics.map(({code}) => code);

describe("what would exhaust the Markdown reader is told", () => {
  test.each([
    ["quotes", `${">".repeat(10_000)}字`],
    ["containers", ":::链接\n".repeat(5000)],
    ["lists", Array.from({length: 2000}, (_, level) => `${"  ".repeat(level)}- 字`).join("\n")],
    ["emphasis", `${"*a ".repeat(20_000)}${"b*".repeat(20_000)}`],
    ["a long article", "字\n".repeat(600_000)],
  ])("%s", (_title, body) => {
    expect(codes(body)).toEqual(["JB-4011"]);
  });
});

describe("entities of the program's own marks", () => {
  test("are told and taken out", () => {
    const {html, diagnostics} = renderBody('<a title="&#xFDE0;0&#64993">x</a>，&#20013;文。');
    expect(diagnostics.map(({code}) => code)).toEqual(["JB-1003", "JB-1003"]);
    expect(html).not.toMatch(/[\uFDD0-\uFDEF]/);
    expect(html).toContain("中文");
  });

  test("no slot is filled inside of a tag", () => {
    expect(fillSlots('<a title="\uFDE00\uFDE1">x</a>\uFDE00\uFDE1', () => "<b>")).toBe('<a title="0">x</a><b>');
  });
});
