import {useState} from "preact/hooks";
import {Dialog} from "../shared/dialog.tsx";
import type {ArrangedTable} from "./arrange-table.ts";
import {type FillState, textOf} from "./fill-session.ts";
import {summarise} from "./grid-edits.ts";
import {areaOf, type Selection} from "./grid-model.ts";

interface FillFootProps {
  readonly arranged: ArrangedTable;
  readonly state: FillState;
  readonly selection: Selection | undefined;
}

/** What Excel tells at its foot: count, sum and mean of what is selected. */
export function FillFoot({arranged, state, selection}: FillFootProps) {
  const [showsKeys, setShowsKeys] = useState(false);
  return (
    <footer class="fill-foot">
      {selection && <SelectionSummary arranged={arranged} state={state} selection={selection} />}
      <button type="button" class="quiet small" onClick={() => setShowsKeys(true)}>
        键盘怎么用
      </button>
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </footer>
  );
}

function SelectionSummary({arranged, state, selection}: FillFootProps & {readonly selection: Selection}) {
  const area = areaOf(selection);
  const cells = (area.bottom - area.top + 1) * (area.right - area.left + 1);
  if (cells === 1) return <p class="soft">选中多格，这里有合计</p>;
  const {filled, numbers, sum, average} = summarise(arranged.shape, area, ({row, column}) =>
    textOf(state, arranged.rows[row]?.unit ?? "", arranged.columns[column]?.name ?? ""),
  );
  return (
    <p role="status">
      <span>选中 {cells} 格</span>
      <span>计数 {filled}</span>
      {numbers > 0 && (
        <>
          <span>求和 {sum}</span>
          <span>平均 {average}</span>
        </>
      )}
    </p>
  );
}

const keys: readonly (readonly [string, string])[] = [
  ["方向键", "换一格；按着 Ctrl 到头"],
  ["Tab、Shift+Tab", "下一格、上一格要填的"],
  ["Enter、Shift+Enter", "填好，到下面、上面一格"],
  ["直接打字", "换掉原来的数"],
  ["F2、双击", "在原来的数上改"],
  ["Esc", "不改了；再按 Tab 就离开表格"],
  ["Home、End", "这一行的头、尾；加 Ctrl 是全表的头、尾"],
  ["PageUp、PageDown", "翻一屏"],
  ["Shift+方向键、拖鼠标", "选多格"],
  ["Ctrl+A", "全选"],
  ["Ctrl+C、X、V", "复制、剪切、粘贴，可以同 Excel、WPS 互相粘贴"],
  ["Delete", "清空，就是未报"],
  ["Ctrl+D", "选中几行：第一行的数填到下面各行"],
  ["Ctrl+Z、Ctrl+Y", "撤销、重做"],
  ["Ctrl+S", "马上存"],
];

function KeysDialog({onClose}: {readonly onClose: () => void}) {
  return (
    <Dialog title="键盘怎么用" onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">从 Excel 复制时，连表头和单位名称一起复制也行：粘贴时按名称对上，顺序不一样也不要紧。</p>
    </Dialog>
  );
}
