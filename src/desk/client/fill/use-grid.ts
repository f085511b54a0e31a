import {useEffect, useRef, useState} from "preact/hooks";
import {notify} from "../shared/notice.tsx";
import type {ArrangedTable} from "./arrange-table.ts";
import {type FillSession, type FillState, textOf} from "./fill-session.ts";
import {copyArea, type PlannedCell, planClear, planFillDown, planPaste} from "./grid-edits.ts";
import {actOfKey} from "./grid-keys.ts";
import {
  below,
  firstCell,
  following,
  isSamePosition,
  type Position,
  type Selection,
  selectOne,
  step,
} from "./grid-model.ts";
import {planPasteByName} from "./paste-by-name.ts";
import {parseTabSeparated, toTabSeparated} from "./tab-separated.ts";
import {tellNamedPaste, tellPaste} from "./tell-paste.ts";

/** What is being typed into the active cell. */
export interface Draft {
  readonly text: string;
  /** Typed over the old text: arrows end it, as in Excel. Otherwise they move within it. */
  readonly isReplacing: boolean;
  /** What the cell held when the typing began. */
  readonly begunFrom: string;
}

export interface GridHands {
  /** Undefined for a table without cells. */
  readonly selection: Selection | undefined;
  readonly draft: Draft | undefined;
  /** Counts up whenever the focus should go to the active cell. */
  readonly focusCount: number;
  select(selection: Selection): void;
  type(text: string): void;
  edit(): void;
  commit(): void;
  keyDown(event: KeyboardEvent, pageRows: number): void;
  copy(event: ClipboardEvent): void;
  cut(event: ClipboardEvent): void;
  paste(event: ClipboardEvent): void;
  fillDown(): void;
  undo(): void;
  redo(): void;
}

