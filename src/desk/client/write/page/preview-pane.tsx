import {useEffect, useRef} from "preact/hooks";
import {PageFrame, whenLoaded} from "./page-frame.ts";
import {findSource, type SourcePlace} from "./page-places.ts";

interface PreviewPaneProps {
  readonly onReady: (page: PageFrame) => void;
  readonly onPlace: (place: SourcePlace) => void;
  /** Said above the page: what keeps it from being up to date. */
  readonly note: string | undefined;
}

/** The page beside the text. */
export function PreviewPane({onReady, onPlace, note}: PreviewPaneProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const placed = useRef(onPlace);
  placed.current = onPlace;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    void whenLoaded(element).then(() => {
      if (!element.isConnected) return;
      const page = new PageFrame(element);
      page.document.addEventListener("click", event => {
        const clicked = event.target as Element;
        if (clicked.closest("a")) event.preventDefault();
        const source = findSource(clicked);
        if (source) placed.current(source);
      });
      onReady(page);
    });
  }, [onReady]);
  return (
    <section class="preview-pane" aria-label="版面">
      {note && (
        <p class="preview-note" role="status">
          {note}
        </p>
      )}
      <iframe ref={frame} src="/frame.html" sandbox="allow-same-origin" title="排出来的版面" />
    </section>
  );
}
