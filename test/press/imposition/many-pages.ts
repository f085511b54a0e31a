import {openPress, type PrintablePage} from "../../../src/press/index.ts";
import {paragraphs, sampleFonts, samplePage} from "../sample-page.ts";

/** A4 pages, each with its number as heading, a paragraph, a list and a link to the first; tagged, with outline. */
export function manyPages(count: number, changes: Partial<PrintablePage> = {}): PrintablePage {
  const css = `${samplePage().css.replace("275mm 390mm", "A4")} h1 {break-before: page} a {color: #c8102e}`;
  const bodyHtml = Array.from(
    {length: count},
    (_, index) =>
      `<h1 id="p${index + 1}">第${index + 1}节</h1><p>${paragraphs[index % paragraphs.length]}</p><p><a href="#p1">第1节</a></p>`,
  ).join("");
  return samplePage({css, bodyHtml, ...changes});
}

/** Prints pages with a press of its own. */
export async function printAll(pages: readonly PrintablePage[]): Promise<Uint8Array[]> {
  const press = await openPress({fonts: await sampleFonts(), workers: 1});
  try {
    const printed: Uint8Array[] = [];
    for (const page of pages) printed.push((await press.print(page)).pdf);
    return printed;
  } finally {
    await press.close();
  }
}