/** The state of a grid while people work in it: what is selected, what is being typed, and what their hands ask for. */
export function useGrid(session: FillSession, state: FillState, arranged: ArrangedTable): GridHands {
  const {shape, rows, columns} = arranged;
  const [selected, setSelected] = useState<Selection | undefined>();
  const [draft, setDraft] = useState<Draft | undefined>();
  const [focusCount, setFocusCount] = useState(0);
  // Events may follow each other before the page is drawn again.
  const now = useRef({selection: undefined as Selection | undefined, draft: undefined as Draft | undefined});
  const tabColumn = useRef<number | undefined>(undefined);
  const isReleased = useRef(false);

  const first = firstCell(shape);
  const isKept = selected && shape.kindAt(selected.active) !== "none" && selected.reach.row < shape.rows;
  const selection = isKept && selected.reach.column < shape.columns ? selected : first && selectOne(first);
  now.current = {selection, draft};

  function takeDraft(next: Draft | undefined): void {
    now.current.draft = next;
    setDraft(next);
  }

  function select(next: Selection, tabbedFrom?: number): void {
    commit();
    now.current.selection = next;
    tabColumn.current = tabbedFrom;
    isReleased.current = false;
    setSelected(next);
    setFocusCount(count => count + 1);
  }

  const textAt = ({row, column}: Position): string => {
    const [unit, indicator] = [rows[row]?.unit, columns[column]?.name];
    const latest = session.state.get() ?? state;
    return unit === undefined || indicator === undefined ? "" : textOf(latest, unit, indicator);
  };

  function write(cells: readonly PlannedCell[], begunFrom?: string): number {
    return session.write(
      cells.flatMap(({row, column, text}) => {
        const [unit, indicator] = [rows[row]?.unit, columns[column]?.name];
        return unit === undefined || indicator === undefined ? [] : [{unit, indicator, text, begunFrom}];
      }),
    );
  }

  function commit(): void {
    const {draft: typed, selection: at} = now.current;
    if (!typed || !at) return;
    takeDraft(undefined);
    if (typed.text !== typed.begunFrom) write([{...at.active, text: typed.text}], typed.begunFrom);
  }

  // The screen may be left while a cell is typed in, by a key that takes no focus away.
  const finish = useRef(commit);
  finish.current = commit;
  useEffect(() => () => finish.current(), []);

  function edit(): void {
    const at = now.current.selection;
    if (!at || shape.kindAt(at.active) !== "typed") return;
    const begunFrom = textAt(at.active);
    takeDraft({text: begunFrom, isReplacing: false, begunFrom});
    setFocusCount(count => count + 1);
  }

  function goBack(act: () => ReturnType<FillSession["undo"]>, nothing: string): void {
    commit();
    const done = act();
    if (!done) {
      notify(nothing);
      return;
    }
    if (done.left > 0) notify(`有 ${done.left} 格后来别人改过，没有动`, "wrong");
    const places = done.changes.flatMap(({unit, indicator}) => {
      const row = rows.findIndex(each => each.unit === unit);
      const column = columns.findIndex(each => each.name === indicator);
      return row === -1 || column === -1 ? [] : [{row, column}];
    });
    const [place] = places;
    if (!place) return;
    const top = Math.min(...places.map(({row}) => row));
    const left = Math.min(...places.map(({column}) => column));
    const bottom = Math.max(...places.map(({row}) => row));
    const right = Math.max(...places.map(({column}) => column));
    const corner = {row: top, column: left};
    if (shape.kindAt(corner) === "none") select(selectOne(place));
    else select({active: corner, reach: {row: bottom, column: right}});
  }

  const undo = () => goBack(session.undo, "没有可以撤销的");
  const redo = () => goBack(session.redo, "没有可以重做的");

  function fillDown(): void {
    commit();
    const at = now.current.selection;
    const cells = at ? planFillDown(shape, at, textAt) : [];
    if (cells.length === 0) notify("先选中几行：第一行的数填到下面各行");
    else write(cells);
  }

  /** Keys while a cell is being typed in. */
  function draftKeyDown(event: KeyboardEvent, typed: Draft, at: Selection): void {
    const {key, shiftKey} = event;
    const direction = ({ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right"} as const)[key];
    if (key === "Escape") {
      takeDraft(undefined);
      setFocusCount(count => count + 1);
    } else if (key === "Enter") select(selectOne(below(shape, at.active, tabColumn.current, shiftKey)));
    else if (key === "Tab") {
      const next = following(shape, at.active, shiftKey);
      if (next) select(selectOne(next), tabColumn.current ?? at.active.column);
      else {
        commit();
        return;
      }
    } else if (typed.isReplacing && direction) select(selectOne(step(shape, at.active, direction)));
    else if ((event.ctrlKey || event.metaKey) && key === "s") {
      commit();
      void session.save();
    } else return;
    event.preventDefault();
  }

  return {
    selection,
    draft,
    focusCount,
    select: next => select(next),
    type(text) {
      const {draft: typed, selection: at} = now.current;
      if (at) takeDraft({...(typed ?? {isReplacing: true, begunFrom: textAt(at.active)}), text});
    },
    edit,
    commit,
    fillDown,
    undo,
    redo,
    keyDown(event, pageRows) {
      const {selection: at, draft: typed} = now.current;
      if (!at || event.isComposing || event.keyCode === 229 || event.altKey) return;
      if (typed) {
        draftKeyDown(event, typed, at);
        return;
      }
      if (event.key === "Tab" && isReleased.current) {
        isReleased.current = false;
        return;
      }
      const isCtrl = event.ctrlKey || event.metaKey;
      const where = {shape, selection: at, tabColumn: tabColumn.current, pageRows};
      const act = actOfKey({key: event.key, isCtrl, isShift: event.shiftKey}, where);
      if (!act) return;
      event.preventDefault();
      switch (act.kind) {
        case "select":
          select(act.selection, act.tabColumn);
          break;
        case "edit":
          edit();
          break;
        case "clear":
          write(planClear(shape, at));
          break;
        case "fill-down":
          fillDown();
          break;
        case "undo":
          undo();
          break;
        case "redo":
          redo();
          break;
        case "save":
          void session.save();
          break;
        case "release":
          if (!isSamePosition(at.active, at.reach)) select(selectOne(at.active));
          isReleased.current = true;
      }
    },
    copy: event => putOnClipboard(event, false),
    cut: event => putOnClipboard(event, true),
    paste(event) {
      const {selection: at, draft: typed} = now.current;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!at || text === "" || (typed && !/[\t\r\n]/.test(text.trimEnd()))) return;
      event.preventDefault();
      takeDraft(undefined);
      const block = parseTabSeparated(text);
      const names = {units: rows.map(({unit}) => unit), indicators: columns.map(({name}) => name)};
      const named = planPasteByName(block, names);
      if (named) {
        write(named.cells);
        tellNamedPaste(named);
        return;
      }
      const plan = planPaste(shape, at, block);
      write(plan.cells);
      const {top, bottom, left, right} = plan.area;
      const corner = {row: top, column: left};
      const active = shape.kindAt(corner) === "none" ? at.active : corner;
      select({active, reach: {row: bottom, column: right}});
      tellPaste(plan);
    },
  };

  function putOnClipboard(event: ClipboardEvent, clears: boolean): void {
    const {selection: at, draft: typed} = now.current;
    if (!at || typed) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", toTabSeparated(copyArea(shape, at, textAt)));
    if (clears) write(planClear(shape, at));
  }
}
