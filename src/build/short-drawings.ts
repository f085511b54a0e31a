import type {ArticleView, BulletinView, Page} from "../pages/index.ts";

/** Drawings (SVG) stand in a page as they are, and are most of its length. */
const drawing = /data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+/g;

/**
 * A page rendered without its drawings, which are put in at the end: the same page in half of the time. U+FDE8 is a
 * noncharacter, which content cannot hold.
 */
export function renderWithDrawingsLast(view: BulletinView, render: (view: BulletinView) => Page): Page {
  const drawings: string[] = [];
  const shorten = (html: string): string => html.replace(drawing, data => `\uFDE8${drawings.push(data) - 1}\uFDE8`);
  const articles = view.articles.map(
    (article): ArticleView => ({
      ...article,
      bodyHtml: shorten(article.bodyHtml),
      photos: article.photos.map(photo => ({...photo, source: shorten(photo.source)})),
    }),
  );
  const page = render({...view, articles});
  return {
    ...page,
    bodyHtml: page.bodyHtml.replace(/\uFDE8(\d+)\uFDE8/g, (_, index: string) => drawings[Number(index)] ?? ""),
  };
}
