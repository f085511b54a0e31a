import {renderShell} from "../../../src/press/shell-document.ts";
import type {FinishedDocument} from "../works/finished-work.ts";
import {type BareChromium, startBareChromium} from "./bare-chromium.ts";

/** A page that holds fonts and stylesheet and prints one body after the other. */
export interface LimitPrinter {
  print(document: FinishedDocument): Promise<Uint8Array>;
}

export async function openLimitPage(browser: BareChromium, fontFaces: string, css: string): Promise<LimitPrinter> {
  const send = await browser.openPage();
  const {frameTree} = (await send("Page.getFrameTree")) as {frameTree: {frame: {id: string}}};
  const html = renderShell(fontFaces).replace('<style id="document">', () => `<style id="document">${css}`);
  await send("Emulation.setEmulatedMedia", {media: "print"});
  await send("Page.setDocumentContent", {frameId: frameTree.frame.id, html});
  return {
    async print({title, bodyClass, bodyHtml}) {
      const {exceptionDetails} = await send("Runtime.evaluate", {
        expression: `document.title = ${JSON.stringify(title)}; document.body.className = ${JSON.stringify(bodyClass)};
          document.body.innerHTML = ${JSON.stringify(bodyHtml)}; document.fonts.ready.then(() => true)`,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      const {data} = await send("Page.printToPDF", {
        transferMode: "ReturnAsBase64", // in one piece: faster than a stream
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
      return Buffer.from(String(data), "base64");
    },
  };
}

/** The same with a browser of its own, which is closed with it. */
export async function openLimitPrinter(
  browserPath: string,
  fontFaces: string,
  css: string,
): Promise<LimitPrinter & {close(): Promise<void>}> {
  const browser = startBareChromium(browserPath);
  const {print} = await openLimitPage(browser, fontFaces, css);
  return {print, close: () => browser.close()};
}
