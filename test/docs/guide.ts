import {readFileSync} from "node:fs";
import sharp from "sharp";

/** A fenced example of the guide: the words after the fence, and the text. */
export interface Example {
  /** "yaml", "markdown", "text". */
  readonly kind: string;
  /** The file it stands for; "正文" for a piece of an article's body; "" for what is only shown. */
  readonly name: string;
  readonly text: string;
}

/** A row of a table of references: what is written, and what the guide says is printed. */
export interface ReferenceRow {
  readonly written: string;
  readonly printed: string;
}

export const guideText = readFileSync(new URL("../../docs/format.md", import.meta.url), "utf8");

/** The guide with its chapters: everything that a writer is told. */
export const wholeGuide = [
  guideText,
  ...[
    "claims-and-sources",
    "policies-rankings-phrases",
    "data-checks",
    "origin-and-issued",
    "briefing-and-numbers",
  ].map(name => readFileSync(new URL(`../../docs/guide/${name}.md`, import.meta.url), "utf8")),
].join("\n");

export const examples: readonly Example[] = [...guideText.matchAll(/^(`{3,4})(\S+) ?(.*)\n([\s\S]*?)^\1$/gm)].map(
  ([, , kind = "", name = "", text = ""]) => ({kind, name, text}),
);

/** Rows of tables without the examples; cells without the backslash that a bar needs in a table. */
export const tableRows: readonly (readonly string[])[] = guideText
  .replace(/^(`{3,4})\S+.*\n[\s\S]*?^\1$/gm, "")
  .split("\n")
  .filter(line => line.startsWith("| "))
  .map(line =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim().replaceAll("\\|", "|")),
  );

export const referenceRows: readonly ReferenceRow[] = tableRows.flatMap(([first = "", printed = ""]) => {
  const written = /^`(\{\{.*\}\})`$/.exec(first)?.[1];
  return written === undefined ? [] : [{written, printed}];
});

const picture = sharp({create: {width: 300, height: 200, channels: 3, background: "#3a7050"}});
const pictures: Readonly<Record<string, Uint8Array>> = {
  jpg: await picture.clone().jpeg().toBuffer(),
  png: await picture.clone().png().toBuffer(),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'),
};

/** The files of the guide put together: a workspace, with pictures for those it names and every piece as an article. */
export function guideWorkspace(): Record<string, string | Uint8Array> {
  const files: Record<string, string> = {};
  const images: Record<string, Uint8Array> = {};
  for (const {name, text} of examples) if (name.includes(".")) files[name] = text;
  const folder = "bulletins/2024-07-monthly";
  const pieces = examples.filter(({name}) => name === "正文").map(({text}) => text);
  const body = [...pieces, ...referenceRows.map(({written}) => `<!-- -->\n\n值：${written}`)].join("\n\n");
  files[`${folder}/examples.md`] = `---\n标题: 例\n---\n${body}\n`;
  for (const path of Object.keys(files)) {
    for (const [image, ending = ""] of files[path]?.matchAll(/images\/[\w-]+\.(\w+)/g) ?? []) {
      const bytes = pictures[ending];
      if (bytes) images[`${path.split("/").slice(0, -1).join("/")}/${image}`] = bytes;
    }
  }
  return {...files, ...images};
}
