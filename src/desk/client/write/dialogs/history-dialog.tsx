import {useEffect, useRef, useState} from "preact/hooks";
import type {FileText, HistoryEntry} from "../../../api.ts";
import {api} from "../../api-client.ts";
import {Busy, useAction} from "../../shared/busy.tsx";
import {Dialog} from "../../shared/dialog.tsx";
import {DialogButtons} from "../../shared/dialog-buttons.tsx";
import {notifyError} from "../../shared/notice.tsx";
import {openSideBySide} from "./side-by-side.ts";

interface HistoryDialogProps {
  readonly path: string;
  /** "党支部领办合作社" */
  readonly name: string;
  readonly now: string;
  readonly onRestore: (text: string) => void;
  readonly onClose: () => void;
}

/** Earlier texts of a file, each beside the text of now; one of them can be gone back to. */
export function HistoryDialog({path, name, now, onRestore, onClose}: HistoryDialogProps) {
  const [entries, setEntries] = useState<readonly HistoryEntry[] | undefined>();
  const [chosen, setChosen] = useState<{readonly id: string; readonly file: FileText} | undefined>();
  const [, run] = useAction();
  useEffect(() => {
    api.history(path).then(setEntries, error => {
      notifyError(error);
      setEntries([]);
    });
  }, [path]);
  const choose = (id: string) =>
    run(async () => {
      const file = await api.historyText(path, id);
      setChosen({id, file});
    });
  return (
    <Dialog
      title={`“${name}”的历史`}
      size="wide"
      onClose={onClose}
      actions={
        <DialogButtons
          leave="不恢复"
          onLeave={onClose}
          disabled={!chosen || chosen.file.text === now}
          onMain={() => chosen && onRestore(chosen.file.text)}
        >
          恢复成这一份
        </DialogButtons>
      }
    >
      {!entries && <Busy what="正在找以前的稿子" />}
      {entries?.length === 0 && <p class="soft">这份稿子还没有以前的样子：存过一次才有。</p>}
      {entries && entries.length > 0 && (
        <div class="history">
          <ul class="versions" aria-label="存过的">
            {entries.map(({id, at, what, lines}) => (
              <li key={id}>
                <button type="button" aria-pressed={chosen?.id === id} onClick={() => choose(id)}>
                  <time dateTime={at}>{timeFormat.format(new Date(at))}</time>
                  <span>{what}</span>
                  <small>
                    加 {lines.added} 行，减 {lines.removed} 行
                  </small>
                </button>
              </li>
            ))}
          </ul>
          {chosen ? (
            <Comparison key={chosen.id} path={path} before={chosen.file.text} now={now} />
          ) : (
            <p class="soft">选一份，看它同现在有什么不同。</p>
          )}
        </div>
      )}
    </Dialog>
  );
}

const timeFormat = new Intl.DateTimeFormat("zh-CN", {dateStyle: "medium", timeStyle: "short"});

interface ComparisonProps {
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

function Comparison({path, before, now}: ComparisonProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const left = {text: before, label: "那时候的", isFixed: true};
    const right = {text: now, label: "现在的", isFixed: true};
    const opened = openSideBySide(place.current, path, left, right);
    return () => opened.destroy();
  }, [path, before, now]);
  return (
    <div class="comparison">
      <div class="side-heads" aria-hidden="true">
        <span>那时候的</span>
        <span>现在的</span>
      </div>
      {before === now && <p class="soft">同现在一样。</p>}
      <div ref={place} class="side-by-side" />
    </div>
  );
}
