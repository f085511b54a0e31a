import type {FontFace} from "../pages/index.ts";
import type {PrintablePage} from "./printable-page.ts";

/** Nothing is fetched but fonts and nothing runs, even if something slipped through the sanitiser. */
const policy = "default-src 'none'; img-src data:; font-src data: file:; style-src 'unsafe-inline'; base-uri 'none'";

/**
 * The page that stays open: it holds the fonts, each document only brings its stylesheet and body. It is a file with the
 * fonts beside it: megabytes of fonts inside of it would take the browser seconds to take in.
 */
export function renderShell(
  fontFaces: string,
  faces: readonly Pick<FontFace, "family" | "weight" | "only">[] = [],
): string {
  const samples = faces.map(({family, weight, only}) => {
    const code = (only ?? sampleCharacter).codePointAt(0);
    return code === undefined ? "" : `<p style="font:${weight} 10px '${family}'">&#${code};</p>`;
  });
  return `<!doctype html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title></title><style>${protectStyle(fontFaces)}</style><style id="document"></style></head><body>${samples.join("")}</body></html>`;
}

/** A browser loads a face as soon as there is something to be set in it, before we ask for it. */
const sampleCharacter = "字";

/** A stylesheet that holds "</style" would end its element. */
function protectStyle(css: string): string {
  return css.replaceAll(/<\/(?=style)/gi, "<\\/");
}

/**
 * Runs inside the browser: gets all fonts of the shell ready, so that no document has to wait for one. Fails when one cannot
 * be loaded, for want of space as a rule: what is printed without it would be taken for a mistake of the writer's.
 */
export async function loadFonts(): Promise<void> {
  await Promise.all([...document.fonts].map(font => font.load()));
}

/** What of a printable page the browser needs. */
export type ShellContent = Pick<PrintablePage, "lang" | "title" | "css" | "bodyHtml" | "bodyClass">;

/** The same without the stylesheet when the one of the document before stays: set anew, it would be parsed anew. */
export type ShownContent = Omit<ShellContent, "css"> & Partial<Pick<ShellContent, "css">>;

/**
 * Runs inside the browser: puts a document in and waits until its fonts and images are ready.
 * False when the shell is gone, e.g. because the content led the page elsewhere.
 */
export async function showDocument(content: ShownContent): Promise<boolean> {
  const style = document.getElementById("document");
  if (!style?.parentElement || style.parentElement !== document.head) return false;
  document.documentElement.lang = content.lang;
  document.title = content.title;
  if (content.css !== undefined) style.textContent = content.css;
  const body = document.createElement("body");
  body.className = content.bodyClass;
  body.innerHTML = content.bodyHtml;
  for (const meta of body.querySelectorAll("meta, base, link, script")) meta.remove();
  // Addresses that lead to files beside the document would lead to the shell's folder.
  for (const link of body.querySelectorAll<HTMLAnchorElement>('a[href]:not([href^="#"])'))
    if (link.protocol === "file:") link.removeAttribute("href");
  document.body.replaceWith(body);
  const images = document.querySelectorAll<HTMLImageElement>("img, svg image");
  if (images.length > 0) await Promise.all([...images].map(image => image.decode().catch(() => undefined)));
  // A font is asked for by the first text that is laid out in it.
  if ([...document.fonts].every(({status}) => status === "loaded")) return true;
  body.getBoundingClientRect();
  await document.fonts.ready;
  return true;
}
