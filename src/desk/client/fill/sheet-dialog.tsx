import type {SheetRead} from "../../api.ts";
import {Dialog} from "../shared/dialog.tsx";
import {DialogButtons} from "../shared/dialog-buttons.tsx";
import {compareSheet} from "./compare-sheet.ts";
import type {FillState} from "./fill-session.ts";

interface SheetDialogProps {
  readonly fileName: string;
  readonly sheet: SheetRead;
  readonly state: FillState;
  readonly onFill: (cells: SheetRead["cells"]) => void;
  readonly onClose: () => void;
}

const mostShown = 500;

/** What a returned 填报表 would change, before anything is changed. */
export function SheetDialog({fileName, sheet, state, onFill, onClose}: SheetDialogProps) {
  const {changes, same} = compareSheet(sheet, state);
  const {problems} = sheet;
  const emptied = changes.filter(({text}) => text === "").length;
  return (
    <Dialog
      title={`读回“${fileName}”`}
      size="wide"
      onClose={onClose}
      actions={
        <DialogButtons leave="不填了" onLeave={onClose} disabled={changes.length === 0} onMain={() => onFill(changes)}>
          {changes.length === 0 ? "没有要填的" : `填入 ${changes.length} 格`}
        </DialogButtons>
      }
    >
      <p>
        {changes.length} 格会改，{same} 格同现在一样。
        {emptied > 0 && <strong>其中 {emptied} 格会清空，成为未报。</strong>}
        {problems.length > 0 && `另有 ${problems.length} 处读不进来，见下。填入以后可以按 Ctrl+Z 撤销。`}
      </p>
      {problems.length > 0 && (
        <section class="sheet-problems" aria-labelledby="sheet-problems">
          <h3 id="sheet-problems">读不进来的，在 Excel 里改好再读一次</h3>
          <ul>
            {problems.slice(0, mostShown).map(({address, message}) => (
              <li key={`${address} ${message}`}>
                {address && <b>{address}</b>}
                {message}
              </li>
            ))}
          </ul>
        </section>
      )}
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section class="sheet-changes" tabIndex={0} aria-label="会改的格">
          <table>
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col">指标</th>
                <th scope="col" class="number">
                  现在
                </th>
                <th scope="col" class="number">
                  改成
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, mostShown).map(({unit, indicator, before, text}) => (
                <tr key={`${unit} ${indicator}`}>
                  <th scope="row">{unit}</th>
                  <td>{indicator}</td>
                  <td class="number">{before || "未报"}</td>
                  <td class="number">{text || <em class="wrong">未报</em>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {changes.length > mostShown && <p class="soft">另有 {changes.length - mostShown} 格。</p>}
        </section>
      )}
    </Dialog>
  );
}
