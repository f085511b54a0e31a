import type {Finding, Place, QuickFix} from "../../api.ts";

interface FindingsListProps {
  readonly findings: readonly Finding[];
  readonly onPlace?: ((place: Place) => void) | undefined;
  readonly onFix?: ((fix: QuickFix) => void) | undefined;
  /** Said when there are none. */
  readonly none?: string | undefined;
}

/** Errors before warnings; a place is a button that leads to it, a fix a button that does it. */
export function FindingsList({findings, onPlace, onFix, none}: FindingsListProps) {
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
            <PlaceLink place={finding.place} onPlace={onPlace} />
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

export function PlaceLink({place, onPlace}: {readonly place: Place | undefined} & Pick<FindingsListProps, "onPlace">) {
  if (!place) return null;
  const words = `${place.path.split("/").at(-1)} 第${place.line}行`;
  if (!onPlace) return <span class="place">{words}</span>;
  return (
    <button type="button" class="link place" onClick={() => onPlace(place)}>
      {words}
    </button>
  );
}

function keyOf({code, place, message}: Finding): string {
  return `${code} ${place?.path} ${place?.line} ${place?.column} ${message}`;
}
