import {GlobalWorkerOptions, getDocument} from "pdfjs-dist";
import {useEffect, useRef, useState} from "preact/hooks";

GlobalWorkerOptions.workerSrc = "/pdf-worker.js";

const widthPx = 108;

/** Drawn pages by address: one that was drawn once is shown again at once. */
const drawn = new Map<string, Promise<HTMLCanvasElement>>();
const mostKept = 200;
let lastDrawing: Promise<unknown> = Promise.resolve();

interface ThumbnailProps {
  /** "/out/2019-07-monthly/2019-07-monthly.pdf" */
  readonly pdf: string | undefined;
  /** Another one when the file is another one. */
  readonly version: string | undefined;
  readonly title: string;
}

/** Page one, drawn when it comes into view. */
export function Thumbnail({pdf, version, title}: ThumbnailProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || pdf === undefined) return;
    let isGone = false;
    const watcher = new IntersectionObserver(
      entries => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        watcher.disconnect();
        drawOnce(`${pdf}?v=${encodeURIComponent(version ?? "")}`).then(
          canvas => isGone || element.replaceChildren(canvas),
          () => setMissing(true),
        );
      },
      {rootMargin: "200px"},
    );
    watcher.observe(element);
    return () => {
      isGone = true;
      watcher.disconnect();
    };
  }, [pdf, version]);
  if (pdf === undefined || isMissing) return <div class="thumbnail no-thumbnail">还没有 PDF</div>;
  return <div ref={place} class="thumbnail" role="img" aria-label={`${title}的第一页`} />;
}

/** One page at a time, so that the list stays quick while they are drawn. */
function drawOnce(address: string): Promise<HTMLCanvasElement> {
  const kept = drawn.get(address);
  if (kept) return kept;
  const drawing = lastDrawing.then(() => drawFirstPage(address));
  lastDrawing = drawing.catch(() => undefined);
  drawn.set(address, drawing);
  drawing.catch(() => drawn.delete(address));
  const oldest = drawn.keys().next().value;
  if (drawn.size > mostKept && oldest !== undefined) drawn.delete(oldest);
  return drawing;
}

async function drawFirstPage(address: string): Promise<HTMLCanvasElement> {
  const loading = getDocument({url: address, disableAutoFetch: true});
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
