import {DeskRefusal} from "../api-client.ts";
import {createStore, useStore} from "../store.ts";

interface Notice {
  readonly kind: "done" | "wrong";
  readonly text: string;
  readonly hint?: string | undefined;
}

const notice = createStore<Notice | undefined>(undefined);
const shownMs = 6000;
let timer = 0;

/** Says one line at the foot of the page; what is wrong stays until it is closed or another follows. */
export function notify(text: string, kind: Notice["kind"] = "done", hint?: string): void {
  window.clearTimeout(timer);
  notice.set({kind, text, hint});
  if (kind === "done") timer = window.setTimeout(() => notice.set(undefined), shownMs);
}

/** Says what went wrong, in the server's words where it is the server that refused. */
export function notifyError(error: unknown): void {
  if (error instanceof DeskRefusal) {
    if (error.status !== 401) notify(error.message, "wrong", error.hint);
    return;
  }
  console.error(error);
  notify("页面出了错，这一步没有做成", "wrong", "刷新页面再试；还不行，请告诉管采编台的人");
}

export function NoticeLine() {
  const shown = useStore(notice);
  return (
    <div class="notice-place" role="status">
      {shown && (
        <div class={`notice notice-${shown.kind}`}>
          <p>
            {shown.text}
            {shown.hint && <small>{shown.hint}</small>}
          </p>
          <button type="button" class="quiet" aria-label="关掉这条消息" onClick={() => notice.set(undefined)}>
            ×
          </button>
        </div>
      )}
    </div>
  );
}
