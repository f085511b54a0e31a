import type {FontFace} from "../pages/index.ts";
import {openPress, type Press} from "../press/index.ts";
import {nameBrowser} from "./workshop.ts";

/** A press that stays from one build to the next, so that the browser need not start again. */
export interface StandingPress {
  /** For BuildOptions.press: closing what it gives leaves the browser running. */
  readonly open: (fonts: readonly FontFace[]) => Promise<Press>;
  /** For BuildOptions.browserName. */
  name(): Promise<string>;
  close(): Promise<void>;
}

export function openStandingPress(): StandingPress {
  let standing: Promise<Press> | undefined;
  let name: Promise<string> | undefined;
  return {
    async open(fonts) {
      standing ??= openPress({fonts, workers: 2}).catch(error => {
        standing = undefined;
        throw error;
      });
      const press = await standing;
      press.setFonts(fonts);
      return {...press, close: async () => undefined};
    },
    name() {
      // One that was not there may be the next time.
      name ??= nameBrowser().catch(() => {
        name = undefined;
        return "";
      });
      return name;
    },
    async close() {
      await (await standing?.catch(() => undefined))?.close();
    },
  };
}
