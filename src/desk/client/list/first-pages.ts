import {GlobalWorkerOptions, getDocument, PDFWorker} from "pdfjs-dist";

GlobalWorkerOptions.workerSrc = "/pdf-worker.js";

const mostKept = 200;

/** Drawn pages by address: one that was drawn once is shown again at once. */
const drawn = new Map<string, Promise<HTMLCanvasElement>>();
/** Those that wait for their turn, by the place that they will be shown in. */
const waiting = new Map<Element, () => Promise<void>>();
let worker: PDFWorker | undefined;
let isDrawing = false;

/** Page one of a PDF, this wide on the screen. One is drawn at a time, the topmost in the list first. */
export function drawFirstPage(address: string, widthPx: number, place: Element): Promise<HTMLCanvasElement> {
  const kept = drawn.get(address);
  if (kept) return kept;
  const drawing = new Promise<HTMLCanvasElement>((resolve, reject) => {
    waiting.set(place, () => draw(address, widthPx).then(resolve, reject));
  });
  drawn.set(address, drawing);
  drawing.catch(() => drawn.delete(address));
  const oldest = drawn.keys().next().value;
  if (drawn.size > mostKept && oldest !== undefined) drawn.delete(oldest);
  // All that come into view together are waiting by the next task.
  window.setTimeout(() => void drawWaiting());
  return drawing;
}

async function drawWaiting(): Promise<void> {
  if (isDrawing) return;
  isDrawing = true;
  for (let next = topmost(); next; next = topmost()) {
    const act = waiting.get(next);
    waiting.delete(next);
    await act?.();
  }
  isDrawing = false;
}

function topmost(): Element | undefined {
  const tops = [...waiting.keys()].map(place => ({place, top: place.getBoundingClientRect().top}));
  return tops.sort((a, b) => a.top - b.top)[0]?.place;
}

async function draw(address: string, widthPx: number): Promise<HTMLCanvasElement> {
  worker ??= new PDFWorker();
  const loading = getDocument({url: address, worker});
  try {
    const page = await (await loading.promise).getPage(1);
    const {width} = page.getViewport({scale: 1});
    const viewport = page.getViewport({scale: (widthPx * Math.min(window.devicePixelRatio, 2)) / width});
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(viewport.width);
    canvas.height = Math.ceil(viewport.height);
    await page.render({canvas, viewport}).promise;
    return canvas;
  } finally {
    await loading.destroy();
  }
}
