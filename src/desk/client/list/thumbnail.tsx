import {useEffect, useRef, useState} from "preact/hooks";
import {drawFirstPage} from "./first-pages.ts";

const widthPx = 108;

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
        drawFirstPage(`${pdf}?v=${encodeURIComponent(version ?? "")}`, widthPx, element).then(
          canvas => isGone || element.replaceChildren(canvas),
          () => isGone || setMissing(true),
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
