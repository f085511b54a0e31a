import {expect, test} from "vitest";
import {finishParagraphs, keepNumbersWhole} from "../../src/narrative/index.ts";

const before = "流转来的土地连成了片";

test.each([
  ["增加了收入。", '增加了<span class="nb">收入。</span>'],
  ["都说“好”。", '都<span class="nb">说“好”。</span>'],
  ['增加<span class="nb">19亩</span>。', '增加<span class="nb"><span class="nb">19亩</span>。</span>'],
  ["<data>19亩</data>地。", '<span class="nb"><data>19亩</data>地。</span>'],
  ["<strong>要紧</strong>。", "<strong>要紧</strong>。"],
])("finishParagraphs() binds the end of …%s", (end, expected) => {
  expect(finishParagraphs(`<p>${before}${end}</p>`)).toBe(`<p class="few-lines">${before}${expected}</p>`);
  expect(finishParagraphs(`<li>${before}${end}</li>`)).toBe(`<li class="few-lines">${before}${expected}</li>`);
});

test("finishParagraphs() leaves alone what has one line, a class, a slot or paragraphs inside", () => {
  expect(finishParagraphs("<p>增加了收入。</p>")).toBe('<p class="few-lines">增加了收入。</p>');
  for (const html of [
    `<p class="note">${before}${before}</p>`,
    `<p>${before}\uFDE01\uFDE1${before}</p>`,
    `<li>${before}<ul></ul></li>`,
  ])
    expect(finishParagraphs(html)).toBe(html);
});

test("finishParagraphs() marks paragraphs of three lines of 28 characters, and no longer ones", () => {
  expect(finishParagraphs(`<p>${"村".repeat(82)}</p>`)).toContain("few-lines");
  expect(finishParagraphs(`<p>${"村".repeat(83)}</p>`)).not.toContain("few-lines");
  expect(finishParagraphs(`<p>${"8".repeat(164)}</p>`)).toContain("few-lines");
});

test("finishParagraphs() gives 着重号 to characters, not to marks or tags", () => {
  expect(finishParagraphs('<em>严，<b class="x">2</b>&amp;</em>')).toBe(
    '<em><span class="dot">严</span>，<b class="x"><span class="dot dot-half">2</span></b>&amp;</em>',
  );
});

test.each(["32个", "7月11日", "第3期", "100余人", "60%以上", "1万元—3万元", "2.6个百分点", "3.5万亩"])(
  "keepNumbersWhole() binds %s",
  text => expect(keepNumbersWhole(`有${text}。`)).toBe(`有<span class="nb">${text}</span>。`),
);

test.each(["S316线", "1+3+N", "&#39;", "PM2.5"])("keepNumbersWhole() leaves %s as it is", text => {
  expect(keepNumbersWhole(text)).toBe(text);
});
