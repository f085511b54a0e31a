import {useState} from "preact/hooks";
import {Dialog} from "../shared/dialog.tsx";
import {type CellConflict, cellKey} from "./fill-session.ts";

interface ConflictDialogProps {
  readonly conflicts: readonly CellConflict[];
  /** Closed without a choice: these cells are not saved before there is one. */
  readonly onPutOff: () => void;
  readonly onResolve: (keepsMine: ReadonlyMap<string, boolean>) => void;
}

/** Cells that another changed too: for each, mine or theirs. */
export function ConflictDialog({conflicts, onPutOff, onResolve}: ConflictDialogProps) {
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const choose = (keys: readonly string[], isMine: boolean) => {
    const next = new Set(mine);
    for (const key of keys) isMine ? next.add(key) : next.delete(key);
    setMine(next);
  };
  const all = conflicts.map(cellKey);
  const done = () => onResolve(new Map(all.map(key => [key, mine.has(key)])));
  return (
    <Dialog
      title={`${conflicts.length} 格别人也改了`}
      onClose={onPutOff}
      actions={
        <>
          <button type="button" onClick={onPutOff}>
            等一下再选
          </button>
          <button type="button" onClick={() => choose(all, false)}>
            都用别人的
          </button>
          <button type="button" onClick={() => choose(all, true)}>
            都用我的
          </button>
          <button type="button" class="main" onClick={done}>
            就这样
          </button>
        </>
      }
    >
      <p>您填的时候，这几格被别人改成了另一个数。每格选一个；别的格都已经存好了。</p>
      <ul class="conflicts">
        {conflicts.map(conflict => {
          const key = cellKey(conflict);
          return (
            <li key={key}>
              <fieldset>
                <legend>
                  {conflict.unit}　{conflict.indicator}
                </legend>
                <label>
                  <input type="radio" name={key} checked={!mine.has(key)} onChange={() => choose([key], false)} />
                  别人的：{conflict.theirs || "未报"}
                </label>
                <label>
                  <input type="radio" name={key} checked={mine.has(key)} onChange={() => choose([key], true)} />
                  我的：{conflict.mine || "未报"}
                </label>
              </fieldset>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
