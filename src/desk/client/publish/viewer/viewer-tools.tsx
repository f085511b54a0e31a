import {useEffect, useState} from "preact/hooks";
import type {Zoom} from "./layout.ts";

interface ViewerToolsProps {
  /** Index of the page that is read. */
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
  /** Pages that are turned at once. */
  readonly step: number;
  readonly zoom: Zoom;
  readonly scale: number;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onStep: (direction: 1 | -1) => void;
  /** Undefined where pages do not face each other. */
  readonly facing: {readonly isOn: boolean; readonly onChange: (isOn: boolean) => void} | undefined;
  readonly address: string;
}

export function ViewerTools({
  page,
  count,
  onPage,
  step,
  zoom,
  scale,
  onZoom,
  onStep,
  facing,
  address,
}: ViewerToolsProps) {
  return (
    <div class="viewer-tools">
      <div class="tool-group">
        <button type="button" class="small" disabled={page === 0} onClick={() => onPage(page - step)}>
          上一页
        </button>
        <PageField page={page} count={count} onPage={onPage} />
        <button type="button" class="small" disabled={page >= count - 1} onClick={() => onPage(page + step)}>
          下一页
        </button>
      </div>
      <fieldset class="tool-group" aria-label="缩放">
        <button type="button" class="small" aria-label="缩小" onClick={() => onStep(-1)}>
          −
        </button>
        <output class="zoom-shown" aria-label="现在的大小">
          {Math.round(scale * 100)}%
        </output>
        <button type="button" class="small" aria-label="放大" onClick={() => onStep(1)}>
          +
        </button>
        <button type="button" class="small" aria-pressed={zoom === "width"} onClick={() => onZoom("width")}>
          适合宽度
        </button>
        <button type="button" class="small" aria-pressed={zoom === "page"} onClick={() => onZoom("page")}>
          整页
        </button>
        <button type="button" class="small" aria-pressed={zoom === 1} onClick={() => onZoom(1)}>
          100%
        </button>
      </fieldset>
      {facing && (
        <button
          type="button"
          class="small"
          aria-pressed={facing.isOn}
          title="像翻开的书：第1页单独在右边，以后两页对着"
          onClick={() => facing.onChange(!facing.isOn)}
        >
          两页对开
        </button>
      )}
      <a class="open-pdf" href={address} target="_blank" rel="noreferrer">
        打开 PDF<span class="seen-by-readers-only">（新窗口）</span>
      </a>
    </div>
  );
}

/** The page that is read, and where another one is asked for: by Enter or by leaving the field. */
function PageField({page, count, onPage}: Pick<ViewerToolsProps, "page" | "count" | "onPage">) {
  const [written, setWritten] = useState(String(page + 1));
  useEffect(() => setWritten(String(page + 1)), [page]);
  const go = () => {
    const wanted = Number(written);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= count) onPage(wanted - 1);
    else setWritten(String(page + 1));
  };
  return (
    <form
      class="page-field"
      onSubmit={event => {
        event.preventDefault();
        go();
      }}
    >
      <label>
        第
        <input
          inputMode="numeric"
          aria-label={`到第几页，共${count}页`}
          value={written}
          onInput={event => setWritten(event.currentTarget.value)}
          onFocus={event => event.currentTarget.select()}
          onBlur={() => written !== String(page + 1) && go()}
        />
        页
      </label>
      <span>共 {count} 页</span>
    </form>
  );
}
