import {useCallback, useEffect, useMemo, useState} from "preact/hooks";
import type {BulletinEntry, DeskEvent, NumberEntry} from "../../api.ts";
import {api, DeskRefusal} from "../api-client.ts";
import {deskState, useDeskEvent} from "../events.ts";
import {Busy} from "../shared/busy.tsx";
import {notifyError} from "../shared/notice.tsx";
import {monthWords, plainTitle} from "../shared/plain-title.ts";
import {useStore} from "../store.ts";
import {type Filter, filters, fits, type KeyedNumber, keyNumbers} from "./number-filters.ts";
import {NumberRow} from "./number-row.tsx";
import {useTicks} from "./ticks.ts";

/** All numbers of a bulletin in one list, to be gone through before it is printed. */
export function NumbersScreen({slug}: {readonly slug: string}) {
  const desk = useStore(deskState);
  const [entries, refusal] = useNumbers(slug);
  const numbers = useMemo(() => keyNumbers(entries ?? []), [entries]);
  const [filter, setFilter] = useState<Filter>("全部");
  const [ticked, tick] = useTicks(slug);
  const bulletin = desk?.bulletins.find(each => each.slug === slug);
  const present = useMemo(() => new Set(numbers.map(({key}) => key)), [numbers]);
  const onTick = useCallback((key: string, isTicked: boolean) => tick([key], isTicked, present), [tick, present]);
  if (!desk) return null;
  if (refusal || !bulletin)
    return (
      <main class="numbers-screen">
        <p class="nothing">
          {refusal?.message ?? `没有“${slug}”这一期`}。{refusal?.hint}
        </p>
      </main>
    );
  const shown = numbers.filter(number => fits(number, filter, ticked));
  const done = numbers.filter(({key}) => ticked.has(key)).length;
  return (
    <main class="numbers-screen">
      <div class="page-head">
        <h1>核数</h1>
        <p class="numbers-title">
          {plainTitle(bulletin.title, monthWords(bulletin.period))}
          <span class="soft">{bulletin.issue}</span>
        </p>
        <p class="ticked" role="status">
          已核 {done} / {numbers.length}
          <progress max={Math.max(numbers.length, 1)} value={done} aria-label="已核" />
        </p>
        <button type="button" disabled={numbers.length === 0} onClick={() => window.print()}>
          打印核数单
        </button>
      </div>
      <FilterBar numbers={numbers} ticked={ticked} filter={filter} onFilter={setFilter} />
      {!entries && <Busy what="正在把数字找出来" />}
      {entries && shown.length === 0 && (
        <p class="nothing">{numbers.length === 0 ? "这一期里没有数字。" : "没有这样的数。"}</p>
      )}
      {shown.length > 0 && (
        <>
          <p class="tick-all">
            <button
              type="button"
              class="small"
              disabled={shown.every(({key}) => ticked.has(key))}
              onClick={() =>
                tick(
                  shown.map(({key}) => key),
                  true,
                  present,
                )
              }
            >
              这 {shown.length} 个都核过了
            </button>
            <button
              type="button"
              class="small"
              disabled={!shown.some(({key}) => ticked.has(key))}
              onClick={() =>
                tick(
                  shown.map(({key}) => key),
                  false,
                  present,
                )
              }
            >
              都改回没核
            </button>
            <span class="soft">核过的记在这台电脑的浏览器里；数变了，要重新核。</span>
          </p>
          <NumberTable numbers={shown} bulletin={bulletin} ticked={ticked} months={desk.tables} onTick={onTick} />
        </>
      )}
      <p class="sign-here">{filter !== "全部" && `只印了“${filter}”的。`}核对人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿</p>
    </main>
  );
}

interface FilterBarProps {
  readonly numbers: readonly KeyedNumber[];
  readonly ticked: ReadonlySet<string>;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

function FilterBar({numbers, ticked, filter, onFilter}: FilterBarProps) {
  return (
    <div class="number-filters" role="toolbar" aria-label="看哪些数">
      {filters.map(each => {
        const count = numbers.filter(number => fits(number, each, ticked)).length;
        const isBad = count > 0 && (each === "不对" || each === "存疑" || each === "未对");
        return (
          <button
            key={each}
            type="button"
            class={isBad ? `is-bad is-bad-${each === "不对" ? "red" : "amber"}` : ""}
            aria-pressed={filter === each}
            disabled={count === 0 && each !== filter && each !== "全部"}
            onClick={() => onFilter(each)}
          >
            {each}
            <small>{count}</small>
          </button>
        );
      })}
    </div>
  );
}

interface NumberTableProps {
  readonly numbers: readonly KeyedNumber[];
  readonly bulletin: BulletinEntry;
  readonly ticked: ReadonlySet<string>;
  readonly months: readonly {readonly period: string; readonly path: string}[];
  readonly onTick: (key: string, isTicked: boolean) => void;
}

function NumberTable({numbers, bulletin, ticked, months, onTick}: NumberTableProps) {
  const paths = [...new Set(numbers.map(({entry}) => entry.place.path))];
  const words = monthWords(bulletin.period);
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">已核</th>
          <th scope="col">印出来的样子</th>
          <th scope="col">类别</th>
          <th scope="col">数据里的</th>
          <th scope="col">来历</th>
        </tr>
      </thead>
      {paths.map(path => (
        <tbody key={path}>
          <tr class="article">
            <th scope="rowgroup" colSpan={5}>
              {plainTitle(bulletin.files.find(file => file.path === path)?.title ?? path, words)}
            </th>
          </tr>
          {numbers
            .filter(({entry}) => entry.place.path === path)
            .map(number => (
              <NumberRow
                key={number.key}
                slug={bulletin.slug}
                number={number}
                months={months}
                isTicked={ticked.has(number.key)}
                onTick={onTick}
              />
            ))}
        </tbody>
      ))}
    </table>
  );
}

/** Asked for again after every change of the workspace. */
function useNumbers(slug: string): readonly [readonly NumberEntry[] | undefined, DeskRefusal | undefined] {
  const [entries, setEntries] = useState<readonly NumberEntry[] | undefined>();
  const [refusal, setRefusal] = useState<DeskRefusal | undefined>();
  const ask = useCallback(async () => {
    try {
      setEntries(await api.numbers(slug));
      setRefusal(undefined);
    } catch (error) {
      if (error instanceof DeskRefusal && error.status === 404) setRefusal(error);
      else notifyError(error);
    }
  }, [slug]);
  useEffect(() => {
    void ask();
  }, [ask]);
  useDeskEvent(
    useCallback(
      (event: DeskEvent) => {
        if (event.kind === "changed") void ask();
      },
      [ask],
    ),
  );
  return [entries, refusal];
}
