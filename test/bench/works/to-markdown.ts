import type {Block} from "./blocks.ts";

/** Ready Markdown: text and SVG as they are printed. */
export function toMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(blockToMarkdown).join("\n\n")}\n`;
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "paragraph":
      return block.text;
    case "chart":
      // Without blank lines it is one block of HTML.
      return `<p class="title">${block.title}</p>\n<div class="drawing">${block.svg.replaceAll(/\s*\n\s*/g, " ")}</div>`;
    case "table": {
      const [head = [], ...rows] = block.rows;
      const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
      return [block.title, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
    }
  }
}

/** The page of an official document, for programs that print HTML made from the Markdown. */
export const markdownCss = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/28.95pt "JB Song"; margin: 0; max-width: none; padding: 0 }
h1 { font: 900 40pt/1.6 "JB Song"; color: #c00; text-align: center }
h2 { font: 900 22pt/1.5 "JB Song"; text-align: center; break-after: avoid }
h3 { font: 400 16pt/28.95pt "JB Sans"; margin: 0; break-after: avoid }
h4 { font: 400 16pt/28.95pt "JB Kai"; margin: 0; break-after: avoid }
p { margin: 0; text-indent: 2em; text-align: justify }
.title { text-indent: 0; text-align: center; font: 700 12pt/2 "JB Sans" }
.drawing { break-inside: avoid } .drawing svg { width: 100%; height: auto }
table { width: 100%; border-collapse: collapse; font: 10.5pt/2 "JB Song" }
th, td { border-block: 0.5pt solid #000; text-align: right }
`;
