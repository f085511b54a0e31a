import {createHash} from "node:crypto";
import type {Base, StandingWorkspace} from "../../build/index.ts";
import {type Page, printedCharacters, uniqueCharacters} from "../../pages/index.ts";

/** Stylesheets of previews by name: a name stands for one content, and changes with it. */
export interface PreviewStyles {
  /** Address of the stylesheet for a page. Fonts are cut when their stylesheet is first asked for. */
  addressFor(page: Page, base: Base): string;
  /** Undefined for a name that was never given or is forgotten. */
  read(name: string): Promise<string | undefined>;
}

const addressOf = (name: string): string => `/api/styles/${name}`;
/** Pages whose styles are kept, and sheets of added characters before all fonts are cut anew. */
const mostPages = 16;
const mostAdded = 48;
/** What a draft marks as wrong. */
const draftCss = "mark.draft-error{background:#fdecea;color:#a4262c;text-decoration:underline wavy #a4262c;}";

interface Sheet {
  readonly make: () => Promise<string>;
  made?: Promise<string> | undefined;
}

/**
 * The fonts, a megabyte, are a stylesheet of their own that stays while somebody writes. Characters that they lack come in
 * small ones beside, each cut once: a stylesheet imports them all.
 */
export function openStyles(standing: StandingWorkspace): PreviewStyles {
  const pages = new Map<string, Sheet>();
  const fonts = new Map<string, Sheet>();
  let fontsName = "";
  let held = new Set<string>();

  return {
    addressFor(page, base) {
      holdFonts(page, base);
      const imports = [...fonts.keys()].map(name => `@import url("${addressOf(name)}");`);
      const css = [...imports, page.css, draftCss].join("\n");
      const name = nameOf(css);
      keep(pages, name, async () => css);
      for (const oldest of pages.keys()) if (pages.size > mostPages) pages.delete(oldest);
      return addressOf(name);
    },
    async read(name) {
      const sheet = pages.get(name) ?? fonts.get(name);
      if (!sheet) return undefined;
      sheet.made ??= sheet.make().catch((error: unknown) => {
        sheet.made = undefined;
        throw error;
      });
      return await sheet.made;
    },
  };

  function holdFonts(page: Page, base: Base): void {
    const own = standing.fontsName(base);
    const printed = printedCharacters(page);
    if (own !== fontsName || fonts.size > mostAdded) {
      const before = own === fontsName ? [...held] : [];
      fontsName = own;
      held = new Set([...before, ...standing.expectedCharacters(base), ...printed]);
      fonts.clear();
      const all = uniqueCharacters([...held].join(""));
      keep(fonts, nameOf(`${own} ${all}`), () => standing.fontFaces(base, all));
      return;
    }
    const missing = uniqueCharacters([...printed].filter(character => !held.has(character)).join(""));
    if (missing === "") return;
    for (const character of missing) held.add(character);
    keep(fonts, nameOf(`${own} + ${missing}`), () => standing.addedFontFaces(base, missing));
  }
}

/** The latest stand last. */
function keep(sheets: Map<string, Sheet>, name: string, make: Sheet["make"]): void {
  const sheet = sheets.get(name) ?? {make};
  sheets.delete(name);
  sheets.set(name, sheet);
}

function nameOf(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
