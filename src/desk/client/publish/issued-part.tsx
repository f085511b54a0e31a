import {useState} from "preact/hooks";
import type {BulletinEntry} from "../../api.ts";
import {api} from "../api-client.ts";
import {refetch} from "../events.ts";
import {useAction} from "../shared/busy.tsx";
import {Dialog} from "../shared/dialog.tsx";
import {DialogButtons} from "../shared/dialog-buttons.tsx";
import {notify} from "../shared/notice.tsx";
import {useBuilding} from "./building.ts";
import {timeWords} from "./words.ts";

interface IssuedPartProps {
  readonly entry: BulletinEntry;
  readonly pages: number | undefined;
}

/** Marks the bulletin as issued, or says what it means that it is. */
export function IssuedPart({entry, pages}: IssuedPartProps) {
  const [asked, setAsked] = useState<"issue" | "reissue" | undefined>();
  const isBuilding = useBuilding() !== undefined;
  const close = () => setAsked(undefined);
  return (
    <section class="publish-part" aria-labelledby="issued-part">
      <h2 id="issued-part">印发</h2>
      {entry.state === "已印发" ? (
        <IssuedWords onAsk={() => setAsked("reissue")} />
      ) : (
        <NotIssued hindrance={hindranceOf(entry, isBuilding)} onAsk={() => setAsked("issue")} />
      )}
      {asked === "issue" && <IssuedDialog entry={entry} pages={pages} onClose={close} />}
      {asked === "reissue" && <ReissueDialog slug={entry.slug} onClose={close} />}
    </section>
  );
}

function IssuedWords({onAsk}: {readonly onAsk: () => void}) {
  return (
    <>
      <p>
        <b>这一期已印发。</b>网页和 PDF
        不再重排，一点也不动，以后改数、改稿都不影响它；要看、要下载、要做印刷文件都在这里。
      </p>
      <p class="publish-acts">
        <button type="button" onClick={onAsk}>
          重新排印
        </button>
      </p>
    </>
  );
}

interface NotIssuedProps {
  readonly hindrance: string | undefined;
  readonly onAsk: () => void;
}

function NotIssued({hindrance, onAsk}: NotIssuedProps) {
  return (
    <>
      <p class="soft">印出去、发出去以后标上，这一份就留底不动了。</p>
      {hindrance !== undefined && <p id="issued-hindrance">{hindrance}</p>}
      <p class="publish-acts">
        <button
          type="button"
          aria-disabled={hindrance !== undefined}
          aria-describedby={hindrance === undefined ? undefined : "issued-hindrance"}
          onClick={() => hindrance === undefined && onAsk()}
        >
          标为已印发
        </button>
      </p>
    </>
  );
}

function hindranceOf({batch, errors, status, builtAt}: BulletinEntry, isBuilding: boolean): string | undefined {
  if (batch !== undefined) return "一稿多单位的，不能标成已印发；各单位的一份照样可以下载、印发。";
  if (errors > 0 || status === "failed" || status === "blocked") return "还有错误，没有排成。改好了再标。";
  if (isBuilding) return "正在排版，排好了再标。";
  if (builtAt === undefined) return "还没有排。排好、看好了再标。";
  return undefined;
}

interface IssuedDialogProps extends IssuedPartProps {
  readonly onClose: () => void;
}

function IssuedDialog({entry, pages, onClose}: IssuedDialogProps) {
  const [isBusy, run] = useAction();
  const mark = async () => {
    await api.markIssued(entry.slug);
    await refetch();
    onClose();
    notify("标好了：这一期已印发，不再重排");
  };
  return (
    <Dialog
      title="标为已印发"
      onClose={onClose}
      actions={
        <DialogButtons leave="先不标" onLeave={onClose} disabled={isBusy} onMain={() => run(mark)}>
          标为已印发
        </DialogButtons>
      }
    >
      <p>
        留底的是{entry.builtAt && `${timeWords(entry.builtAt)}排的`}这一份{pages !== undefined && `，${pages} 页`}
        。请确认印出去的就是它。
      </p>
      {entry.warnings > 0 && <p class="issued-warning">还有 {entry.warnings} 处提醒没有处理。</p>}
      <ul class="issued-means">
        <li>从此不再重排：网页和 PDF 一点也不动，不管数据和稿件后来怎么改。</li>
        <li>印出的数同时留底，同稿件存在一起。</li>
        <li>以后过去的数有改动、同印出的不一样，会提醒您，可以起草更正启事。</li>
        <li>照样能看、能下载，能照留底的这一份做小册子、校样等印刷文件。</li>
      </ul>
    </Dialog>
  );
}

function ReissueDialog({slug, onClose}: {readonly slug: string; readonly onClose: () => void}) {
  const [isBusy, run] = useAction();
  const make = async () => {
    await api.reissue(slug);
    await refetch();
    onClose();
    notify("重新排好了，留底也换成了这一份");
  };
  return (
    <Dialog
      title="重新排印这一期"
      onClose={onClose}
      actions={
        <DialogButtons leave="不重排" onLeave={onClose} disabled={isBusy} onMain={() => run(make)}>
          {isBusy ? "正在重排……" : "重新排印"}
        </DialogButtons>
      }
    >
      <p>这一期已经印发。只有印发出去的也要收回重印，才需要这样做。</p>
      <ul class="issued-means">
        <li>网页和 PDF 照现在的稿件和数据再排一次，原来那一份不再保留。</li>
        <li>留底的数换成新的，以后同新的对照。</li>
        <li>已经发出去、只是有数不对的，不要重排，发更正启事。</li>
      </ul>
    </Dialog>
  );
}
