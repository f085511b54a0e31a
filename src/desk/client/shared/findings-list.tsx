import type {Finding, Place, QuickFix} from "../../api.ts";
import {deskState} from "../events.ts";
import {textName} from "./text-name.ts";

export interface FindingsListProps {
  readonly findings: readonly Finding[];
  /** What leads to a place; undefined for one that the desk has no screen for. Without it places are only told. */
  readonly leadTo?: ((place: Place) => (() => void) | undefined) | undefined;
  readonly onFix?: ((fix: QuickFix) => void) | undefined;
  /** Said when there are none. */
  readonly none?: string | undefined;
}

/** Errors before warnings; a place is a button that leads to it, a fix a button that does it. */
export function FindingsList({findings, leadTo, onFix, none}: FindingsListProps) {
  if (findings.length === 0) return none === undefined ? null : <p class="findings-none">{none}</p>;
  const ordered = [...findings].sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  return (
    <ul class="findings">
      {ordered.slice(0, mostShown).map(finding => (
        <li key={keyOf(finding)} class={`finding finding-${finding.severity}`}>
          <p>
            <strong>{finding.severity === "error" ? "错误" : "提醒"}</strong>
            {finding.message}
            {finding.hint && <small>{finding.hint}</small>}
          </p>
          <p class="finding-actions">
            <PlaceLink place={finding.place} leadTo={leadTo} />
            {onFix &&
              finding.fixes.map(fix => (
                <button key={fix.title} type="button" class="small" onClick={() => onFix(fix)}>
                  {fix.title}
                </button>
              ))}
          </p>
        </li>
      ))}
      {ordered.length > mostShown && <li class="finding">另有 {ordered.length - mostShown} 处。</li>}
    </ul>
  );
}

const mostShown = 200;

function PlaceLink({place, leadTo}: {readonly place: Place | undefined} & Pick<FindingsListProps, "leadTo">) {
  if (!place) return null;
  const {path, line, cell} = place;
  const words = `${textName(path, deskState.get())} 第${line}行`;
  if (!leadTo) return <span class="place">{words}</span>;
  const lead = leadTo(place);
  if (!lead)
    return (
      <span class="place">
        在 {path} 第 {line} 行；采编台里没有改它的地方，到工作区的文件夹里用记事本打开
      </span>
    );
  return (
    <button type="button" class="link place" onClick={lead}>
      {cell ? `${words}：${[cell.unit, cell.indicator].filter(Boolean).join(" ")}` : words}
    </button>
  );
}

function keyOf({code, place, message}: Finding): string {
  return `${code} ${place?.path} ${place?.line} ${place?.column} ${message}`;
}
