import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {pageToHtml, renderPage, renderWebPage} from "../../src/pages/index.ts";

const content = fileURLToPath(new URL("../../content/", import.meta.url));
const {bulletins, layouts, workspace} = checkWorkspace(content);

test.each(bulletins)("the page of $folder.slug says of its blocks which line they come from", ({folder, composed}) => {
  const layout = layouts.get(folder.bulletin?.版式 ?? "");
  if (!composed.view || !layout) throw new Error(`${folder.slug} was not composed`);
  const {bodyHtml} = renderPage(composed.view, layout);
  const articles = bodyHtml.split(/(?=<[a-z0-9]+[^>]* data-file=")/).slice(1);
  for (const article of articles) {
    const path = /data-file="([^"]*)"/.exec(article)?.[1] ?? "";
    const lines = workspace.files.read(path);
    if (lines === undefined || lines === "outside") throw new Error(`${path} is no file`);
    const source = Buffer.from(lines).toString("utf8").split("\n");
    for (const [, tag, line = "", html = ""] of article.matchAll(
      /<(p|h[1-4]|li)\b[^>]* data-at="(\d+):\d+"[^>]*>([\s\S]*?)(?=<\/\1>)/g,
    )) {
      // The first Chinese words of a block stand on its line, unless they are worked out from the data.
      const words = /^[\p{Script=Han}]{2,6}/u.exec(html.replace(/<[^>]*>/g, ""))?.[0] ?? "";
      const written = source[Number(line) - 1] ?? "";
      if (/\{\{|^```|\]\(/.test(written) || /class="dateline"/.test(html)) continue;
      expect(written, `${path}:${line} <${tag}>`).toContain(words);
    }
  }
  const names = new Set(articles.map(article => /data-file="([^"]*)"/.exec(article)?.[1]));
  expect([...names]).toEqual(folder.bulletin?.稿件.map(name => `bulletins/${folder.slug}/${name}`));
  for (const kind of ["photo", "chart"]) {
    for (const [figure] of bodyHtml.matchAll(
      new RegExp(`<figure[^>]* class="${kind}[^>]*>|<figure class="${kind}[^>]*>`, "g"),
    ))
      expect(figure).toMatch(/ data-at="\d+:\d+"/);
  }
  for (const [table] of bodyHtml.matchAll(/<div[^>]* class="table-block"[^>]*>(?![\s\S]*<\/details>)/g))
    expect(table).toMatch(/ data-at="\d+:\d+"/);
  expect(pageToHtml(renderWebPage(composed.view, layout), "")).not.toMatch(/<[^>]* data-(?:at|file)=/);
});
