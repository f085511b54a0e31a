import {useEffect, useRef, useState} from "preact/hooks";
import {drawPage, type PdfPage} from "./open-pdf.ts";
import type {ElementRef} from "./reading-place.ts";

interface PageSheetProps {
  readonly page: PdfPage;
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  readonly scale: number;
  readonly view: ElementRef;
}

/** One page, drawn while it is in view or close to it. */
export function PageSheet({page, number, count, scale, view}: PageSheetProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const watcher = new IntersectionObserver(entries => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: view.current,
      rootMargin: "60% 0px",
    });
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [view]);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    if (isNear) return drawPage(page, scale, element);
    element.replaceChildren();
  }, [page, scale, isNear]);
  const size = {width: `${page.width * scale}px`, height: `${page.height * scale}px`};
  return <div ref={place} class="pdf-page" role="img" aria-label={`第${number}页，共${count}页`} style={size} />;
}
