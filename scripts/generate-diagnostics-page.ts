/** Writes docs/diagnostics.md from the catalog and the faulty files of the tests; `--check` only tells whether it is current. */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {checkWorkspace} from "../src/build/check-workspace.ts";
import {colours, formatDiagnostic} from "../src/cli/frame.ts";
import {type Code, catalog, type Diagnostic, diagnose} from "../src/diagnostics/index.ts";
import {memoryFiles} from "../src/workspace/index.ts";
import {baseWorkspace} from "../test/faults/base-workspace.ts";
import {type Fault, faults} from "../test/faults/cases.ts";

/** Findings that need a large file, a font or a browser: told here with made-up values. */
const withoutFiles: readonly Diagnostic[] = [
  diagnose("JB-1004", undefined, {path: "progress/2019-07.yaml", limit: "64 MiB"}),
  diagnose("JB-7001", undefined, {characters: "𠔻"}),
  diagnose("JB-7002", undefined, {path: "fonts/song.ttf", reason: "没有这个文件"}),
  diagnose("JB-7003", undefined, {slug: "2019-07-monthly", reason: "浏览器中途退出"}),
];

const families: Readonly<Record<string, string>> = {
  "1": "文件和写法",
  "2": "单位、指标、数据",
  "3": "引用和算式",
  "4": "稿件",
  "5": "图片、图表、表格",
  "6": "一期简报和版式",
  "7": "字体和排印",
};

const examples = new Map<Code, string>();
for (const diagnostic of [...faults.flatMap(findingsOf), ...withoutFiles]) {
  // A control character that a finding points at would do in this page what it does elsewhere.
  const text = formatDiagnostic(diagnostic, colours(false)).replace(/[^\P{Cc}\n]/gu, "");
  if (!examples.has(diagnostic.code)) examples.set(diagnostic.code, text.replace(/ +$/gm, ""));
}
const file = new URL("../docs/diagnostics.md", import.meta.url);
const page = renderPage();
if (process.argv.includes("--check")) {
  if (!existsSync(file) || readFileSync(file, "utf8") !== page) {
    console.error("docs/diagnostics.md is not current: npm run generate");
    process.exitCode = 1;
  }
} else {
  mkdirSync(new URL(".", file), {recursive: true});
  writeFileSync(file, page);
}

/** What a faulty file gives, its own code only. */
function findingsOf({code, files}: Fault): Diagnostic[] {
  const workspace: Record<string, string | Uint8Array> = {...baseWorkspace};
  for (const [path, content] of Object.entries(files)) {
    if (content === null) delete workspace[path];
    else workspace[path] = typeof content === "string" ? content.replaceAll(/[«»]/g, "") : content;
  }
  return checkWorkspace(memoryFiles(workspace)).diagnostics.filter(diagnostic => diagnostic.code === code);
}

function renderPage(): string {
  const codes = Object.keys(catalog) as Code[];
  const sections = Object.entries(families).map(([digit, title]) => {
    const entries = codes.filter(code => code.startsWith(`JB-${digit}`)).map(renderEntry);
    return `## ${title}（JB-${digit}…）\n\n${entries.join("\n\n")}`;
  });
  return `<!-- 由 scripts/generate-diagnostics-page.ts 生成，不要直接改。 -->

# 错误和提醒一览

程序发现问题时，会说出是哪个文件、第几行第几个字，问题是什么，怎么改。每种问题有一个编号，下面按编号说明。

- **错误**：有错误的一期不出，上一次的结果不动；改好再排印。
- **提醒**：照样出，但是值得看一眼。

读法：\`progress/2019-07.yaml:3:10\` 是 progress 文件夹里 2019-07.yaml 的第 3 行第 10 个字，\`^\` 指着出错的地方。
写法见[写稿说明](format.md)。

${sections.join("\n\n")}
`;
}

function renderEntry(code: Code): string {
  const {severity, explanation} = catalog[code];
  const example = examples.get(code);
  const shown = example === undefined ? "" : `\n\n\`\`\`\`text\n${example}\n\`\`\`\``;
  return `### ${code} ${severity === "error" ? "错误" : "提醒"}\n\n${explanation}${shown}`;
}
