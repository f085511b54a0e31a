import type {Command} from "@codemirror/view";
import {useRef} from "preact/hooks";
import {insertReference, toggleBold, toggleHeading, wrapContainer} from "./editor/edits.ts";
import type {OpenDocument} from "./open-document.ts";
import type {WritingSession} from "./writing-session.ts";

interface ToolbarProps {
  readonly session: WritingSession;
  readonly document: OpenDocument;
}

/** What is written into an article: marks, parts, figures. */
export function Toolbar({session, document}: ToolbarProps) {
  const photos = useRef<HTMLInputElement>(null);
  const run = (command: Command) => () => {
    command(document.view);
    document.view.focus();
  };
  return (
    <div class="toolbar" role="toolbar" aria-label="写稿工具">
      <div class="tools">
        <Tool name="小标题" hint="再按一次小一级，第三次还原" onUse={run(toggleHeading)} />
        <Tool name="加粗" hint="Ctrl+B" onUse={run(toggleBold)} />
        <Tool name="引语" onUse={run(wrapContainer("引语"))} />
        <Tool name="编者按" onUse={run(wrapContainer("编者按"))} />
      </div>
      <div class="tools">
        <Tool name="照片" hint="也可以拖进来，或者粘贴" onUse={() => photos.current?.click()} />
        <input
          ref={photos}
          type="file"
          accept="image/*,.heic,.heif"
          multiple
          hidden
          aria-label="选照片"
          onChange={event => {
            session.takePhotos([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        <Tool name="图表" hint="光标在一张图表里，就改这一张" onUse={() => session.openBlock("图表")} />
        <Tool name="表格" hint="光标在一张表格里，就改这一张" onUse={() => session.openBlock("表格")} />
        <Tool name="指标卡" onUse={() => session.openBlock("指标卡")} />
      </div>
      <div class="tools">
        <Tool name="引用数字" hint="也可以直接打两个 {" onUse={() => insertReference(document.view)} />
        <Tool name="对数" hint="Alt+N：选中的数同数据对上" onUse={() => session.openTie()} />
        <Tool name="看来历" hint="Alt+I：光标处的数从哪里来" onUse={() => session.explain()} />
      </div>
    </div>
  );
}

interface ToolProps {
  readonly name: string;
  readonly hint?: string;
  readonly onUse: () => void;
}

function Tool({name, hint, onUse}: ToolProps) {
  return (
    <button type="button" class="tool" title={hint} onClick={onUse}>
      {name}
    </button>
  );
}
