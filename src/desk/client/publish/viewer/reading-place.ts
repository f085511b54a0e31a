import {useCallback, useLayoutEffect, useRef, useState} from "preact/hooks";

export interface ReadingPlace {
  /** Index of the page that is read. */
  readonly page: number;
  readonly goTo: (page: number) => void;
  readonly onScroll: () => void;
}

/** What holds an element once it is on the page. */
export interface ElementRef {
  readonly current: HTMLElement | null;
}

interface Anchor {
  readonly page: number;
  /** How far its row is scrolled away, 1 is wholly; below 0 when rows before it are seen too. */
  readonly fraction: number;
}

/**
 * Which page is read in a view of rows (`.pdf-row[data-first]`), beginning at `first`; kept when the rows become others:
 * `layout` is another value whenever they do.
 */
export function useReadingPlace(view: ElementRef, count: number, layout: string, first = 0): ReadingPlace {
  const [page, setPage] = useState(first);
  const anchor = useRef<Anchor>({page: first, fraction: 0});

  const scrollTo = useCallback(
    ({page: wanted, fraction}: Anchor) => {
      const row = view.current && rowOf(view.current, wanted);
      if (row && view.current) view.current.scrollTop = row.offsetTop - gap + fraction * (row.offsetHeight + gap);
    },
    [view],
  );
  const goTo = useCallback(
    (wanted: number) => {
      const next = Math.min(Math.max(wanted, 0), count - 1);
      anchor.current = {page: next, fraction: 0};
      setPage(next);
      scrollTo(anchor.current);
    },
    [count, scrollTo],
  );
  const onScroll = useCallback(() => {
    if (!view.current) return;
    const seen = mostSeen(view.current, anchor.current.page);
    const row = rowOf(view.current, seen);
    if (!row) return;
    const fraction = (view.current.scrollTop - row.offsetTop + gap) / (row.offsetHeight + gap);
    anchor.current = {page: seen, fraction};
    setPage(seen);
  }, [view]);

  useLayoutEffect(() => scrollTo(anchor.current), [layout, scrollTo]);
  return {page: Math.min(page, Math.max(count - 1, 0)), goTo, onScroll};
}

/** Pixels between rows; publish.css keeps the same. */
const gap = 12;

function rowsOf(view: HTMLElement): HTMLElement[] {
  return [...view.querySelectorAll<HTMLElement>(".pdf-row")];
}

function rowOf(view: HTMLElement, page: number): HTMLElement | undefined {
  return rowsOf(view).findLast(({dataset}) => Number(dataset.first) <= page);
}

/** The page of the row of which most is seen; of several alike the one that was read before. */
function mostSeen(view: HTMLElement, before: number): number {
  const [top, bottom] = [view.scrollTop, view.scrollTop + view.clientHeight];
  let best = {page: before, seen: 0};
  for (const row of rowsOf(view)) {
    const [first, last] = [Number(row.dataset.first), Number(row.dataset.last)];
    const height = Math.min(bottom, row.offsetTop + row.offsetHeight) - Math.max(top, row.offsetTop);
    const seen = height / Math.min(row.offsetHeight, view.clientHeight);
    const isBefore = first <= before && before <= last;
    if (seen > best.seen + 0.01 || (isBefore && seen > best.seen - 0.01))
      best = {page: isBefore ? before : first, seen};
  }
  return best.page;
}
