/** What `settleBriefing` found out by laying the document out. */
export interface SettledPages {
  readonly pages: number;
}

/**
 * 简报 and 会议材料: what CSS cannot say. Runs inside the browser, with print media emulated and fonts loaded, before
 * printing; it is sent there as source text, so it uses nothing from outside.
 *
 * The body is laid out once in columns as large as a page's type area (`--page-width`, `--page-height` of the layout's
 * stylesheet); the browser breaks columns by the rules that it breaks pages by, so the column of an element is its page.
 * Thus measured:
 *
 * - a picture or short table that would leave a page half empty is reduced a little or lets the text after it go first;
 * - a table over several pages gets its title with （续表） and its head on every further page.
 *   Both are hidden from the tags: to a screen reader it is one table with one head;
 * - the 目录 gets its page numbers; the 版记 goes to the foot of the last page and never stands on it alone.
 *
 * Does nothing on a layout that does not say how large its pages are.
 */
export function settleBriefing(): SettledPages {
  const {body} = document;
  const main = document.querySelector<HTMLElement>("main");
  const size = measurePage();
  if (main === null || size === undefined) return {pages: 0};
  const {width, height, line: fullLine} = size;
  const gutter = 40;
  const pieces = "main > :not(article), article > :not(.text, .front), .text > *, .front > *";
  /** Space at a page's foot that nobody minds. */
  const maxGap = fullLine * 4.5;
  const undoing: (() => void)[] = [];
  const closing = document.querySelector<HTMLElement>(".closing");
  const space = document.querySelector<HTMLElement>(".closing-space");
  const links = document.querySelectorAll<HTMLAnchorElement>(".contents a");
  for (const link of links) if (link.querySelector(".contents-page") === null) addPageNumber(link);

  const style = body.getAttribute("style");
  body.classList.add("measuring");
  Object.assign(body.style, {
    width: `${width}px`,
    height: `${height}px`,
    columnWidth: `${width}px`,
    columnGap: `${gutter}px`,
    columnFill: "auto",
  });
  if (space !== null) space.style.cssText = "height: 0; min-height: 0";
  const origin = body.getBoundingClientRect();

  // A closing block that would stand on the last page alone comes back by slightly closer lines, still 22 a page, or
  // takes the last piece of the text along.
  settleBlocks();
  for (const line of isClosingAlone() ? [28.5, 28, undefined] : []) {
    undoAll();
    if (line === undefined) takeLastPiece();
    else setLine(line);
    settleBlocks();
    if (!isClosingAlone()) break;
  }

  const targets = [...links].map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const numbers = targets.map(target => (target === null ? undefined : String(pageOf(target))));
  for (const [index, link] of links.entries()) {
    const number = link.querySelector(".contents-page");
    const page = numbers[index];
    if (number !== null && page !== undefined) number.textContent = page;
  }
  const last = closing ?? main;
  const pages = endPageOf(last);
  const left = height - footOf(last);
  pinBreaks();
  body.classList.remove("measuring");
  if (style === null) body.removeAttribute("style");
  else body.setAttribute("style", style);
  if (space !== null) space.style.cssText = `min-height: 0; height: ${Math.max(0, Math.floor(left) - 2)}px`;
  return {pages};

  /**
   * Type area in pixels. Chromium rounds a page's size and margins to whole pixels: a width that is off by a hundredth
   * breaks lines elsewhere. The height, found by printing boxes of known height, is rounded up; it is a hair smaller here,
   * so that what fits here fits in print.
   */
  function measurePage(): {width: number; height: number; line: number} | undefined {
    // The page stays open for further documents, most of them of the same size.
    const place = globalThis as {pageSize?: {written: string; size: ReturnType<typeof measurePage>}};
    const style = getComputedStyle(body);
    const written = ["--page-width", "--page-height", "--line", "font-size"]
      .map(name => style.getPropertyValue(name))
      .join(" ");
    if (place.pageSize?.written === written) return place.pageSize.size;
    const probe = document.createElement("div");
    probe.style.cssText = "position: absolute; width: var(--page-width); height: var(--page-height)";
    const pitch = document.createElement("div");
    pitch.style.cssText = "position: absolute; width: 0; height: var(--line)";
    // The text, not laid out yet, need not be laid out for this.
    main?.style.setProperty("display", "none");
    body.append(probe, pitch);
    const box = probe.getBoundingClientRect();
    const line = pitch.getBoundingClientRect().height;
    main?.style.removeProperty("display");
    if (main?.getAttribute("style") === "") main.removeAttribute("style");
    probe.remove();
    pitch.remove();
    const size =
      box.width > 0 && box.height > 0
        ? {width: Math.round(box.width), height: Math.ceil(box.height) - 0.02, line}
        : undefined;
    place.pageSize = {written, size};
    return size;
  }

  function addPageNumber(link: Element): void {
    const number = document.createElement("span");
    number.className = "contents-page";
    number.textContent = "0";
    link.append(number);
  }

  function pageAt(left: number): number {
    return Math.floor((left - origin.left + 1) / (width + gutter)) + 1;
  }

  function pageOf(element: Element): number {
    return pageAt(element.getClientRects()[0]?.left ?? origin.left);
  }

  function endPageOf(element: Element): number {
    return pageAt([...element.getClientRects()].at(-1)?.left ?? origin.left);
  }

  /** How far below the top of its last page an element ends. */
  function footOf(element: Element): number {
    return ([...element.getClientRects()].at(-1)?.bottom ?? origin.top) - origin.top;
  }

  /** True when nothing but some notes stands above the closing block on its page. */
  function isClosingAlone(): boolean {
    if (closing === null || main === null) return false;
    const page = pageOf(closing);
    const [article] = [...main.querySelectorAll("article")].slice(-1);
    if (article === undefined || endPageOf(article) === page) return false;
    const end = main.lastElementChild;
    return end === null || endPageOf(end) < page || footOf(end) < height / 4;
  }

  /** What begins a page here begins one in print too, where a block that is a hair too tall here would still fit. */
  function pinBreaks(): void {
    // All is read before anything is written: each change would have the page laid out anew.
    const openers: Element[] = [];
    let page = 1;
    for (const piece of document.querySelectorAll(pieces)) {
      const rects = piece.getClientRects();
      const [first] = rects;
      const end = rects[rects.length - 1];
      if (first === undefined || end === undefined) continue;
      if (pageAt(first.left) > page) openers.push(piece);
      page = Math.max(page, pageAt(end.left));
    }
    const closingOpens = closing !== null && pageOf(closing) > page;
    for (const piece of openers) openPage(piece);
    if (closingOpens) space?.classList.add("new-page");
  }

  /** A block, with those that it is the first of, opens a page; unlike after a break by itself, its margin would stay. */
  function openPage(piece: Element): void {
    piece.classList.add("new-page");
    for (let top: Element | null = piece; top !== null && top !== main; top = top.parentElement) {
      if (top instanceof HTMLElement) top.style.marginBlockStart = "0";
      if (top.previousElementSibling !== null) break;
    }
  }

  function setLine(line: number): void {
    if (main === null) return;
    main.style.setProperty("--line", `${line}pt`);
    main.style.lineHeight = `${line}pt`;
    undoing.push(() => main.removeAttribute("style"));
  }

  /** The last piece of the text, with the heads that stand over it; not where nothing would be left before it. */
  function takeLastPiece(): void {
    const text = [...(main?.querySelectorAll(".text") ?? [])].at(-1);
    let opener = text?.lastElementChild;
    if (!opener || opener.getBoundingClientRect().height > height / 2) return;
    for (let head = opener.previousElementSibling; head?.matches("h2, h3, h4"); head = head.previousElementSibling)
      opener = head;
    if (opener.previousElementSibling === null) return;
    const first = opener;
    first.classList.add("new-page");
    undoing.push(() => first.classList.remove("new-page"));
  }

  function undoAll(): void {
    for (let undo = undoing.pop(); undo !== undefined; undo = undoing.pop()) undo();
  }

  function undoTo(count: number): void {
    while (undoing.length > count) undoing.pop()?.();
  }

  function settleBlocks(): void {
    const blocks = ".text > figure:not(.span-3), .text > .cards, .front > .cards, .table-block, .text > table";
    for (const block of main?.querySelectorAll<HTMLElement>(blocks) ?? []) {
      if (block.closest(".chart-data") !== null) continue;
      const table = block.matches("table") ? block : block.querySelector<HTMLTableElement>("table");
      if (table instanceof HTMLTableElement) settleTable(block, table);
      else keepPageFull(block);
    }
  }

  /** The space left free at the foot of a page. */
  function gapOn(page: number): number {
    let foot = 0;
    for (const piece of document.querySelectorAll(pieces)) {
      if (piece.getClientRects().length === 0 || pageOf(piece) > page) continue;
      if (endPageOf(piece) > page) return 0;
      if (endPageOf(piece) === page) foot = Math.max(foot, footOf(piece));
    }
    return height - foot;
  }

  /** The space that a block leaves free on the page before its own, where it does not fit; 0 when it begins no page. */
  function gapBefore(block: Element): number {
    const page = pageOf(block);
    let lead: Element | null = block;
    // Heads go to the next page with what they stand over.
    for (let head = lead.previousElementSibling; head?.matches("h2, h3, h4"); head = head.previousElementSibling)
      lead = head;
    for (; lead !== null && lead !== main; lead = lead.parentElement) {
      const before = lead.previousElementSibling;
      if (before !== null) return pageOf(before) < page && endPageOf(before) < pageOf(lead) ? gapOn(page - 1) : 0;
    }
    return 0;
  }

  /** A block that does not fit on the page before is reduced by up to a fifth, or lets what follows it go first. */
  function keepPageFull(block: HTMLElement): void {
    const start = undoing.length;
    const page = pageOf(block);
    const gap = gapBefore(block);
    if (gap <= maxGap) return;
    const drawing = block.querySelector<HTMLElement>(".drawing > svg, img");
    if (drawing !== null) {
      const {width: drawn} = drawing.getBoundingClientRect();
      for (const ratio of [0.93, 0.87, 0.8]) {
        const css = drawing.getAttribute("style") ?? "";
        const margins = "max-height: none; height: auto; margin-inline: auto;";
        drawing.setAttribute("style", `${css}; width: ${drawn * ratio}px; ${margins}`);
        undoing.push(() => drawing.setAttribute("style", css));
        if (pageOf(block) < page) return;
        undoTo(start);
      }
    }
    // Words that lead to it keep it where it is.
    if (/(如下|下图|下表)[^。]*[。：]?$|：$/.test(block.previousElementSibling?.textContent?.trim() ?? "")) return;
    let best = gap;
    let kept = start;
    for (let count = 0; count < 4; count += 1) {
      const group = followers(block);
      const last = group.at(-1);
      if (last === undefined) break;
      const mark = document.createComment("");
      block.before(mark);
      last.after(block);
      undoing.push(() => mark.replaceWith(block));
      // What went before it fills the page, or is cut off by it in the midst of a paragraph.
      const now = gapOn(page - 1);
      if (now < best) {
        best = now;
        kept = undoing.length;
      }
      if (now <= maxGap) break;
    }
    undoTo(kept);
  }

  /** The paragraph or list after a block, with the picture or table that it leads to; none at a head or an end. */
  function followers(block: Element): Element[] {
    const isBlock = (element: Element) => element.matches("figure:not(.span-3), .cards, .table-block, table");
    const next = block.nextElementSibling;
    if (next === null || !next.matches("p, ul, ol")) return [];
    const after = next.nextElementSibling;
    return after !== null && isBlock(after) ? [next, after] : [next];
  }

  function settleTable(block: HTMLElement, table: HTMLTableElement): void {
    const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody > tr")];
    const [first] = rows;
    const end = rows.at(-1);
    if (first === undefined || end === undefined) return;
    if (pageOf(first) === pageOf(end)) {
      keepPageFull(block);
      return;
    }
    if (squeeze(table, rows) || keepWhole(block, table, rows)) return;
    let page = pageOf(first);
    let start = 0;
    for (let index = 1; index < rows.length; index += 1) {
      const row = rows[index];
      if (row === undefined || pageOf(row) <= page) continue;
      // At least four rows on the last page, when the one before can spare them.
      const spared = Math.min(index, Math.max(rows.length - 4, index - 3));
      const at = spared >= start + 4 ? spared : index;
      const opener = rows[at] ?? row;
      continueTable(block, table, opener);
      // A layout in which breaks do not count.
      if (pageOf(opener) <= page) return;
      page = pageOf(opener);
      start = at;
      index = at;
    }
  }

  /** A few rows that are left over come back by closer lines. */
  function squeeze(table: HTMLTableElement, rows: readonly HTMLTableRowElement[]): boolean {
    const start = undoing.length;
    const page = pageOf(rows[0] as Element);
    const over = rows.filter(row => pageOf(row) > page).length;
    if (over > Math.max(2, rows.length * 0.12)) return false;
    const pitch = parseFloat(getComputedStyle(table).lineHeight);
    for (const ratio of [0.97, 0.94, 0.91, 0.88]) {
      table.style.lineHeight = `${pitch * ratio}px`;
      undoing.push(() => table.style.removeProperty("line-height"));
      if (pageOf(rows.at(-1) as Element) === page) return true;
      undoTo(start);
    }
    return false;
  }

  /** A table of which only a row or two would stand at a page's foot goes to the next one whole, if it fits there. */
  function keepWhole(block: HTMLElement, table: HTMLTableElement, rows: readonly HTMLTableRowElement[]): boolean {
    const start = undoing.length;
    const page = pageOf(rows[0] as Element);
    if (rows.filter(row => pageOf(row) === page).length > 3) return false;
    table.style.breakInside = "avoid";
    undoing.push(() => table.style.removeProperty("break-inside"));
    keepPageFull(block);
    if (pageOf(rows[0] as Element) === pageOf(rows.at(-1) as Element)) return true;
    undoTo(start);
    return false;
  }

  /** Ends a table's part above `row`; the next page begins with title（续表）, measure and head. */
  function continueTable(block: HTMLElement, table: HTMLTableElement, row: HTMLTableRowElement): void {
    const caption = document.createElement("tr");
    caption.className = "continued-title";
    const cell = document.createElement("td");
    cell.colSpan = row.cells.length;
    const lines = document.createElement("div");
    const title = block.querySelector(":scope > .table-title")?.cloneNode(true) ?? document.createElement("p");
    const measure = block.querySelector(":scope > .table-measure")?.cloneNode(true);
    if (title instanceof HTMLElement) title.className = "table-title";
    for (const part of measure ? [title, measure] : [title]) {
      if (part instanceof HTMLElement) part.removeAttribute("id");
      lines.append(part);
    }
    cell.append(lines);
    caption.append(cell);
    const heads = [...table.querySelectorAll("thead > tr")].map(head => {
      const copy = head.cloneNode(true) as HTMLElement;
      copy.className = "continued-head";
      return copy;
    });
    for (const added of [caption, ...heads]) {
      added.ariaHidden = "true";
      row.before(added);
    }
    table.classList.add("in-parts");
    const above = caption.previousElementSibling;
    above?.classList.add("ends-part");
    undoing.push(() => {
      for (const added of [caption, ...heads]) added.remove();
      above?.classList.remove("ends-part");
      if (table.querySelector(".continued-title") === null) table.classList.remove("in-parts");
    });
  }
}
