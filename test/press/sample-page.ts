import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {openFace} from "../../src/pages/fonts/cut-font.ts";
import type {FontFace} from "../../src/pages/index.ts";
import type {PrintablePage} from "../../src/press/index.ts";

/** Characters whose radicals have code points of their own are among them: 土 一 二 十 八 人 口 大 小 山 日 月 水 火 田 目. */
export const paragraphs = [
  "晨讯　今年以来，镇党委坚持党建引领，由村党支部领办合作社，流转土地1230.5亩，吸纳农户86户，户均增收3200元。",
  "“土里刨食”变“土里生金”：一二三四，十八人口，大小山川，日月水火，田间地头，目之所及，门风面食，龙龟鸟鱼。",
  "The co-operatives' share rose to 43.2% (+2.3), tel. 0317-1234567.",
];

export const sampleFontFamily = "JB Song";

export function samplePage(changes: Partial<PrintablePage> = {}): PrintablePage {
  return {
    lang: "zh-CN",
    title: "唐坊镇党建简报（样稿）",
    author: "唐坊镇党建办",
    subject: "党支部领办合作社 <7月> & 进展",
    keywords: ["合作社", "红色物业"],
    date: "2019-08-05",
    css: `@page {size: 275mm 390mm; margin: 20mm} body {font: 12pt/1.6 "${sampleFontFamily}"} h1, h2, th {font-weight: 400}`,
    bodyClass: "sample",
    bodyHtml: `<h1>唐坊镇党建简报</h1><h2>土地流转</h2>${paragraphs.map(text => `<p>${text}</p>`).join("")}
      <h2>各村进展</h2><table><thead><tr><th scope="col">村</th><th scope="col">亩</th></tr></thead>
      <tbody><tr><th scope="row">顺德村</th><td>430</td></tr></tbody></table>`,
    ...changes,
  };
}

/** A face with the characters of the sample. */
export async function sampleFonts(): Promise<FontFace[]> {
  const file = import.meta.resolve("@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf");
  const text = `${samplePage().bodyHtml + samplePage().title}第0123456789节`;
  const face = openFace(await readFile(fileURLToPath(file)));
  const subset = face.cut({characters: text, features: ["kern", "liga"], keepGlyphNumbers: false});
  face.close();
  return [{family: sampleFontFamily, weight: 400, format: "truetype", bytes: subset, missing: []}];
}
