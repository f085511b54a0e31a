import type {loadNewBulletin} from "../cli/index.ts";
import {UsageError} from "../cli/index.ts";
import {formatPeriod} from "../figures/index.ts";
import type {BulletinEntry} from "./api.ts";
import {StoreError} from "./store/store-error.ts";

type Made = ReturnType<Awaited<ReturnType<typeof loadNewBulletin>>["createBulletin"]>;

/** What was made and what remains to be looked over: as `jianbao new` tells it, by titles instead of names of files. */
export function tellMade({period, issue, hasNewTable}: Made, copied: BulletinEntry | undefined): string[] {
  const month = formatPeriod(period);
  return [
    copied ? `照“${copied.issue || copied.title}”新建了${month}的一期。` : `照程序带的样子新建了${month}的一期。`,
    ...(issue === "" ? [] : [`期号接着编：${issue}。`]),
    ...(hasNewTable ? [`新建了${month}的数据表，里面的数都是“未报”，请逐个填上。`] : []),
    "还要核对：“这一期的设置”里的日期和期号，稿件里手写的月份、事例和打算。",
  ];
}

/** What a command would be called with is no help to who sees a page. */
export function inWordsOfThePage<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = error.hint?.includes("--") ? "选别的月份，或者直接改那一期" : error.hint;
    throw new StoreError("refused", error.message, hint);
  }
}
