const hanzi = "\\p{Script=Han}";
const marks = "\\p{P}{0,6}";
/** Two characters and the marks about them. */
const plainEnd = new RegExp(`[\\p{L}\\p{N}]${marks}${hanzi}${marks}$`, "u");
const bound = '<span class="nb">[^<>]*</span>';
/** Whole elements: a number with its unit, a full date, a figure or claim, a short emphasis. */
const element =
  `(?:${bound}|<span class="full-date">(?:${bound}){2}</span>|<em>[^<>]{2,8}</em>|` +
  `<(data|span)\\b[^>]*>[^<>]{0,6}(?:${bound})?[^<>]{0,6}</\\1>)`;
/** Such an element, and at most one character after it. */
const boundEnd = new RegExp(`(?:<!--o \\w+-->)?${element}(?:<!--/o-->)?${marks}${hanzi}?${marks}$`, "u");
/** Paragraphs and items of text alone; \uFDE0 begins the slot of a block or photo. */
const paragraph = /<(p|li)((?: data-at="[\d:]*")?)>((?:(?!<\/?(?:p|li|ul|ol)>)[^\uFDE0])*)<\/\1>/g;
/** The narrowest column, of a newspaper page: what fits it has one line. */
const oneLine = 10;
/** Cells of three lines of an office page, 28 characters each, the first indented by two. */
const threeLines = 3 * 28 - 2;

/**
 * Makes paragraphs and list items ready for good lines, whatever the layout.
 *
 * The last two characters, with the marks about them, are bound: 孤字不成行 (clreq), so the last line has two at least.
 * What has three lines at most on an office page gets the class `few-lines`: with two lines on either side of a page break
 * it cannot be divided, yet Chromium leaves the third alone on the next page. *…* gets its 着重号.
 */
export function finishParagraphs(html: string): string {
  const finished = html.replace(paragraph, (_match, tag: string, place: string, inner: string) => {
    const cells = cellsOf(inner.replace(/<[^>]*>/g, ""));
    const name = cells <= threeLines ? ' class="few-lines"' : "";
    return `<${tag}${name}${place}>${cells > oneLine ? bindEnd(inner) : inner}</${tag}>`;
  });
  return dotEmphasis(finished);
}

function bindEnd(inner: string): string {
  const text = inner.trimEnd();
  const {index} = boundEnd.exec(text) ?? plainEnd.exec(text) ?? {index: undefined};
  return index === undefined ? inner : `${text.slice(0, index)}<span class="nb">${text.slice(index)}</span>`;
}

/** Width of a text in cells: digits, letters and the second of two marks that are squeezed take half a one. */
function cellsOf(text: string): number {
  const half =
    text.match(/[\x20-\x7e]|[“‘（《「，。、；：”’）》」？](?=[“‘（《「])|[，。、；：”’）》」](?=[，。、；：”’）》」])/g)
      ?.length ?? 0;
  return text.length - half / 2;
}

/**
 * Gives each character of what the author emphasised (*…*) an element that carries its 着重号 in print. The engine's own
 * text-emphasis would put a bullet for each into the text of the PDF. Marks have none (clreq).
 */
function dotEmphasis(html: string): string {
  return html.replace(/<em>([\s\S]*?)<\/em>/g, (_match, inner: string) => {
    const pieces = inner.split(/(<[^>]*>|&#?\w+;)/).map((piece, index) => (index % 2 === 1 ? piece : dotText(piece)));
    return `<em>${pieces.join("")}</em>`;
  });
}

function dotText(text: string): string {
  return text.replace(/(\p{Script=Han})|[\p{L}\p{N}]/gu, (character, isHanzi?: string) =>
    isHanzi ? `<span class="dot">${character}</span>` : `<span class="dot dot-half">${character}</span>`,
  );
}
