import {useMemo} from "preact/hooks";
import type {ArrangedTable, findParts} from "./arrange-table.ts";
import type {FillState} from "./fill-session.ts";
import {findTroubles, nextOf} from "./find-troubles.ts";
import {type Position, selectOne} from "./grid-model.ts";
import type {GridHands} from "./use-grid.ts";

interface FillToolsProps {
  readonly state: FillState;
  readonly arranged: ArrangedTable;
  readonly hands: GridHands;
  readonly parts: ReturnType<typeof findParts>;
  readonly part: string | undefined;
  readonly showsLast: boolean;
  readonly onPart: (type: string | undefined) => void;
  readonly onShowsLast: (shows: boolean) => void;
  readonly onLead: (unit: string, indicator: string | undefined) => void;
}

/** The line above the table: which part, what is amiss, the commands that have keys too. */
export function FillTools(props: FillToolsProps) {
  const {state, arranged, hands, parts, part, showsLast, onPart, onShowsLast} = props;
  const {history} = state;
  return (
    <div class="fill-tools" role="toolbar" aria-label="表格工具">
      {parts.length > 0 && (
        <div class="parts">
          {parts.map(({type, units}) => (
            <button key={type} type="button" aria-pressed={part === type} onClick={() => onPart(type)}>
              {type}
              <small>{units}</small>
            </button>
          ))}
          <button type="button" aria-pressed={part === undefined} onClick={() => onPart(undefined)}>
            全部
          </button>
        </div>
      )}
      <div class="commands">
        <button type="button" disabled={history.done.length === 0} onClick={hands.undo}>
          撤销
        </button>
        <button type="button" disabled={history.undone.length === 0} onClick={hands.redo}>
          重做
        </button>
        <button type="button" onClick={hands.fillDown}>
          向下填
        </button>
        <button type="button" aria-pressed={showsLast} onClick={() => onShowsLast(!showsLast)}>
          上月的数
        </button>
      </div>
      <TroubleButtons state={state} arranged={arranged} hands={hands} />
      <UnitFinder arranged={arranged} onLead={props.onLead} />
    </div>
  );
}

function TroubleButtons({state, arranged, hands}: Pick<FillToolsProps, "state" | "arranged" | "hands">) {
  const {wrong, missing} = useMemo(() => findTroubles(arranged, state), [arranged, state]);
  const lead = (positions: readonly Position[]) => {
    const next = hands.selection && nextOf(positions, hands.selection.active);
    if (next) hands.select(selectOne(next));
  };
  return (
    <div class="troubles">
      <button
        type="button"
        class={wrong.length > 0 ? "has-wrong" : ""}
        disabled={wrong.length === 0}
        onClick={() => lead(wrong)}
      >
        {wrong.length > 0 ? `问题 ${wrong.length} 格` : "没有问题"}
      </button>
      <button type="button" disabled={missing.length === 0} onClick={() => lead(missing)}>
        {missing.length > 0 ? `未报 ${missing.length} 格` : "都报了"}
      </button>
    </div>
  );
}

/** From this many units on, looking one up beats scrolling. */
const manyUnits = 20;

function UnitFinder({arranged, onLead}: Pick<FillToolsProps, "arranged" | "onLead">) {
  if (arranged.rows.length < manyUnits) return null;
  return (
    <input
      class="unit-finder"
      type="search"
      aria-label="找单位，按回车到它那一行"
      placeholder="找单位，按回车"
      onKeyDown={event => {
        if (event.key !== "Enter" || event.isComposing) return;
        const words = event.currentTarget.value.trim();
        const found = words && arranged.rows.find(({unit}) => unit.includes(words));
        if (found) onLead(found.unit, undefined);
        event.currentTarget.setCustomValidity(words && !found ? `没有“${words}”` : "");
        event.currentTarget.reportValidity();
      }}
      onInput={event => event.currentTarget.setCustomValidity("")}
    />
  );
}
