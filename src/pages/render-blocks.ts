import {markPlace} from "../narrative/index.ts";
import {renderPartial} from "./templates.ts";
import type {CardsView, ChartView, PhotoView, TableView} from "./view.ts";

/** A photo with its caption, as <figure class="photo span-N">. */
export function renderPhoto(view: PhotoView): string {
  const html = renderPartial("photo", view);
  return view.span ? markPlace(html, view.span) : html;
}

/** A chart with title, drawing, text alternative and its numbers as a table, as <figure class="chart span-N">. */
export function renderChartFigure(view: ChartView): string {
  return renderPartial("chart", {...view, svg: nameDrawing(view.svg, view.id)});
}

/** A three-line table with title and measure above, in a frame that scrolls sideways on a narrow screen. */
export function renderTable(view: TableView): string {
  return renderPartial("table", view);
}

/** A row of key figures. */
export function renderCards(view: CardsView): string {
  return renderPartial("cards", view);
}

/** Tells assistive technology that the drawing is one picture, named by its title and described by its text alternative. */
function nameDrawing(svg: string, id: string): string {
  return svg
    .replace(/^[\s\S]*?(?=<svg\b)/, "")
    .replace(/^<svg\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/, (_, attributes: string) => {
      const kept = attributes.replace(/\s(?:role|aria-[a-z]+|focusable)\s*=\s*(?:"[^"]*"|'[^']*')/g, "");
      return `<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-description"${kept}>`;
    });
}
