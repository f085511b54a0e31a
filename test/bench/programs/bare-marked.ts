/** bare-marked.ts MARKDOWN OUT: reads, parses and writes, nothing else. */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {marked} from "marked";

const [folder = "", out = ""] = process.argv.slice(2);
mkdirSync(out, {recursive: true});
for (const name of readdirSync(folder)) {
  const body = await marked.parse(readFileSync(join(folder, name), "utf8"));
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>\n${body}</body></html>\n`;
  writeFileSync(join(out, name.replace(/\.md$/, ".html")), html);
}
