import {createCanvas} from "@napi-rs/canvas";
import {expect, test} from "vitest";
import {buildWorkspace} from "../../src/build/index.ts";
import {type Diagnostic, describe as describeDiagnostic, placeAt} from "../../src/diagnostics/index.ts";
import type {FontFace} from "../../src/pages/index.ts";
import {openPress, type PageFinding, type Press} from "../../src/press/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";

const folder = "bulletins/2019-07-monthly";

function build(files: Record<string, string | Uint8Array>, press?: (fonts: readonly FontFace[]) => Promise<Press>) {
  const out = temporaryFolder();
  return buildWorkspace({content: memoryFiles({...baseWorkspace, ...files}), out, formats: ["pdf"], press});
}

const tell = ({code, span, ...rest}: Diagnostic) => {
  const at = span && placeAt(span.source, span.start);
  const {message} = describeDiagnostic({code, span, ...rest});
  return `${code} ${span?.source.path}:${at?.line}:${at?.column} ${message}`;
};

test("what runs out of the page, and a coarse photo, are told at the writer's line", async () => {
  const body = [
    "第一段。",
    "",
    "| 村 | 说明 | 甲 | 乙 | 丙 |",
    "| --- | --- | --- | --- | --- |",
    "| 顺德村 | 长 | 一 | 二 | 三 |",
    "",
    "![大棚里的芹菜](images/small.png)",
    "",
    `## 小标题`,
    "",
    `网址${"0123456789".repeat(9)}可以断开，${"1234567890".repeat(6)}亩不可以。`,
  ].join("\n");
  const {diagnostics, bulletins} = await build({
    [`${folder}/a.md`]: article(body),
    [`${folder}/images/small.png`]: createCanvas(120, 80).toBuffer("image/png"),
  });
  const told = diagnostics.filter(({code}) => code.startsWith("JB-70")).map(tell);
  expect(told).toEqual([
    expect.stringMatching(new RegExp(`^JB-7012 ${folder}/a\\.md:10:1 照片“大棚里的芹菜”印成\\d.*毫米宽时只有\\d+线`)),
    expect.stringMatching(new RegExp(`^JB-7011 ${folder}/a\\.md:14:1 “1234567890\\d+”超出版心\\d+(\\.\\d)?毫米`)),
  ]);
  expect(bulletins.map(({status}) => status)).toEqual(["built"]);
});

test("a bulletin whose PDF says another text than its page is not published; the others are", async () => {
  const second = "bulletins/2019-07-other";
  const difference: PageFinding = {kind: "text-differs", before: "全镇流", expected: "转", found: "\u2f1f"};
  const {diagnostics, bulletins} = await build(
    {
      [`${second}/bulletin.yaml`]: bulletin(["b.md"]).replace("七月进展", "另一期"),
      [`${second}/b.md`]: article("另一期的话。"),
    },
    async fonts => {
      const press = await openPress({fonts, workers: 1});
      return {
        ...press,
        async print(page) {
          const printed = await press.print(page);
          return page.title === "七月进展" ? {...printed, findings: [difference]} : printed;
        },
      };
    },
  );
  expect(diagnostics.map(tell)).toEqual([
    `JB-7013 ${folder}/a.md:4:1 PDF 里的文字同版面不一致：“全镇流”之后应当是“转”，PDF 里是“\u2f1f”`,
  ]);
  expect(bulletins.map(({slug, status, files}) => `${slug} ${status} ${files.length}`)).toEqual([
    "2019-07-monthly failed 0",
    "2019-07-other built 1",
  ]);
});
