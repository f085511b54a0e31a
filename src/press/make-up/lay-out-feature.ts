import type {FeaturePlan, PlannedHead, PlannedParagraph, Rectangle} from "./feature-plan.ts";

export interface LayOutRequest {
  readonly plan: FeaturePlan;
  /** From one page's first line to the next page's. */
  readonly pageStep: number;
}

/**
 * Runs inside the browser: puts every part of a newspaper page where the plan has it. A paragraph stays one element whose
 * pieces stand in their columns, so a screen reader and a copy of the text find one paragraph. It is sent there as source
 * text, so it uses nothing from outside.
 */
export function layOutFeature({plan, pageStep}: LayOutRequest): void {
  const sheet = document.querySelector<HTMLElement>(".sheet");
  if (sheet === null) return;
  document.body.classList.add("made-up");
  sheet.style.height = `${plan.pages * pageStep - 10}px`;
  for (const box of plan.boxes) {
    const element = part(box.id);
    if (element === null) continue;
    put(element, box);
    pointToPicture(element);
  }
  for (const head of plan.heads) layOutHead(head);
  for (const paragraph of plan.paragraphs) layOutParagraph(paragraph);
  for (const jump of plan.jumps) {
    const element = jumpLink("jump", jump.text, {id: turnedId(jump.page), target: continuedId(jump.page + 1)});
    put(element, jump);
    part(jump.after)?.append(element);
  }
  for (const frame of plan.frames) addArtifact("story-frame", frame);
  for (const rule of plan.rules) addArtifact(`rule rule-${rule.kind}`, rule);
  const notes = document.querySelector<HTMLElement>(".data-notes");
  if (notes !== null) {
    const {page, y} = plan.notesBottom;
    notes.style.top = `${page * pageStep + y - notes.offsetHeight}px`;
  }
  const folio = document.querySelector<HTMLElement>(".folio");
  for (let page = 1; page < plan.pages && folio !== null; page += 1) {
    const copy = folio.cloneNode(true) as HTMLElement;
    copy.setAttribute("aria-hidden", "true");
    for (const title of copy.querySelectorAll("h1")) {
      const plain = document.createElement("p");
      plain.className = title.className;
      plain.append(...title.childNodes);
      title.replaceWith(plain);
    }
    const number = copy.querySelector(".folio-page");
    if (number !== null) number.textContent = nextNumber(number.textContent ?? "", page);
    copy.style.top = `${page * pageStep}px`;
    sheet.append(copy);
  }

  function nextNumber(label: string, steps: number): string {
    return label.replace(/\d+$/, digits => String(Number(digits) + steps).padStart(digits.length, "0"));
  }

  function part(id: number): HTMLElement | null {
    return document.querySelector<HTMLElement>(`[data-part="${id}"]`);
  }

  function put(element: HTMLElement, {page, left, top, width, height}: Rectangle): void {
    element.classList.add("placed");
    Object.assign(element.style, {
      left: `${left}px`,
      top: `${page * pageStep + top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
  }

  /** A caption stands under its picture, whatever arrow its author thought of. */
  function pointToPicture(figure: HTMLElement): void {
    const pointer = figure.querySelector("figcaption > .pointer");
    if (pointer === null) return;
    pointer.textContent = "▲";
    pointer.parentElement?.prepend(pointer);
  }

  function addArtifact(className: string, rectangle: Rectangle): void {
    const element = document.createElement("div");
    element.className = className;
    element.setAttribute("aria-hidden", "true");
    put(element, rectangle);
    sheet?.prepend(element);
  }

  function layOutHead(head: PlannedHead): void {
    const header = part(head.id);
    const title = header?.querySelector<HTMLElement>(".head");
    if (!header || !title) return;
    if (head.jumpFrom === undefined) {
      put(header, head);
      title.style.fontSize = `${head.sizePt}pt`;
      setLines(title, head.breaks);
      return;
    }
    const repeated = document.createElement("div");
    repeated.className = "jump-head";
    const words = document.createElement("p");
    words.className = "jump-title";
    words.textContent = title.textContent;
    words.style.fontSize = `${head.sizePt}pt`;
    const from = document.createElement("p");
    from.className = "jump-from";
    const {page} = head;
    repeated.id = continuedId(page);
    from.append(jumpLink("jump-link", head.jumpFrom, {id: undefined, target: turnedId(page - 1)}));
    repeated.append(words, from);
    put(repeated, head);
    // A screen reader has the title already; it hears both links where the text goes from one page to the other.
    words.setAttribute("aria-hidden", "true");
    const before = plan.jumps.find(jump => jump.page === page - 1);
    const block = before && part(before.after)?.closest(".flow > *");
    if (block) block.after(repeated);
    else header.closest(".story")?.append(repeated);
    setLines(words, head.breaks);
  }

  function turnedId(page: number): string {
    return `turned-${page + 1}`;
  }

  function continuedId(page: number): string {
    return `continued-${page + 1}`;
  }

  /** 下转 and 上接 lead to each other. */
  function jumpLink(
    className: string,
    text: string,
    {id, target}: {id: string | undefined; target: string},
  ): HTMLAnchorElement {
    const link = document.createElement("a");
    link.className = className;
    if (id !== undefined) link.id = id;
    link.href = `#${target}`;
    link.textContent = text;
    return link;
  }

  function setLines(title: HTMLElement, breaks: readonly number[]): void {
    const text = textOf(title);
    const lines = breaks.map((start, index) => {
      const line = document.createElement("span");
      line.className = "head-line";
      line.append(text.cut(start, breaks[index + 1] ?? text.length));
      return line;
    });
    title.replaceChildren(...lines);
  }

  function layOutParagraph({id, pieces}: PlannedParagraph): void {
    const element = part(id);
    if (element === null) return;
    const text = textOf(element);
    const isEntry = element.tagName === "LI";
    const isQuoted = element.closest("blockquote") !== null;
    const made = pieces.map((piece, order) => {
      const block = document.createElement("span");
      block.className = "piece";
      if (isEntry && order === 0) block.append(markerOf(element));
      put(block, piece);
      for (const {start, end, halved, justified, indent} of piece.lines) {
        const line = document.createElement("span");
        line.className = justified ? "line" : "line last-line";
        if (indent > 0) line.style.textIndent = `${indent}px`;
        // A quotation's own face must not move the baseline, which is that of the body's.
        const words = isQuoted ? document.createElement("span") : line;
        words.append(text.cut(start, end));
        if (isQuoted) {
          words.className = "quoted-words";
          line.classList.add("quoted");
          line.append(words);
        }
        halve(
          line,
          halved.map(index => index - start),
        );
        block.append(line);
      }
      return block;
    });
    element.replaceChildren(...made);
    element.classList.add("set");
  }

  /** The dot or number of a list's entry; the tags tell a screen reader of the list without it. */
  function markerOf(entry: HTMLElement): HTMLElement {
    const list = entry.parentElement;
    const marker = document.createElement("span");
    marker.className = "marker";
    marker.setAttribute("aria-hidden", "true");
    const number = [...(list?.children ?? [])].indexOf(entry) + (list instanceof HTMLOListElement ? list.start : 1);
    marker.textContent = list instanceof HTMLOListElement ? `${number}.` : "•";
    return marker;
  }

  /** Marks that give up their blank half get the half-width form of the font. */
  function halve(line: HTMLElement, places: readonly number[]): void {
    if (places.length === 0) return;
    const text = textOf(line);
    for (const place of [...places].sort((a, b) => b - a)) {
      const spot = text.spot(place);
      const end = text.spot(place + 1, true);
      if (spot === undefined || end === undefined) continue;
      const range = document.createRange();
      range.setStart(spot.node, spot.offset);
      range.setEnd(end.node, end.offset);
      const half = document.createElement("span");
      half.className = "half-mark";
      range.surroundContents(half);
    }
  }

  /** An element's characters, as they were measured. */
  function textOf(element: HTMLElement) {
    const nodes: Text[] = [];
    const starts: number[] = [];
    let length = 0;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      nodes.push(node as Text);
      starts.push(length);
      length += [...(node.nodeValue ?? "")].length;
    }
    /** Where a character begins; `isEnd`: where the one before it ends. */
    const spot = (index: number, isEnd = false) => {
      let at = starts.length - 1;
      while (at > 0 && (isEnd ? (starts[at] ?? 0) >= index : (starts[at] ?? 0) > index)) at -= 1;
      const node = nodes[at];
      if (node === undefined) return undefined;
      const before = [...(node.nodeValue ?? "")].slice(0, index - (starts[at] ?? 0));
      return {node, offset: before.join("").length};
    };
    const cut = (start: number, end: number): DocumentFragment => {
      const from = spot(start);
      const to = spot(end, true);
      const range = document.createRange();
      if (from === undefined || to === undefined || end <= start) return document.createDocumentFragment();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      const fragment = range.cloneContents();
      // The range may lie inside one inline element: its style goes with the text.
      let wrapped = fragment;
      for (let at = range.commonAncestorContainer; at !== element; at = at.parentNode ?? element) {
        if (!(at instanceof Element)) continue;
        const shell = at.cloneNode(false) as Element;
        shell.append(wrapped);
        wrapped = document.createDocumentFragment();
        wrapped.append(shell);
      }
      for (const inner of wrapped.querySelectorAll("[id]")) inner.removeAttribute("id");
      return wrapped;
    };
    return {length, cut, spot};
  }
}
