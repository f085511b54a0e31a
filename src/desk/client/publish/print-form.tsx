import {useCallback, useState} from "preact/hooks";
import type {BulletinEntry, DeskEvent, Finding, PrintAsk} from "../../api.ts";
import {api} from "../api-client.ts";
import {useDeskEvent} from "../events.ts";
import {useAction} from "../shared/busy.tsx";
import {FindingsList, type FindingsListProps} from "../shared/findings-list.tsx";
import {notify} from "../shared/notice.tsx";
import {addMade} from "./made-store.ts";

const kinds: readonly {readonly kind: PrintAsk["kind"]; readonly name: string; readonly use: string}[] = [
  {kind: "plain", name: "成品", use: "排好的 PDF 原样，一页一面：送印厂，或者直接打印。"},
  {kind: "booklet", name: "小册子", use: "页序已经排好，双面印出来对折、骑马钉。"},
  {kind: "2up", name: "两页并排", use: "两页印在一张纸上，按阅读的顺序：传看、存档，省纸。"},
  {kind: "proof", name: "校样", use: "单面，A3 原大、A4 缩小各一份：校对、看版面。"},
];

interface PrintFormProps {
  readonly entry: BulletinEntry;
  readonly leadTo: FindingsListProps["leadTo"];
}

/** How the pages are to be printed, and the making of the files. */
export function PrintForm({entry: {slug, layout}, leadTo}: PrintFormProps) {
  const [kind, setKind] = useState<PrintAsk["kind"]>(layout === "专题" ? "proof" : "booklet");
  const [paper, setPaper] = useState<PrintAsk["paper"]>("A3");
  const [grey, setGrey] = useState(false);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [isBusy, run] = useAction();
  const hasPaper = kind === "booklet" || kind === "2up";
  const make = async () => {
    setFindings([]);
    const asked = {slug, kind, paper: hasPaper ? paper : "A3", grey} as const;
    const answer = await api.print(asked);
    addMade(asked, answer);
    if (answer.files.length === 0) return setFindings(answer.findings.filter(({severity}) => severity === "error"));
    notify("印刷文件做好了，在“做好的文件”里");
    requestAnimationFrame(() => document.querySelector(".made-files > li")?.scrollIntoView({block: "nearest"}));
  };
  return (
    <section class="publish-part" aria-labelledby="print-form">
      <h2 id="print-form">打印</h2>
      <form
        class="print-form"
        onSubmit={event => {
          event.preventDefault();
          if (!isBusy) run(make);
        }}
      >
        <fieldset>
          <legend>怎么印</legend>
          {kinds.map(({kind: other, name, use}) => (
            <label key={other} class="print-choice">
              <input type="radio" name="kind" checked={kind === other} onChange={() => setKind(other)} />
              <span>
                <b>{name}</b>
                <small class="soft">{use}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {hasPaper && (
          <label class="field">
            <span>纸张</span>
            <select value={paper} onChange={event => setPaper(event.currentTarget.value as PrintAsk["paper"])}>
              <option value="A3">{kind === "booklet" ? "A3，对折成 A4" : "A3"}</option>
              <option value="A4">{kind === "booklet" ? "A4，对折成 A5，字小三成" : "A4，字小三成"}</option>
            </select>
          </label>
        )}
        <label class="print-choice">
          <input type="checkbox" checked={grey} onChange={event => setGrey(event.currentTarget.checked)} />
          <span>
            <b>灰色</b>
            <small class="soft">颜色都改成灰，红头成为深灰：黑白打印机、速印机用，也免得按彩色计费。</small>
          </span>
        </label>
        <p class="publish-acts">
          <button type="submit" class="main" aria-disabled={isBusy}>
            {isBusy ? "正在生成……" : "生成"}
          </button>
        </p>
        {isBusy && <PrintProgress slug={slug} />}
      </form>
      {findings.length > 0 && (
        <div role="alert">
          <p class="wrong">有错误，没有做成：</p>
          <FindingsList findings={findings} leadTo={leadTo} />
        </div>
      )}
    </section>
  );
}

type Printing = Extract<DeskEvent, {kind: "printing"}>;

/** The pages are built first, where they are not up to date. */
function PrintProgress({slug}: {readonly slug: string}) {
  const [now, setNow] = useState<Printing | undefined>();
  useDeskEvent(
    useCallback((event: DeskEvent) => void (event.kind === "printing" && event.slug === slug && setNow(event)), [slug]),
  );
  const isCounted = now !== undefined && now.total > 0;
  const count = isCounted ? ` ${now.done}/${now.total}` : "";
  return (
    <div class="build-progress" role="status">
      <progress aria-label="生成进度" {...(isCounted && {value: now.done, max: now.total})} />
      <span>{partWords[now?.part ?? "waiting"] + (now?.part === "pages" ? count : "")}</span>
    </div>
  );
}

const partWords = {waiting: "等前面的排完", pages: "先排好版面", files: "正在做印刷文件"} as const;
