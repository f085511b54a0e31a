import type {Page} from "puppeteer";

/** Puts text on the clipboard as if it were copied elsewhere, and pastes it where the focus is. */
export async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate(pasted => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement?.dispatchEvent(event);
  }, text);
}

/** What a copy from where the focus is would put on the clipboard. */
export function copiedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const data = new DataTransfer();
    const event = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement?.dispatchEvent(event);
    return data.getData("text/plain");
  });
}
