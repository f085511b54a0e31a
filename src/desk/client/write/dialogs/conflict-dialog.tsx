import type {MergeView} from "@codemirror/merge";
import {useEffect, useRef} from "preact/hooks";
import {Dialog} from "../../shared/dialog.tsx";
import {openSideBySide} from "./side-by-side.ts";

interface ConflictDialogProps {
  readonly path: string;
  readonly mine: string;
  readonly theirs: string;
  /** Closed without a choice: nothing is saved before there is one. */
  readonly onPutOff: () => void;
  readonly onSettle: (text: string) => void;
}

/** Two changed the same lines: one text is chosen, or they are put together place by place. */
export function ConflictDialog({path, mine, theirs, onPutOff, onSettle}: ConflictDialogProps) {
  const place = useRef<HTMLDivElement>(null);
  const sides = useRef<MergeView | undefined>(undefined);
  useEffect(() => {
    if (!place.current) return;
    const left = {text: theirs, label: "对方存的", isFixed: true};
    const right = {text: mine, label: "我的，可以改", isFixed: false};
    const opened = openSideBySide(place.current, path, left, right);
    sides.current = opened;
    return () => opened.destroy();
  }, [path, mine, theirs]);
  return (
    <Dialog
      title="这几行别人也改了"
      size="wide"
      onClose={onPutOff}
      actions={
        <>
          <button type="button" onClick={onPutOff}>
            等一下再选
          </button>
          <button type="button" onClick={() => onSettle(theirs)}>
            用对方的
          </button>
          <button type="button" onClick={() => onSettle(mine)}>
            用我的
          </button>
          <button type="button" class="main" onClick={() => onSettle(sides.current?.b.state.doc.toString() ?? mine)}>
            就用右边这份
          </button>
        </>
      }
    >
      <p>您和别人改了同样的几行，两份都还在。左边是对方已经存了的，右边是您的；点中间的箭头，这一处就用左边的。</p>
      <div class="side-heads" aria-hidden="true">
        <span>对方存的</span>
        <span>我的（可以改）</span>
      </div>
      <div ref={place} class="side-by-side" />
    </Dialog>
  );
}
