/** What `settlePages` found out by laying the document out. */
export interface SettledPages {
  readonly pages: number;
}

/**
 * What CSS cannot say: page numbers in the contents (Chromium has no target-counter), and the closing block at the foot
 * of the last page. Runs inside the browser, with print media emulated and fonts loaded, before printing; it is sent
 * there as source text, so it uses nothing from outside. Harmless on a page that has neither.
 *
 * How: the body is laid out once in columns as large as a page's type area; the browser breaks columns by the rules that
 * it breaks pages by, so the column of an element is its page.
 */
export function settlePages(): SettledPages {
  const body = document.body;
  const closing = document.querySelector<HTMLElement>(".closing");
  const space = document.querySelector<HTMLElement>(".closing-space");
  if (closing === null || space === null) return {pages: 0};
  const pixelsPerMm = 96 / 25.4;
  // GB/T 9704: type area 156 mm wide; 297 - 37 - 34.5 mm high, as the stylesheet's @page has it.
  const pageWidth = 156 * pixelsPerMm;
  const pageHeight = 225.5 * pixelsPerMm;
  const gap = 40;
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".contents a")) {
    if (link.querySelector(".contents-page") !== null) continue;
    const number = document.createElement("span");
    number.className = "contents-page";
    number.textContent = "0";
    link.append(number);
  }
  const before = body.getAttribute("style");
  space.style.height = "0";
  space.style.minHeight = "0";
  Object.assign(body.style, {
    width: `${pageWidth}px`,
    height: `${pageHeight}px`,
    columnWidth: `${pageWidth}px`,
    columnGap: `${gap}px`,
    columnFill: "auto",
  });
  const origin = body.getBoundingClientRect();
  const pageOf = (element: Element) =>
    Math.floor(((element.getClientRects()[0]?.left ?? origin.left) - origin.left + 1) / (pageWidth + gap)) + 1;
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".contents a")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const number = link.querySelector(".contents-page");
    if (target !== null && number !== null) number.textContent = String(pageOf(target));
  }
  const closingBox = closing.getBoundingClientRect();
  const pages = pageOf(closing);
  const left = pageHeight - (closingBox.bottom - origin.top);
  if (before === null) body.removeAttribute("style");
  else body.setAttribute("style", before);
  space.style.minHeight = "0";
  space.style.height = `${Math.max(0, Math.floor(left) - 2)}px`;
  return {pages};
}
