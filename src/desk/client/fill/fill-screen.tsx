import {useCallback, useEffect, useMemo, useState} from "preact/hooks";
import type {DeskEvent, Place, SheetRead} from "../../api.ts";
import {api, DeskRefusal} from "../api-client.ts";
import {deskState, useDeskEvent} from "../events.ts";
import {periodWords} from "../list/listed.ts";
import {Busy} from "../shared/busy.tsx";
import {FindingsList} from "../shared/findings-list.tsx";
import {notify, notifyError} from "../shared/notice.tsx";
import {useStore} from "../store.ts";
import {arrangeTable, findParts} from "./arrange-table.ts";
import {wantedCell} from "./cell-address.ts";
import {CellNote} from "./cell-note.tsx";
import {ConflictDialog} from "./conflict-dialog.tsx";
import {FillFoot} from "./fill-foot.tsx";
import {FillGrid} from "./fill-grid.tsx";
import {FillHead} from "./fill-head.tsx";
import {type FillSession, type FillState, textOf} from "./fill-session.ts";
import {FillTools} from "./fill-tools.tsx";
import {selectOne} from "./grid-model.ts";
import {leaveMonth, openMonth} from "./left-months.ts";
import {SaveLine} from "./save-line.tsx";
import {SheetDialog} from "./sheet-dialog.tsx";
import {useGrid} from "./use-grid.ts";

/** A month's figures as a table that is filled in like a spreadsheet. */
export function FillScreen({period}: {readonly period: string}) {
  const desk = useStore(deskState);
  const [session] = useState(() => openMonth(period));
  const state = useStore(session.state);
  const [isPutOff, setPutOff] = useState(false);
  const conflicts = state?.conflicts.length ?? 0;
  useEffect(() => setPutOff(false), [conflicts]);
  const [refusal, setRefusal] = useState<DeskRefusal | undefined>();
  const [read, setRead] = useState<{readonly name: string; readonly sheet: SheetRead} | undefined>();
  useEffect(() => {
    const loaded = session.state.get() ? session.refresh() : session.load();
    loaded.catch(error => (error instanceof DeskRefusal ? setRefusal(error) : notifyError(error)));
    return () => void leaveMonth(period, session);
  }, [period, session]);
  useKeptSaved(session);
  useOthersChanges(session);
  if (!desk) return null;

  async function readFile(file: File): Promise<void> {
    setRead({name: file.name, sheet: await api.readSheet(period, file)});
  }
  const onFile = (file: File) => void readFile(file).catch(notifyError);

  return (
    <main
      class="fill-screen"
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        const [file] = event.dataTransfer?.files ?? [];
        if (!file) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      <FillHead period={period} desk={desk} onFile={onFile}>
        {state && <SaveLine state={state} onSave={() => void session.save()} onChoose={() => setPutOff(false)} />}
      </FillHead>
      {refusal && <NoTable refusal={refusal} />}
      {!refusal && !state && <Busy what="正在读这个月的数" />}
      {state && <FilledTable session={session} state={state} period={period} />}
      {state && read && (
        <SheetDialog
          fileName={read.name}
          sheet={read.sheet}
          state={state}
          onClose={() => setRead(undefined)}
          onFill={cells => {
            notify(`填入了 ${session.write(cells)} 格，按 Ctrl+Z 可以撤销`);
            setRead(undefined);
          }}
        />
      )}
      {state && conflicts > 0 && !isPutOff && (
        <ConflictDialog
          conflicts={state.conflicts.map(cell => ({...cell, mine: textOf(state, cell.unit, cell.indicator)}))}
          onPutOff={() => setPutOff(true)}
          onResolve={session.resolve}
        />
      )}
    </main>
  );
}

function NoTable({refusal}: {readonly refusal: DeskRefusal}) {
  return (
    <p class="no-table">
      {refusal.message}。{refusal.hint ?? "在期刊列表里“新建一期”，会一起建好这个月的数据表"}。
      <a href="#/">去期刊列表</a>
    </p>
  );
}

interface FilledTableProps {
  readonly session: FillSession;
  readonly state: FillState;
  readonly period: string;
}

