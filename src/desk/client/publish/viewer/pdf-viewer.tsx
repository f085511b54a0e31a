import type {ComponentChildren} from "preact";
import {useEffect, useRef, useState} from "preact/hooks";
import {Busy} from "../../shared/busy.tsx";
import {arrangeRows, type Size, scaleOf, stepFrom, type Zoom} from "./layout.ts";
import {type OpenPdf, type PdfState, usePdf} from "./open-pdf.ts";
import {PageSheet} from "./page-sheet.tsx";
import {type ElementRef, useReadingPlace} from "./reading-place.ts";
import {ViewerTools} from "./viewer-tools.tsx";

interface PdfViewerProps {
  readonly address: string;
  /** "成品", "小册子（A3）" */
  readonly name: string;
  /** Sheets for the printer stand alone. */
  readonly canFace: boolean;
  /** Told each time that the file is opened. */
  readonly onOpen?: ((pages: number) => void) | undefined;
  /** Said above the pages. */
  readonly children?: ComponentChildren;
}

const closedWords = {
  missing: "这个文件已经不在了。稿件或者数字改了以后重新排过，就要再生成一次。",
  broken: "这份 PDF 在这里打不开。等排完再看；还不行，就下载下来看。",
} as const;

/** The pages of a PDF one below the other, as they will be printed. */
export function PdfViewer({address, name, canFace, onOpen, children}: PdfViewerProps) {
  const state = usePdf(address);
  useEffect(() => {
    if (state.kind === "open") onOpen?.(state.pdf.pages.length);
  }, [state, onOpen]);
  return (
    <section class="pdf-viewer" aria-label={`版面：${name}`}>
      {children}
      <Shown state={state} address={address} canFace={canFace} />
    </section>
  );
}

interface ShownProps {
  readonly state: PdfState;
  readonly address: string;
  readonly canFace: boolean;
}

function Shown({state, address, canFace}: ShownProps) {
  if (state.kind === "open") return <Pages pdf={state.pdf} address={address} canFace={canFace} />;
  if (state.kind === "loading") return <Busy what="正在打开 PDF" />;
  return <p class="pdf-closed">{closedWords[state.kind]}</p>;
}

interface Settings {
  readonly zoom: Zoom;
  readonly wantsFacing: boolean;
  readonly page: number;
}

/** By address: how each file was looked at last, also before another screen was opened. */
const keptSettings = new Map<string, Settings>();

interface PagesProps {
  readonly pdf: OpenPdf;
  readonly address: string;
  readonly canFace: boolean;
}

function Pages({pdf: {pages, tag}, address, canFace}: PagesProps) {
  const view = useRef<HTMLDivElement>(null);
  const size = useSize(view);
  const [before] = useState(() => keptSettings.get(address));
  const [zoom, setZoom] = useState<Zoom>(before?.zoom ?? "width");
  const [wantsFacing, setFacing] = useState(before?.wantsFacing ?? false);
  const isFacing = canFace && wantsFacing;
  const scale = scaleOf(zoom, pages, isFacing, size);
  const {page, goTo, onScroll} = useReadingPlace(view, pages.length, `${tag} ${scale} ${isFacing}`, before?.page);
  useEffect(() => void keptSettings.set(address, {zoom, wantsFacing, page}), [address, zoom, wantsFacing, page]);
  const step = (direction: 1 | -1) => setZoom(stepFrom(scale, direction));
  return (
    <>
      <ViewerTools
        page={page}
        count={pages.length}
        onPage={goTo}
        step={isFacing ? 2 : 1}
        zoom={zoom}
        scale={scale}
        onZoom={setZoom}
        onStep={step}
        facing={canFace && pages.length > 1 ? {isOn: isFacing, onChange: setFacing} : undefined}
        address={address}
      />
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys */}
      <section
        ref={view}
        class="pdf-view"
        aria-label="各页"
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={event => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "+" || event.key === "=") step(1);
          else if (event.key === "-") step(-1);
          else if (event.key === "0") setZoom(1);
        }}
      >
        {size.width > 0 &&
          arrangeRows(pages.length, isFacing).map(row => (
            <div
              key={row.join()}
              class="pdf-row"
              data-first={row.find(index => index !== undefined)}
              data-last={row.at(-1) ?? row[0]}
            >
              {row.map((index, side) => {
                const shown = index === undefined ? undefined : pages[index];
                if (index === undefined || !shown)
                  return <EmptySide key={`empty-${side}`} of={pages[row[1 - side] ?? 0]} scale={scale} />;
                return (
                  <PageSheet
                    key={index}
                    page={shown}
                    number={index + 1}
                    count={pages.length}
                    scale={scale}
                    view={view}
                  />
                );
              })}
            </div>
          ))}
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
    </>
  );
}

/** Beside a page that stands alone in a spread, as wide as that one. */
function EmptySide({of, scale}: {readonly of: Size | undefined; readonly scale: number}) {
  return <div class="pdf-empty" style={{width: `${(of?.width ?? 0) * scale}px`}} />;
}

function useSize(element: ElementRef): Size {
  const [size, setSize] = useState<Size>({width: 0, height: 0});
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const watcher = new ResizeObserver(() => setSize({width: watched.clientWidth, height: watched.clientHeight}));
    watcher.observe(watched);
    return () => watcher.disconnect();
  }, [element]);
  return size;
}
