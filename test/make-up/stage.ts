import puppeteer, {type Browser, type Page as BrowserPage} from "puppeteer";
import {
  type BulletinView,
  fontFaceCss,
  newspaperGrid,
  printedCharacters,
  readBuiltInLayouts,
  renderPage,
  subsetFonts,
} from "../../src/pages/index.ts";
import {findBrowser, type MakeUpRequest, makeUpPage, type RunInPage} from "../../src/press/index.ts";
import type {MakeUpFinding} from "../../src/press/make-up/make-up.ts";
import {renderShell, showDocument} from "../../src/press/shell-document.ts";

/** A browser page where newspaper pages are made up one after the other, as the press does it. */
export interface Stage {
  readonly page: BrowserPage;
  show(view: BulletinView): Promise<void>;
  makeUp(view: BulletinView, wishes?: Partial<MakeUpRequest["wishes"]>): Promise<readonly MakeUpFinding[]>;
  close(): Promise<void>;
}

const layout = readBuiltInLayouts().get("专题");

export function pageOf(view: BulletinView) {
  if (!layout) throw new Error("There is no layout 专题.");
  return renderPage(view, layout);
}

/** `views`: all that will be shown, for their characters. */
export async function openStage(views: readonly BulletinView[]): Promise<Stage> {
  const characters = views.map(view => printedCharacters(pageOf(view))).join("");
  const fonts = fontFaceCss(await subsetFonts(characters, undefined, "truetype"));
  const {path} = await findBrowser(process.env);
  const browser: Browser = await puppeteer.launch({
    executablePath: path,
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  const page = await browser.newPage();
  await page.emulateMediaType("print");
  await page.setContent(renderShell(fonts));
  const run = (act: (argument: never) => unknown, argument: unknown) =>
    page.evaluate(act as (argument: unknown) => never, argument);
  return {
    page,
    async show(view) {
      if (!(await page.evaluate(showDocument, pageOf(view)))) throw new Error("The shell was lost.");
    },
    makeUp(view, wishes = {}) {
      const grid = newspaperGrid(view.paper);
      return makeUpPage(run as RunInPage, {
        grid,
        pageStep: grid.pageStepPx,
        wishes: {mayTurn: true, pageNumber: "A06", ...wishes},
      });
    },
    close: () => browser.close(),
  };
}
