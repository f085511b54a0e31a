import {useStore} from "../store.ts";
import type {OpenDocument} from "./open-document.ts";

const words = {saved: "已存", unsaved: "还没有存", saving: "正在存……", conflict: "没有存：别人也改了，等您选"} as const;

/** Whether the text is saved; a press saves it. */
export function SaveLine({document}: {readonly document: OpenDocument}) {
  const state = useStore(document.state);
  const text = state.kind === "failed" ? `没存上：${state.message}` : words[state.kind];
  return (
    <p class={`save-line save-${state.kind}`}>
      <span role="status">{text}</span>
      {state.kind === "conflict" && state.isPutOff && (
        <button type="button" class="small" onClick={() => document.putOff(false)}>
          现在选
        </button>
      )}
      {(state.kind === "unsaved" || state.kind === "failed") && (
        <button type="button" class="small" title="Ctrl+S" onClick={() => void document.save()}>
          存盘
        </button>
      )}
    </p>
  );
}
