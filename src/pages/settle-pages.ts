/** What `settlePages` found out by laying the document out. */
export interface SettledPages {
  readonly pages: number;
}

/**
 * What CSS cannot say. Runs inside the browser, with print media emulated and fonts loaded, before printing; it is sent
 * there as source text, so it uses nothing from outside. Harmless on a page that has nothing to settle.
 */
export function settlePages(): SettledPages {
  return document.querySelector(".stories") === null ? settleBriefing() : settleFeature();

  /**
   * 专题: the heights of pictures and columns, so that all stories fill one page to the same last line. The text of a story
   * threads through whole columns and then through what its rail leaves free between the box at its head and that at its foot.
   */
  function settleFeature(): SettledPages {
    const stories = document.querySelector<HTMLElement>(".stories");
    if (stories === null) return {pages: 0};
    const line = (11.5 * 96) / 72;
    const strip = document.querySelector<HTMLElement>(".strip:not(.strip-plain)");
    const bodies = [...document.querySelectorAll<HTMLElement>(".story-body")];
    const sheet = document.querySelector<HTMLElement>(".sheet");
    const room = parseFloat(sheet === null ? "0" : getComputedStyle(sheet).minHeight) - topOf(stories) + topOf(sheet);
    const notes = document.querySelector<HTMLElement>(".data-notes");
    const available = room - (notes === null ? 0 : notes.offsetHeight + line / 2);

    const fitted = bodies.map(body => fitBody(body, 0));
    const used = () => {
      const last = stories.lastElementChild;
      return last === null ? 0 : last.getBoundingClientRect().bottom - topOf(stories);
    };
    if (strip !== null) {
      const natural = strip.offsetHeight;
      const left = available - used();
      // A crop of a fifth does no harm to a picture.
      strip.style.height = `${Math.min(Math.max(natural + left, natural * 0.8), natural * 1.15)}px`;
      strip.classList.add("settled");
    }
    // What is still left: taller columns, the lines over going to the rail and above the subheads.
    let left = Math.floor((available - used() + 1) / line);
    for (let index = bodies.length - 1; left > 0 && index >= 0; index -= 1) {
      const body = bodies[index];
      const lines = fitted[index];
      if (body === undefined || lines === undefined) continue;
      const share = index === 0 ? left : Math.min(Math.floor(left / 2), 3);
      const grown = fitBody(body, lines + share);
      left -= grown - lines;
    }
    if (used() > available + 2)
      for (const story of stories.children) {
        if (
          story.getBoundingClientRect().bottom - topOf(stories) > available + 2 &&
          story !== stories.firstElementChild
        ) {
          story.classList.add("next-page");
          break;
        }
      }
    return {pages: 0};

    function topOf(element: Element | null): number {
      return element === null ? 0 : element.getBoundingClientRect().top;
    }

    /** Lays a story out in as few lines as it needs, or in `atLeast`; says how many it took. */
    function fitBody(body: HTMLElement, atLeast: number): number {
      const flow = body.querySelector<HTMLElement>(".story-text > .flow");
      if (flow === null) return Math.round(body.offsetHeight / line);
      unsplit(body, flow);
      const above = topOf(flow) - topOf(body);
      const rail = body.querySelector<HTMLElement>(".rail");
      const railFlow = body.querySelector<HTMLElement>(".rail-flow");
      const top = body.querySelector<HTMLElement>(".rail-top");
      const foot = body.querySelector<HTMLElement>(".rail-foot");
      for (const part of [top, foot]) part?.style.removeProperty("height");
      const wholeLines = (part: HTMLElement | null) => (part === null ? 0 : Math.ceil(part.offsetHeight / line - 0.05));
      const topLines = wholeLines(top);
      const footLines = wholeLines(foot);
      const columns = Number(/columns-(\d)/.exec(flow.className)?.[1] ?? 1);
      const fits = (lines: number, extra: number): boolean => {
        unsplit(body, flow);
        const height = Math.floor((lines * line - above) / line + 0.01) * line;
        if (height < line * 3) return false;
        Object.assign(flow.style, {height: `${height + 0.5}px`, columnFill: "auto", columnCount: String(columns)});
        body.style.height = `${lines * line}px`;
        if (rail === null || railFlow === null) return flow.scrollWidth <= flow.clientWidth + 2;
        const middle = lines - topLines - footLines - extra;
        if (top !== null) top.style.height = `${(topLines + extra) * line}px`;
        if (foot !== null) foot.style.height = `${footLines * line}px`;
        if (middle < 0) return false;
        const tail = cutAfter(flow, columns);
        if (tail === undefined) return true;
        const [first] = tail.children;
        railFlow.append(tail);
        if (middle < 3) return false;
        const gap = foot === null ? 0 : 1;
        Object.assign(railFlow.style, {
          height: `${(middle - gap) * line + 0.5}px`,
          columnFill: "auto",
          columnCount: "2",
        });
        if (first !== undefined && flow.dataset.cut === "inside") first.classList.add("continued");
        return railFlow.scrollWidth <= railFlow.clientWidth + 2;
      };
      const columnsInAll = columns + (rail === null ? 0 : 2);
      let lines = Math.max(
        atLeast,
        topLines + footLines,
        Math.floor(((flow.scrollHeight * columns) / line + (topLines + footLines) * 2) / columnsInAll) - 2,
      );
      const most = lines + 60;
      while (lines < most && !fits(lines, 0)) lines += 1;
      // The last column would end short: what stands in the rail grows by what is missing.
      let extra = 0;
      while (extra < 12 && rail !== null && top !== null && fits(lines, extra + 1)) extra += 1;
      fits(lines, extra);
      return lines;
    }

    function unsplit(body: HTMLElement, flow: HTMLElement): void {
      const railFlow = body.querySelector<HTMLElement>(".rail-flow");
      if (railFlow === null) return;
      const last = flow.lastElementChild;
      const first = railFlow.firstElementChild;
      if (flow.dataset.cut === "inside" && last !== null && first !== null) {
        last.classList.remove("goes-on");
        last.append(...first.childNodes);
        first.remove();
        last.normalize();
      }
      delete flow.dataset.cut;
      flow.append(...railFlow.childNodes);
    }

    /** Takes out of the flow what stands right of its last column. */
    function cutAfter(flow: HTMLElement, columns: number): DocumentFragment | undefined {
      const {left, width} = flow.getBoundingClientRect();
      const edge = left + width + 2;
      if (flow.scrollWidth <= flow.clientWidth + 2 || columns === 0) return undefined;
      const isBeyond = (node: Node, from: number, to: number) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        const rects = [...range.getClientRects()];
        return rects.length > 0 && rects.some(rect => rect.left > edge);
      };
      const walker = document.createTreeWalker(flow, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const length = node.nodeValue?.length ?? 0;
        if (length === 0 || !isBeyond(node, 0, length)) continue;
        let low = 0;
        let high = length - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (isBeyond(node, 0, middle + 1)) high = middle;
          else low = middle + 1;
        }
        let block: Element | null = node.parentElement;
        while (block !== null && block.parentElement !== flow) block = block.parentElement;
        if (block === null || flow.lastChild === null) return undefined;
        const range = document.createRange();
        const [rect] = block.getClientRects();
        if (rect !== undefined && rect.left > edge) {
          range.setStartBefore(block);
        } else {
          range.setStart(node, low);
          flow.dataset.cut = "inside";
          block.classList.add("goes-on");
        }
        range.setEndAfter(flow.lastChild);
        const tail = range.extractContents();
        for (const child of tail.children) child.classList.remove("goes-on");
        return tail;
      }
      return undefined;
    }
  }

  /**
   * 简报: page numbers in the contents (Chromium has no target-counter), and the closing block at the foot of the last page.
   * The body is laid out once in columns as large as a page's type area; the browser breaks columns by the rules that it
   * breaks pages by, so the column of an element is its page.
   */
  function settleBriefing(): SettledPages {
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
    const main = document.querySelector<HTMLElement>("main");
    const ends = document.querySelectorAll<HTMLElement>(".report > :last-child");
    const end = ends[ends.length - 1];
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
    const pageAt = (left: number | undefined) =>
      Math.floor(((left ?? origin.left) - origin.left + 1) / (pageWidth + gap)) + 1;
    const pageOf = (element: Element) => pageAt(element.getClientRects()[0]?.left);
    const endPageOf = (element: Element) => pageAt([...element.getClientRects()].at(-1)?.left);
    // The closing block does not stand alone on a page when slightly closer lines bring it back.
    const isAlone = () => end !== undefined && endPageOf(end) < pageOf(closing);
    if (main !== null && isAlone()) {
      const setLine = (line: number) => {
        main.style.setProperty("--line", `${line}pt`);
        main.style.lineHeight = `${line}pt`;
      };
      const wanted = [28.5, 28, 27.5, 27, 26.5].some(line => {
        setLine(line);
        return !isAlone();
      });
      if (!wanted) main.removeAttribute("style");
    }
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
}
