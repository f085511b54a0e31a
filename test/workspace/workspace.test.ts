import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {z} from "zod";
import {type Diagnostic, placeAt, spanOf} from "../../src/diagnostics/index.ts";
import {
  checkSchema,
  maskReferences,
  memoryFiles,
  oneOrMore,
  parseYaml,
  readText,
  readWorkspace,
  resolvePath,
  splitMasked,
  unmask,
} from "../../src/workspace/index.ts";

function collect() {
  const diagnostics: Diagnostic[] = [];
  return {diagnostics, report: (diagnostic: Diagnostic) => diagnostics.push(diagnostic)};
}

describe("readText()", () => {
  test("drops a byte order mark and makes line ends one kind", () => {
    const {report, diagnostics} = collect();
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("甲\r\n乙\r丙\n")]);
    expect(readText(memoryFiles({"a.md": bytes}), "a.md", report)?.text).toBe("甲\n乙\n丙\n");
    expect(diagnostics).toEqual([]);
  });

  test("of no file is undefined without a finding", () => {
    const {report, diagnostics} = collect();
    expect(readText(memoryFiles({}), "a.md", report)).toBeUndefined();
    expect(diagnostics).toEqual([]);
  });
});

describe("resolvePath()", () => {
  test.each([
    ["bulletins/a/x.md", "images/1.png", "bulletins/a/images/1.png"],
    ["bulletins/a/x.md", "./images\\1.png", "bulletins/a/images/1.png"],
    ["bulletins/a/x.md", "../b/1.png", "bulletins/b/1.png"],
    ["bulletins/a/x.md", "../../../1.png", undefined],
    ["bulletins/a/x.md", "/etc/passwd", undefined],
    ["bulletins/a/x.md", "C:\\1.png", undefined],
    ["a.md", "..", undefined],
  ])("%s + %s = %s", (file, written, expected) => {
    expect(resolvePath(file, written)).toBe(expected);
  });
});

describe("maskReferences()", () => {
  test("keeps every offset and gives back what was written", () => {
    const word = fc.constantFrom(
      "甲",
      "{{ 流转率 }}",
      "{{a|b}}",
      "{{ “}}” }}",
      "\\{{",
      "{{",
      "}}",
      "\n",
      " ",
      "：",
      "#",
      "|",
    );
    fc.assert(
      fc.property(fc.array(word, {maxLength: 40}), words => {
        const source = {path: "a.md", text: words.join("")};
        const {report} = collect();
        const masked = maskReferences(source, report);
        expect(masked.text).toHaveLength(source.text.length);
        for (const {start, end, innerStart, innerEnd} of masked.references) {
          expect(source.text.slice(start, innerStart)).toBe("{{");
          expect(source.text.slice(innerEnd, end)).toBe("}}");
        }
        const numbers = splitMasked(masked.text).filter(part => typeof part === "number");
        expect(numbers).toEqual(masked.references.map((_, index) => index));
        expect(unmask(masked.text, source, masked.references)).toBe(source.text.replaceAll("\\{{", "{{"));
      }),
    );
  });
});

