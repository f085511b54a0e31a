import type {BulletinEntry, Finding} from "../../api.ts";
import {progress} from "../events.ts";
import {FindingsList, type FindingsListProps} from "../shared/findings-list.tsx";
import {useStore} from "../store.ts";
import {useBuilding} from "./building.ts";
import {timeWords} from "./words.ts";

interface BuildFactsProps {
  readonly entry: BulletinEntry;
  readonly findings: readonly Finding[];
  /** Of the PDF that is there; undefined until it is opened, or when there is none. */
  readonly pages: number | undefined;
  readonly leadTo: FindingsListProps["leadTo"];
}

/** How far this bulletin is: what is being made, what was made and when, what stops it. */
export function BuildFacts({entry, findings, pages, leadTo}: BuildFactsProps) {
  const own = findings.filter(({slugs}) => slugs.includes(entry.slug));
  const errors = own.filter(({severity}) => severity === "error");
  const warnings = own.filter(({severity}) => severity === "warning");
  const isStopped = entry.status === "failed" || entry.status === "blocked" || errors.length > 0;
  return (
    <section class="publish-part" aria-labelledby="build-facts">
      <h2 id="build-facts">排版</h2>
      <p class={isStopped ? "wrong" : undefined}>{statusWords(entry, isStopped, pages)}</p>
      <BuildProgress />
      <FindingsList findings={errors} leadTo={leadTo} />
      {warnings.length > 0 && (
        <details>
          <summary>{warnings.length} 处提醒，不妨碍出版，看一遍为好</summary>
          <FindingsList findings={warnings} leadTo={leadTo} />
        </details>
      )}
    </section>
  );
}

function statusWords(entry: BulletinEntry, isStopped: boolean, pages: number | undefined): string {
  const {builtAt, status} = entry;
  const made = builtAt && `${timeWords(builtAt)}排的${pages && entry.pdf !== undefined ? `，${pages} 页` : ""}`;
  if (isStopped) {
    const why = status === "blocked" ? "所用的数据有错误，没有排成" : "有错误，没有排成";
    return made
      ? `${why}。这里看到的是${made}，不是最新的。改好下面的错误，会自己重排。`
      : `${why}。改好下面的错误，会自己重排。`;
  }
  if (!made) return "还没有排。";
  return status === "kept" ? `已印发，不再重排；${made}。` : `${made}。`;
}

/** What is built now: this bulletin may be one of several. */
function BuildProgress() {
  const now = useStore(progress);
  const building = useBuilding();
  if (now.kind === "failed")
    return (
      <p class="wrong" role="alert">
        没有排成：{now.message}。{now.hint}
      </p>
    );
  if (!building) return null;
  const {done, total, what} = building;
  const words = total > 0 ? `正在排 ${done}/${total}` : "正在排版";
  return (
    <div class="build-progress">
      <progress aria-label="排版进度" {...(total > 0 && {value: done, max: total})} />
      <span>{what ? `${words}：${what}` : words}</span>
    </div>
  );
}
