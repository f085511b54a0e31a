import type {Block} from "./blocks.ts";

/** The same document for Typst: page, sizes and lines of an official document, charts as the same SVG files. */
export function toTypst(slug: string, title: string, blocks: readonly Block[]): string {
  const charts = blocks.filter(block => block.kind === "chart");
  const body = blocks.map(block => {
    const file = block.kind === "chart" ? `../charts/${slug}-${charts.indexOf(block) + 1}.svg` : "";
    return blockToTypst(block, file);
  });
  return `${preamble}#set document(title: ${quote(title)})\n${body.join("\n\n")}\n`;
}

function blockToTypst(block: Block, chartFile: string): string {
  switch (block.kind) {
    case "heading":
      return `#heading(level: ${block.level}, ${quote(block.text)})`;
    case "paragraph":
      return `#par(text(${quote(block.text)}))`;
    case "chart":
      return figure(`image(${quote(chartFile)}, width: 100%)`, block.title);
    case "table": {
      const [head = []] = block.rows;
      const cells = block.rows.flat().map(cell => `[#text(${quote(cell)})]`);
      const table = `table(columns: (1fr,) * ${head.length}, stroke: 0.5pt, ${cells.join(", ")})`;
      return figure(`{set text(size: 10.5pt); ${table}}`, block.title);
    }
  }
}

function figure(content: string, title: string): string {
  return `#figure(${content}, caption: text(${quote(title)}), supplement: none, numbering: none)`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

const preamble = `#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("Noto Serif SC",), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12.95pt, spacing: 12.95pt)
#show heading.where(level: 1): it => align(center, text(font: "Noto Serif SC", weight: 900, size: 40pt, fill: red, it.body))
#show heading.where(level: 2): it => align(center, text(font: "Noto Serif SC", weight: 900, size: 22pt, it.body))
#show heading.where(level: 3): it => par(text(font: "Noto Sans SC", weight: 400, size: 16pt, it.body))
#show heading.where(level: 4): it => par(text(font: "LXGW WenKai", weight: 500, size: 16pt, it.body))
#show figure.caption: set text(font: "Noto Sans SC", weight: 700, size: 12pt)
`;