describe("parseYaml()", () => {
  test("gives the place of keys and values, also in flow maps and behind references", () => {
    const source = {
      path: "a.yaml",
      text: "标题: {{ 期间 }}进展\n数据:\n  甲: {面积: 12.50, 户数: 3}\n列:\n  - 一\n  - 二\n",
    };
    const yaml = parseYaml(source, collect().report, {masked: true});
    const text = (path: (string | number)[], part?: "key") => {
      const span = yaml?.spanAt(path, part);
      return span && source.text.slice(span.start, span.end);
    };
    expect(text(["标题"])).toBe("{{ 期间 }}进展");
    expect(text(["数据", "甲", "面积"])).toBe("12.50");
    expect(text(["数据", "甲", "户数"], "key")).toBe("户数");
    expect(text(["列", 1])).toBe("二");
    expect(text(["数据", "甲", "没有的"])).toBe("{面积: 12.50, 户数: 3}");
    expect(yaml?.entriesAt(["数据", "甲"]).map(({key, written}) => [key, written])).toEqual([
      ["面积", "12.50"],
      ["户数", "3"],
    ]);
  });

  test("of any text never throws, and every finding lies in the text", () => {
    const piece = fc.constantFrom(
      "a",
      ": ",
      "\n",
      "  ",
      "\t",
      "- ",
      "{",
      "}",
      "[",
      "]",
      ",",
      '"',
      "'",
      "&x ",
      "*x",
      "!t ",
      "|",
      ">",
      "#",
      "---",
      "1",
      "{{",
      "}}",
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 30}), pieces => {
        const source = {path: "a.yaml", text: pieces.join("")};
        const {diagnostics, report} = collect();
        const yaml = parseYaml(source, report, {masked: true});
        expect(yaml !== undefined || diagnostics.length > 0).toBe(true);
        for (const {span} of diagnostics) expect(span && span.end <= source.text.length).toBe(true);
      }),
      {numRuns: 1000},
    );
  });

  test("of nested aliases ends at once", () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"]) {
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(",")}]`);
    }
    const {diagnostics, report} = collect();
    expect(parseYaml({path: "a.yaml", text: bomb.join("\n")}, report)).toBeUndefined();
    expect(diagnostics.map(({code}) => code)).toEqual(["JB-1013"]);
  });
});

describe("readWorkspace()", () => {
  test("tells how many progress files and bulletins it has read, up to all of them", () => {
    const seen: string[] = [];
    const files = memoryFiles({
      "progress/2019-06.yaml": "期间: 2019-06\n数据: {}\n",
      "progress/a/2019-07.yaml": "期间: 2019-07\n数据: {}\n",
      "bulletins/x/bulletin.yaml": "版式: 简报\n",
    });
    readWorkspace(files, {progressed: (done, total) => seen.push(`${done}/${total}`)});
    expect(seen).toEqual(["0/3", "1/3", "2/3", "3/3"]);
  });

  test("of so many files that only their texts are kept gives the same values and places", () => {
    const row = "  甲村: {流转面积: 3, 入社户数: 12.50}\n";
    const paths = Array.from({length: 300}, (_, at) => `progress/${at}/2019-07.yaml`);
    const file = (at: number) => `期间: 2019-07\n范围: 镇${at}\n数据:\n${row}更正: []\n`;
    const {progress} = readWorkspace(memoryFiles(Object.fromEntries(paths.map((path, at) => [path, file(at)]))));
    expect(progress.length).toBe(300);
    for (const {yaml, path} of progress) {
      const at = Number(path.split("/")[1]);
      const alone = parseYaml({path, text: file(at)}, () => undefined);
      expect(yaml?.value).toEqual(alone?.value);
      expect(yaml?.spanAt(["数据", "甲村", "入社户数"])).toEqual(alone?.spanAt(["数据", "甲村", "入社户数"]));
      expect(yaml?.entriesAt(["数据", "甲村"]).map(({written}) => written)).toEqual(["3", "12.50"]);
    }
  });
});

describe("checkSchema()", () => {
  const schema = z.strictObject({名称: z.string(), 单位: oneOrMore(z.string()).optional()});
  const codes = (text: string) => {
    const {diagnostics, report} = collect();
    const yaml = parseYaml({path: "a.yaml", text}, report);
    const value = yaml && checkSchema(schema, yaml, report);
    return {value, codes: diagnostics.map(({code}) => code)};
  };

  test("gives the value when it is right", () => {
    expect(codes("名称: 甲\n单位: 乙\n")).toEqual({value: {名称: "甲", 单位: ["乙"]}, codes: []});
  });

  test("tells a misspelt key once, not as unknown and missing", () => {
    expect(codes("名秤: 甲\n").codes).toEqual(["JB-1021"]);
  });

  test("tells a wrong kind at its place", () => {
    expect(codes("名称: [甲]\n").codes).toEqual(["JB-1022"]);
    expect(codes("单位: 乙\n").codes).toEqual(["JB-1020"]);
    expect(codes("名称: 甲\n单位: [1]\n").codes).toEqual(["JB-1022"]);
  });
});

test("placeAt() counts characters, not UTF-16 units", () => {
  const source = {path: "a.md", text: "甲\n𠮷乙丙"};
  expect(placeAt(source, source.text.indexOf("丙"))).toEqual({line: 2, column: 3});
  expect(spanOf(source, 99, 3)).toEqual({source, start: source.text.length, end: source.text.length});
});
