import {GlobalWorkerOptions, getDocument, type PDFPageProxy, PDFWorker} from "pdfjs-dist";
import {useCallback, useEffect, useState} from "preact/hooks";
import {useDeskEvent} from "../../events.ts";

GlobalWorkerOptions.workerSrc = "/pdf-worker.js";

const pxPerPt = 96 / 72;
let worker: PDFWorker | undefined;

/** A page with its size on the screen at 100 %, in CSS pixels. */
export interface PdfPage {
  readonly source: PDFPageProxy;
  readonly width: number;
  readonly height: number;
}

export interface OpenPdf {
  /** Another one when the file is another one. */
  readonly tag: string;
  readonly pages: readonly PdfPage[];
  readonly close: () => void;
}

export type PdfState =
  | {readonly kind: "loading"}
  | {readonly kind: "missing"}
  | {readonly kind: "broken"}
  | {readonly kind: "open"; readonly pdf: OpenPdf};

/** The file at an address, opened anew when a build has made another one of it. */
export function usePdf(address: string): PdfState {
  const [state, setState] = useState<PdfState>({kind: "loading"});
  const [builds, setBuilds] = useState(0);
  useDeskEvent(useCallback(event => event.kind === "built" && setBuilds(count => count + 1), []));
  useEffect(() => {
    const stop = new AbortController();
    const before = state.kind === "open" ? state.pdf.tag : undefined;
    openNewer(address, before, stop.signal).then(
      next => {
        if (next && stop.signal.aborted) {
          if (next.kind === "open") next.pdf.close();
        } else if (next) setState(next);
      },
      () => stop.signal.aborted || setState({kind: "broken"}),
    );
    return () => stop.abort();
  }, [address, builds]);
  useEffect(() => (state.kind === "open" ? state.pdf.close : undefined), [state]);
  return state;
}

/** Undefined when the file is the one that is open. The whole file is taken at once: a build may replace it meanwhile. */
async function openNewer(
  address: string,
  before: string | undefined,
  signal: AbortSignal,
): Promise<PdfState | undefined> {
  if (before !== undefined && (await findTag(address, signal)) === before) return undefined;
  const response = await fetch(address, {signal});
  if (response.status === 404) return {kind: "missing"};
  if (!response.ok) return {kind: "broken"};
  worker ??= new PDFWorker();
  const loading = getDocument({worker, data: new Uint8Array(await response.arrayBuffer())});
  try {
    const document = await loading.promise;
    const pages = await Promise.all(Array.from({length: document.numPages}, (_, index) => document.getPage(index + 1)));
    return {
      kind: "open",
      pdf: {
        tag: response.headers.get("ETag") ?? "",
        pages: pages.map(sizePage),
        close: () => void loading.destroy(),
      },
    };
  } catch (error) {
    await loading.destroy();
    throw error;
  }
}

function sizePage(source: PDFPageProxy): PdfPage {
  const {width, height} = source.getViewport({scale: pxPerPt});
  return {source, width, height};
}

/** What names the bytes of an output file; undefined when there is none. */
export async function findTag(address: string, signal?: AbortSignal): Promise<string | undefined> {
  const response = await fetch(address, {method: "HEAD", ...(signal && {signal})});
  return response.ok ? (response.headers.get("ETag") ?? "") : undefined;
}

/** Pixels of one canvas; larger ones are refused by phones. */
const mostPixels = 16_000_000;

/** Draws a page into an element, in place of what it shows. Answers what gives it up. */
export function drawPage({source, width, height}: PdfPage, scale: number, element: HTMLElement): () => void {
  const sharp = Math.min(window.devicePixelRatio, 2) * scale;
  const most = Math.sqrt(mostPixels / (width * height));
  const viewport = source.getViewport({scale: Math.min(sharp, most) * pxPerPt});
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  const task = source.render({canvas, viewport});
  let isGivenUp = false;
  task.promise.then(
    () => isGivenUp || element.replaceChildren(canvas),
    () => isGivenUp || element.replaceChildren("这一页在这里画不出来，请用“打开 PDF”看"),
  );
  return () => {
    isGivenUp = true;
    task.cancel();
  };
}
