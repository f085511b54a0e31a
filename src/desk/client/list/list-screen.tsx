import {useMemo, useState} from "preact/hooks";
import type {DeskState} from "../../api.ts";
import {deskState} from "../events.ts";
import {toAddress} from "../route.ts";
import {FindingsList} from "../shared/findings-list.tsx";
import {addressOf} from "../shared/place-address.ts";
import {useStore} from "../store.ts";
import {BulletinRow} from "./bulletin-row.tsx";
import {anything, type Listed, listBulletins, periodWords, type Wanted} from "./listed.ts";
import {NewDialog} from "./new-dialog.tsx";

/** Lines that are shown at first, and that are added each time. */
const shownAtOnce = 40;

export function ListScreen() {
  const desk = useStore(deskState);
  const [wanted, setWanted] = useState(anything);
  const [asked, setAsked] = useState<{readonly from: string | undefined} | undefined>();
  if (!desk) return null;
  return (
    <main class="list-screen">
      <div class="page-head">
        <h1>期刊列表</h1>
        <Filters desk={desk} wanted={wanted} onChange={setWanted} />
        <button type="button" class="main" onClick={() => setAsked({from: undefined})}>
          新建一期
        </button>
      </div>
      <div class="list-body">
        <BulletinList desk={desk} wanted={wanted} onCopy={slug => setAsked({from: slug})} />
        <Aside desk={desk} />
      </div>
      {asked && <NewDialog desk={desk} from={asked.from} onClose={() => setAsked(undefined)} />}
    </main>
  );
}

interface FiltersProps {
  readonly desk: DeskState;
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
}

function Filters({desk, wanted, onChange}: FiltersProps) {
  const periods = [...new Set(desk.bulletins.map(({period}) => period))].sort().reverse();
  const layouts = [...new Set(desk.bulletins.map(({layout}) => layout))];
  return (
    <search class="filters">
      <input
        type="search"
        aria-label="找一期"
        placeholder="找一期：标题、期号、单位"
        value={wanted.words}
        onInput={event => onChange({...wanted, words: event.currentTarget.value})}
      />
      <select
        aria-label="版式"
        value={wanted.layout}
        onChange={event => onChange({...wanted, layout: event.currentTarget.value})}
      >
        <option value="">各种版式</option>
        {layouts.map(layout => (
          <option key={layout}>{layout}</option>
        ))}
      </select>
      <select
        aria-label="月份"
        value={wanted.period}
        onChange={event => onChange({...wanted, period: event.currentTarget.value})}
      >
        <option value="">各月</option>
        {periods.map(period => (
          <option key={period} value={period}>
            {periodWords(period)}
          </option>
        ))}
      </select>
      <select
        aria-label="状态"
        value={wanted.state}
        onChange={event => onChange({...wanted, state: event.currentTarget.value as Wanted["state"]})}
      >
        <option value="">各种状态</option>
        <option>编写中</option>
        <option>已印发</option>
        <option>有问题</option>
      </select>
    </search>
  );
}

interface BulletinListProps {
  readonly desk: DeskState;
  readonly wanted: Wanted;
  readonly onCopy: (slug: string) => void;
}

function BulletinList({desk, wanted, onCopy}: BulletinListProps) {
  const listed = useMemo(() => listBulletins(desk.bulletins, wanted), [desk.bulletins, wanted]);
  if (desk.bulletins.length === 0) return <p class="nothing">这里还没有一期。按“新建一期”开始。</p>;
  if (listed.length === 0) return <p class="nothing">没有这样的一期。换个说法找，或者把条件放宽。</p>;
  return <LongList listed={listed} onCopy={onCopy} key={JSON.stringify(wanted)} />;
}

interface LongListProps {
  readonly listed: readonly Listed[];
  readonly onCopy?: ((slug: string) => void) | undefined;
}

function LongList({listed, onCopy}: LongListProps) {
  const [most, setMost] = useState(shownAtOnce);
  return (
    <div>
      <ul class="bulletins">
        {listed
          .slice(0, most)
          .map(line =>
            line.kind === "bulletin" ? (
              <BulletinRow key={line.entry.slug} entry={line.entry} onCopy={onCopy} />
            ) : (
              <BatchRow key={line.batch} {...line} />
            ),
          )}
      </ul>
      {listed.length > most && (
        <button type="button" class="more" onClick={() => setMost(most + shownAtOnce)}>
          再看 {Math.min(shownAtOnce, listed.length - most)} 期（共 {listed.length} 期）
        </button>
      )}
    </div>
  );
}

/** One text, an edition for each unit: closed until it is asked for. */
function BatchRow({batch, entries}: Extract<Listed, {kind: "batch"}>) {
  const [isOpen, setOpen] = useState(false);
  const [first] = entries;
  if (!first) return null;
  const errors = entries.filter(entry => entry.errors > 0).length;
  const warnings = entries.filter(entry => entry.warnings > 0).length;
  return (
    <li class="batch">
      <div class="batch-head">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "收起" : "展开"}
        </button>
        <div class="bulletin-text">
          <h2>
            <a href={toAddress({screen: "write", slug: first.slug})}>{first.issue || batch}</a>
          </h2>
          <p class="soft">
            <span>一稿多单位，{entries.length} 份</span>
            <span>{first.layout}</span>
            <span>{periodWords(first.period)}的数</span>
          </p>
        </div>
        <p class="bulletin-state">
          {errors > 0 && <em class="tag tag-red">{errors} 份有错误</em>}
          {warnings > 0 && <em class="tag tag-amber">{warnings} 份有提醒</em>}
        </p>
      </div>
      {isOpen && <LongList listed={entries.map(entry => ({kind: "bulletin", entry}))} />}
    </li>
  );
}

/** The months whose figures are there, and what was found in what all bulletins share. */
function Aside({desk}: {readonly desk: DeskState}) {
  const shared = desk.findings.filter(({slugs}) => slugs.length === 0);
  const months = [...new Set(desk.tables.map(({period}) => period))].sort().reverse();
  return (
    <aside class="list-aside">
      <section aria-labelledby="months">
        <h2 id="months">各月的数</h2>
        <ul class="months">
          {months.map(period => (
            <li key={period}>
              <a href={toAddress({screen: "fill", period})}>
                {periodWords(period)}
                <span>填数</span>
              </a>
            </li>
          ))}
        </ul>
        {desk.tables.length === 0 && <p class="soft">还没有哪个月的数据表；新建一期时会一起建。</p>}
      </section>
      {shared.length > 0 && (
        <section aria-labelledby="shared-findings">
          <h2 id="shared-findings">各期共用的文件里</h2>
          <FindingsList
            findings={shared}
            leadTo={place => {
              const address = addressOf(place, desk);
              return address === undefined ? undefined : () => location.assign(address);
            }}
          />
        </section>
      )}
    </aside>
  );
}
