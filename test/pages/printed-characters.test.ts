import fc from "fast-check";
import {expect, test} from "vitest";
import {type Page, printedCharacters} from "../../src/pages/index.ts";

const page = (changes: Partial<Page>): Page => ({
  lang: "zh-CN",
  title: "简报",
  author: "",
  subject: "",
  css: "h1 {color: red}",
  bodyHtml: "",
  bodyClass: "",
  ...changes,
});

test("every character of title, body and styles is told once, pairs of surrogates as one", () => {
  fc.assert(
    fc.property(fc.string({unit: "grapheme"}), fc.string({unit: "binary"}), (title, bodyHtml) => {
      const wanted = new Set([..."h1 {color: red}", ...title, ...bodyHtml]);
      expect([...printedCharacters(page({title, bodyHtml}))].sort()).toEqual([...wanted].sort());
    }),
  );
  expect(printedCharacters(page({css: "", title: "𠮷野家", bodyHtml: "𠮷<p>家</p>"}))).toBe("野家<p>/𠮷");
});

test("the letters of a picture inside of the page are none that it prints", () => {
  const characters = printedCharacters(
    page({css: "", title: "", bodyHtml: '<img src="data:image/png;base64,QUJD+/8=">图'}),
  );
  expect(characters).not.toMatch(/[QUJD]/);
  expect(characters).toContain("图");
});
