import {DeskRefusal} from "../api-client.ts";
import type {FillState} from "./fill-session.ts";

interface SaveLineProps {
  readonly state: FillState;
  readonly onSave: () => void;
  readonly onChoose: () => void;
}

/** Whether all is saved; what is not, and why. */
export function SaveLine({state: {saving, edits, conflicts}, onSave, onChoose}: SaveLineProps) {
  const refused = [...edits.values()].filter(({message}) => message !== undefined).length;
  return (
    <p class={`fill-save save-${saving.kind}`} role="status">
      <span>{savingWords(saving, edits.size - refused - conflicts.length)}</span>
      {refused > 0 && <span class="wrong">{refused} 格写得不对，没有存</span>}
      {conflicts.length > 0 && (
        <>
          <span class="wrong">{conflicts.length} 格别人也改了，没有存</span>
          <button type="button" class="small" onClick={onChoose}>
            现在选
          </button>
        </>
      )}
      {(saving.kind === "waiting" || saving.kind === "failed") && (
        <button type="button" class="small" onClick={onSave}>
          {saving.kind === "failed" ? "再存一次" : "现在存"}
        </button>
      )}
    </p>
  );
}

const clock = new Intl.DateTimeFormat("zh-CN", {hour: "2-digit", minute: "2-digit"});

function savingWords(saving: FillState["saving"], waiting: number): string {
  switch (saving.kind) {
    case "idle":
      return saving.savedAt ? `${clock.format(saving.savedAt)} 存好了` : "改了自动存";
    case "waiting":
      return `${waiting} 格还没有存`;
    case "saving":
      return "正在存……";
    case "failed": {
      const {error} = saving;
      return `没有存上：${error instanceof DeskRefusal ? error.message : "页面出了错"}。改的数还在这里`;
    }
  }
}
