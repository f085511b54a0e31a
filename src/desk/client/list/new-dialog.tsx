import {useState} from "preact/hooks";
import type {DeskState, NewBulletinAnswer} from "../../api.ts";
import {api} from "../api-client.ts";
import {refetch} from "../events.ts";
import {toAddress} from "../route.ts";
import {useAction} from "../shared/busy.tsx";
import {Dialog} from "../shared/dialog.tsx";
import {nextPeriod, periodWords} from "./listed.ts";

interface NewDialogProps {
  readonly desk: DeskState;
  /** The bulletin that is copied; undefined lets the writer choose. */
  readonly from: string | undefined;
  readonly onClose: () => void;
}

/** A new bulletin after one that is there; what was made is told, with the way on. */
export function NewDialog({desk, from, onClose}: NewDialogProps) {
  const [made, setMade] = useState<{readonly answer: NewBulletinAnswer; readonly period: string} | undefined>();
  if (made) return <MadeDialog answer={made.answer} period={made.period} onClose={onClose} />;
  return <AskDialog desk={desk} from={from} onClose={onClose} onMade={(answer, period) => setMade({answer, period})} />;
}

interface AskDialogProps extends NewDialogProps {
  readonly onMade: (answer: NewBulletinAnswer, period: string) => void;
}

function AskDialog({desk, from, onClose, onMade}: AskDialogProps) {
  const copied = desk.bulletins.find(({slug}) => slug === from);
  const [layout, setLayout] = useState(copied?.layout ?? desk.layouts[0] ?? "");
  const samples = desk.bulletins
    .filter(entry => entry.layout === layout && entry.batch === undefined)
    .sort((a, b) => b.period.localeCompare(a.period) || b.date.localeCompare(a.date));
  const [chosen, setChosen] = useState(from ?? "");
  const sample = samples.find(({slug}) => slug === chosen) ?? samples[0];
  const following = nextPeriod(samples[0]?.period ?? desk.tables.at(-1)?.period ?? "");
  const [written, setWritten] = useState<string | undefined>();
  const period = written ?? following;
  const [isBusy, run] = useAction();
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(period);
  const hasTable = desk.tables.some(table => table.period === period);

  function create(): void {
    run(async () => {
      const answer = await api.create({layout, period, from: sample?.slug});
      await refetch();
      onMade(answer, period);
    });
  }

  return (
    <Dialog
      title={copied ? "复制一期" : "新建一期"}
      onClose={onClose}
      actions={
        <>
          <button type="button" onClick={onClose}>
            不要了
          </button>
          <button type="submit" form="new-bulletin" class="main" disabled={isBusy || !isMonth}>
            {isBusy ? "正在新建……" : "新建"}
          </button>
        </>
      }
    >
      <form
        id="new-bulletin"
        class="new-bulletin"
        onSubmit={event => {
          event.preventDefault();
          create();
        }}
      >
        <label class="field">
          <span>版式</span>
          <select
            value={layout}
            onChange={event => {
              setLayout(event.currentTarget.value);
              setChosen("");
              setWritten(undefined);
            }}
          >
            {desk.layouts.map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>写哪个月</span>
          <input
            type="month"
            required
            pattern="\d{4}-\d{2}"
            placeholder="2019-08"
            value={period}
            onInput={event => setWritten(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>照哪一期</span>
          <select
            value={sample?.slug ?? ""}
            disabled={!sample}
            onChange={event => setChosen(event.currentTarget.value)}
          >
            {samples.map(({slug, issue, title, period: month}) => (
              <option key={slug} value={slug}>
                {[issue || title, periodWords(month)].join("　")}
              </option>
            ))}
          </select>
        </label>
        <div class="will-be-made">
          <p>会做这些：</p>
          <ul>
            {sample ? (
              <li>
                照“{sample.issue || sample.title}”新建一期，稿件照抄，其中引用的数自动换成{periodWords(period)}的。
              </li>
            ) : (
              <li>还没有“{layout}”，照程序带的样子新建一期，里面的事例都要换成自己的。</li>
            )}
            {sample && <li>日期往后推，期号接着编。</li>}
            <li>
              {hasTable
                ? `${periodWords(period)}的数据表已经有了，不动它。`
                : `新建${periodWords(period)}的数据表，里面的数都是“未报”，等着填。`}
            </li>
          </ul>
        </div>
      </form>
    </Dialog>
  );
}

interface MadeDialogProps {
  readonly answer: NewBulletinAnswer;
  readonly period: string;
  readonly onClose: () => void;
}

function MadeDialog({answer, period, onClose}: MadeDialogProps) {
  return (
    <Dialog
      title="新的一期建好了"
      onClose={onClose}
      actions={
        <>
          <a class="button" href={toAddress({screen: "write", slug: answer.slug})}>
            去写稿
          </a>
          <a class="button main" href={toAddress({screen: "fill", period})}>
            先填数
          </a>
        </>
      }
    >
      <ul class="made-notes">
        {answer.notes.map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p>接下来：把{periodWords(period)}的数填上，再改稿件里手写的月份、事例和打算。</p>
    </Dialog>
  );
}
