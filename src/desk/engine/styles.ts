import {createHash} from "node:crypto";
import type {Base, StandingWorkspace} from "../../build/index.ts";
import {type Page, printedCharacters, uniqueCharacters} from "../../pages/index.ts";

/** Stylesheets of previews by name: a name stands for one content, and changes with it. */
export interface PreviewStyles {
  /** Address of the stylesheet for a page. Nothing is cut yet: that waits until somebody asks for it. */
  addressFor(page: Page, base: Base): string;
  /** Undefined for a name that was never given or is forgotten. */
  read(name: string): Promise<string | undefined>;
}

const addressOf = (name: string): string => `/api/styles/${name}`;
const mostKept = 24;
/** So many characters are added to the fonts one by one before all are cut anew. */
const mostAdded = 200;
/** What a draft marks as wrong. */
const draftCss = "mark.draft-error{background:#fdecea;color:#a4262c;text-decoration:underline wavy #a4262c;}";

/**
 * The fonts, a megabyte, are a stylesheet of their own that stays while the writer types. A character that they lack comes
 * in a small one beside.
 */
export function openStyles(standing: StandingWorkspace): PreviewStyles {
  const sheets = new Map<string, () => Promise<string>>();
  const made = new Map<string, Promise<string>>();
  let fonts = "";
  let held: ReadonlySet<string> = new Set();

  return {
    addressFor(page, base) {
      const printed = printedCharacters(page);
      const own = standing.fontsName(base);
      let added = [...printed].filter(character => !held.has(character));
      if (own !== fonts || added.length > mostAdded) {
        fonts = own;
        held = new Set([...(own === fonts ? held : []), ...standing.expectedCharacters(base), ...printed]);
        added = [];
      }
      const all = uniqueCharacters([...held].join(""));
      const extra = uniqueCharacters(added.join(""));
      const fontSheet = keep(`fonts ${own} ${all}`, () => standing.fontFaces(base, all));
      const {css} = page;
      const sheet = keep(`page ${own} ${all} ${extra} ${css}`, async () => {
        const faces = extra === "" ? "" : await standing.addedFontFaces(base, extra);
        return [`@import url("${addressOf(fontSheet)}");`, faces, css, draftCss].join("\n");
      });
      return addressOf(sheet);
    },
    async read(name) {
      const make = sheets.get(name);
      if (!make) return undefined;
      const sheet = made.get(name) ?? make();
      made.set(name, sheet);
      try {
        return await sheet;
      } catch (error) {
        made.delete(name);
        throw error;
      }
    },
  };

  function keep(content: string, make: () => Promise<string>): string {
    const name = createHash("sha256").update(content).digest("hex").slice(0, 16);
    sheets.delete(name);
    sheets.set(name, make);
    for (const oldest of sheets.keys()) {
      if (sheets.size <= mostKept) break;
      sheets.delete(oldest);
      made.delete(oldest);
    }
    return name;
  }
}
