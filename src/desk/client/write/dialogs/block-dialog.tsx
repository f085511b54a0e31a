import {useEffect, useRef, useState} from "preact/hooks";
import type {BlockAnswer, Vocabulary} from "../../../api.ts";
import {api} from "../../api-client.ts";
import {Dialog} from "../../shared/dialog.tsx";
import {DialogButtons} from "../../shared/dialog-buttons.tsx";
import {FindingsList} from "../../shared/findings-list.tsx";
import {notifyError} from "../../shared/notice.tsx";
import type {FormKind} from "../editor/fenced-block.ts";
import {PageFrame, whenLoaded} from "../page/page-frame.ts";
import {CardsFields, ChartFields, TableFields} from "./block-fields.tsx";
import {isReadable, readOption, writeOption} from "./block-yaml.ts";

interface BlockDialogProps {
  readonly slug: string;
  readonly kind: FormKind;
  /** Of a block that is there; undefined for a new one. */
  readonly written: string | undefined;
  readonly vocabulary: Vocabulary | undefined;
  readonly styles: {readonly address: string; readonly lang: string} | undefined;
  readonly onDone: (yaml: string) => void;
  readonly onClose: () => void;
}

const fieldsOf = {图表: ChartFields, 表格: TableFields, 指标卡: CardsFields} as const;

/** A chart, a table or cards, set up in a form with their picture beside. */
export function BlockDialog({slug, kind, written, vocabulary, styles, onDone, onClose}: BlockDialogProps) {
  const [yaml, setYaml] = useState(() => written ?? beginBlock(kind, vocabulary));
  const answer = useBlock(slug, kind, yaml);
  const Fields = fieldsOf[kind];
  const change = (next: string) => setYaml(kind === "图表" ? followTitle(yaml, next) : next);
  const canRead = isReadable(yaml);
  return (
    <Dialog
      title={written === undefined ? `插入${kind}` : `改${kind}`}
      size="wide"
      onClose={onClose}
      actions={
        <DialogButtons
          leave="不要了"
          onLeave={onClose}
          disabled={!canRead || yaml.trim() === ""}
          onMain={() => onDone(yaml)}
        >
          {written === undefined ? "插入" : "改好了"}
        </DialogButtons>
      }
    >
      <div class="block-form">
        <div class="block-fields">
          {canRead ? (
            <Fields yaml={yaml} vocabulary={vocabulary} onChange={change} />
          ) : (
            <p>这一块的写法有错，表单读不懂。请先在稿子里照提示改好。</p>
          )}
        </div>
        <div class="block-picture">
          <BlockPicture html={answer?.html} styles={styles} name={kind} />
          {answer && <FindingsList findings={answer.findings} />}
          <details>
            <summary>写进稿子的样子</summary>
            <pre>{yaml}</pre>
          </details>
        </div>
      </div>
    </Dialog>
  );
}

function beginBlock(kind: FormKind, vocabulary: Vocabulary | undefined): string {
  const set = vocabulary?.sets[0] ?? "";
  if (kind === "图表") return writeOption("类型: 柱状图\n", "单位", [set]);
  if (kind === "表格") return writeOption("", "单位", [set]);
  return "";
}

/** A title that says units and indicators follows them until it is written by hand. */
function followTitle(before: string, after: string): string {
  const title = readOption(after, "标题")[0] ?? "";
  if (title !== readOption(before, "标题")[0] && title !== "") return after;
  return title === "" || title === titleFor(before) ? writeOption(after, "标题", [titleFor(after)]) : after;
}

function titleFor(yaml: string): string {
  const indicators = readOption(yaml, "指标");
  if (indicators.length === 0) return "";
  const units = readOption(yaml, "单位");
  return `${readOption(yaml, "期间").length === 0 ? "{{ 期间 }}" : ""}${units.length === 1 ? units[0] : ""}${indicators.join("和")}`;
}

/** The block's picture, asked for after each pause; the last answer stays until the next. Of an empty block there is none. */
function useBlock(slug: string, kind: FormKind, yaml: string): BlockAnswer | undefined {
  const [answer, setAnswer] = useState<BlockAnswer | undefined>();
  useEffect(() => {
    let isLate = false;
    if (yaml.trim() === "") {
      setAnswer(undefined);
      return;
    }
    const timer = window.setTimeout(() => {
      api.block({slug, kind, yaml}).then(next => isLate || setAnswer(next), notifyError);
    }, 150);
    return () => {
      isLate = true;
      window.clearTimeout(timer);
    };
  }, [slug, kind, yaml]);
  return answer;
}

interface BlockPictureProps {
  readonly html: string | undefined;
  readonly styles: BlockDialogProps["styles"];
  readonly name: string;
}

function BlockPicture({html, styles, name}: BlockPictureProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [page, setPage] = useState<PageFrame | undefined>();
  useEffect(() => {
    const element = frame.current;
    if (element) void whenLoaded(element).then(() => element.isConnected && setPage(new PageFrame(element)));
  }, []);
  useEffect(() => {
    if (page && styles) void page.show(`<body class="only-block">${html ?? ""}`, styles.address, styles.lang);
  }, [page, html, styles]);
  return <iframe ref={frame} src="/frame.html" sandbox="allow-same-origin" title={`${name}的样子`} />;
}