function FilledTable({session, state, period}: FilledTableProps) {
  const {table} = state;
  const parts = useMemo(() => findParts(table), [table]);
  const [part, setPart] = useState<string | undefined>(() => partOfWanted(state) ?? parts[0]?.type);
  const [showsLast, setShowsLast] = useState(() => localStorage.getItem(lastMonthKey) !== "no");
  const shown = parts.some(({type}) => type === part) ? part : undefined;
  const arranged = useMemo(() => arrangeTable(table, shown), [table, shown]);
  const hands = useGrid(session, state, arranged);

  /** Shows a cell wherever it is. */
  const lead = useCallback(
    (unit: string, indicator: string | undefined) => {
      const within = (type: string | undefined) => placeOf(arrangeTable(table, type), unit, indicator);
      const row = table.rows.find(each => each.unit === unit);
      const type = parts.length > 0 && shown !== undefined ? row?.type : undefined;
      const place = within(type);
      if (!place) return;
      setPart(type);
      hands.select(selectOne(place));
    },
    [table, parts, shown, hands],
  );
  useWantedCell(lead);
  const isShown = ({unit, indicator}: NonNullable<Place["cell"]>): boolean =>
    table.rows.some(row => row.unit === unit && (indicator === undefined || row.cells[indicator] !== undefined));

  return (
    <>
      <FillTools
        state={state}
        arranged={arranged}
        hands={hands}
        parts={parts}
        part={shown}
        showsLast={showsLast}
        onPart={setPart}
        onShowsLast={shows => {
          localStorage.setItem(lastMonthKey, shows ? "yes" : "no");
          setShowsLast(shows);
        }}
        onLead={lead}
      />
      {table.findings.length > 0 && (
        <details class="table-findings">
          <summary>这个月的数据文件里，另有 {table.findings.length} 处问题</summary>
          <FindingsList
            findings={table.findings}
            leadTo={({cell}) => (cell && isShown(cell) ? () => lead(cell.unit, cell.indicator) : undefined)}
          />
        </details>
      )}
      <FillGrid
        arranged={arranged}
        state={state}
        hands={hands}
        showsLast={showsLast}
        name={`${periodWords(period)}各单位的数`}
      />
      <CellNote arranged={arranged} state={state} active={hands.selection?.active} />
      <FillFoot arranged={arranged} state={state} selection={hands.selection} />
    </>
  );
}

const lastMonthKey = "jianbao-shows-last-month";

function placeOf({rows, columns, shape}: ReturnType<typeof arrangeTable>, unit: string, indicator: string | undefined) {
  const row = rows.findIndex(each => each.unit === unit);
  const named = columns.findIndex(({name}) => name === indicator);
  const column = named >= 0 ? named : columns.findIndex((_, at) => shape.kindAt({row, column: at}) === "typed");
  const place = {row, column};
  return row >= 0 && column >= 0 && shape.kindAt(place) !== "none" ? place : undefined;
}

function partOfWanted({table}: FillState): string | undefined {
  const wanted = wantedCell(location.hash);
  return table.rows.find(({unit}) => unit === wanted?.unit)?.type;
}

/** The cell that the address names is selected when the screen opens, and when another address is followed. */
function useWantedCell(lead: (unit: string, indicator: string | undefined) => void): void {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const take = () => setHash(location.hash);
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  // Led once an address, not at every change of the table.
  useEffect(() => {
    const wanted = wantedCell(hash);
    if (wanted) lead(wanted.unit, wanted.indicator);
  }, [hash]);
}

/** Nobody leaves with something unsaved: saved when the page is hidden, asked when it is closed. */
function useKeptSaved(session: FillSession): void {
  useEffect(() => {
    const hide = () => {
      if (document.hidden) void session.save();
    };
    const leave = (event: BeforeUnloadEvent) => {
      const state = session.state.get();
      if (state && state.edits.size > 0) event.preventDefault();
    };
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("beforeunload", leave);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("beforeunload", leave);
    };
  }, [session]);
}

function useOthersChanges(session: FillSession): void {
  useDeskEvent(
    useCallback(
      (event: DeskEvent) => {
        if (event.kind !== "changed") return;
        const concerns = event.paths.some(path => /^(progress(\/|$)|units\.yaml|indicators\.yaml|$)/.test(path));
        if (concerns && session.state.get()) void session.refresh().catch(notifyError);
      },
      [session],
    ),
  );
}
