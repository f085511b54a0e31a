/** A document without any layout, from which other programs make theirs. */
export type Block =
  | {readonly kind: "heading"; readonly level: number; readonly text: string}
  | {readonly kind: "paragraph"; readonly text: string}
  | {readonly kind: "chart"; readonly title: string; readonly svg: string}
  | {readonly kind: "table"; readonly title: string; readonly rows: readonly (readonly string[])[]};

/** Runs in the browser on the printed document. */
export function readBlocks(): Block[] {
  const blocks: Block[] = [];
  const textOf = (element: Element | null | undefined) => element?.textContent?.replaceAll(/\s+/g, " ").trim() ?? "";
  const walk = (element: Element): void => {
    if (element.matches(".contents-page, .continued-title, .continued-head")) return;
    const heading = /^H([1-6])$/.exec(element.tagName);
    if (heading) blocks.push({kind: "heading", level: Number(heading[1]), text: textOf(element)});
    else if (element.matches("p, li")) {
      if (textOf(element) !== "") blocks.push({kind: "paragraph", text: textOf(element)});
    } else if (element.matches("figure.chart")) {
      const svg = element.querySelector(".drawing svg");
      if (svg) blocks.push({kind: "chart", title: textOf(element.querySelector("figcaption")), svg: svg.outerHTML});
    } else if (element.matches(".table-block")) {
      const rows = [...element.querySelectorAll("tr")].map(row => [...row.children].map(textOf));
      blocks.push({kind: "table", title: textOf(element.querySelector(".table-title")), rows});
    } else for (const child of element.children) walk(child);
  };
  walk(document.body);
  return blocks;
}
