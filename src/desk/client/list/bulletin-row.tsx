import type {BulletinEntry} from "../../api.ts";
import {toAddress} from "../route.ts";
import {monthWords, plainTitle} from "../shared/plain-title.ts";
import {periodWords} from "./listed.ts";
import {Thumbnail} from "./thumbnail.tsx";

interface BulletinRowProps {
  readonly entry: BulletinEntry;
  readonly onCopy: ((slug: string) => void) | undefined;
}

const statusWords: Partial<Record<BulletinEntry["status"], string>> = {
  failed: "有错误，没有排",
  blocked: "所用的数据有错误，没有排",
};

export function BulletinRow({entry, onCopy}: BulletinRowProps) {
  const {slug, issue, layout, period, date, state, unit} = entry;
  const title = plainTitle(entry.title, monthWords(period));
  const to = toAddress({screen: "write", slug});
  return (
    <li class="bulletin">
      <Thumbnail pdf={entry.pdf} version={entry.builtAt} title={title} />
      <div class="bulletin-text">
        <h2>
          <a href={to}>{title}</a>
        </h2>
        <p>{[unit, issue].filter(Boolean).join("　")}</p>
        <p class="soft">
          <span>{layout}</span>
          <span>{periodWords(period)}的数</span>
          <span>{date} 印发</span>
          {entry.builtAt && <span>{builtWords(entry.builtAt)}</span>}
        </p>
        <p class="bulletin-state">
          <em class={`tag ${state === "已印发" ? "tag-green" : ""}`}>{state}</em>
          {entry.errors > 0 && <em class="tag tag-red">{entry.errors} 处错误</em>}
          {entry.warnings > 0 && <em class="tag tag-amber">{entry.warnings} 处提醒</em>}
          {entry.status === "unbuilt" && !entry.builtAt && <em class="tag">还没有排</em>}
          {statusWords[entry.status] && <em class="tag tag-red">{statusWords[entry.status]}</em>}
        </p>
      </div>
      <div class="bulletin-acts">
        <a class="button" href={to}>
          写稿<span class="seen-by-readers-only">：{issue || title}</span>
        </a>
        <a class="button" href={toAddress({screen: "publish", slug})}>
          出版<span class="seen-by-readers-only">：{issue || title}</span>
        </a>
        {onCopy && (
          <button type="button" onClick={() => onCopy(slug)}>
            复制<span class="seen-by-readers-only">：{issue || title}</span>
          </button>
        )}
      </div>
    </li>
  );
}

const sameDay = new Intl.DateTimeFormat("zh-CN", {hour: "2-digit", minute: "2-digit"});
const otherDay = new Intl.DateTimeFormat("zh-CN", {
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

function builtWords(builtAt: string): string {
  const at = new Date(builtAt);
  const format = at.toDateString() === new Date().toDateString() ? sameDay : otherDay;
  return `${format.format(at)} 排的`;
}
