import {toAddress} from "../route.ts";
import {isBlock, type KeyedNumber} from "./number-filters.ts";
import {linkOrigins, type OriginLine} from "./origin-links.ts";

interface NumberRowProps {
  readonly slug: string;
  readonly number: KeyedNumber;
  readonly months: readonly {readonly period: string; readonly path: string}[];
  readonly isTicked: boolean;
  readonly onTick: (key: string, isTicked: boolean) => void;
}

/** A number as it is printed, what it is held against, and where that comes from. */
export function NumberRow({slug, number: {key, entry}, months, isTicked, onTick}: NumberRowProps) {
  const {kind, text, verdict, figure, expression, isWorked, place} = entry;
  const address = toAddress({screen: "write", slug, file: place.path, line: place.line});
  return (
    <tr class={isTicked ? "is-ticked" : ""}>
      <td class="tick">
        <label>
          <input type="checkbox" checked={isTicked} onChange={event => onTick(key, event.currentTarget.checked)} />
          <span class="seen-by-readers-only">已核：{text}</span>
        </label>
      </td>
      <td class="context">
        <a href={address} title={`到写稿，第${place.line}行`}>
          <Context text={entry.context} />
        </a>
      </td>
      <td class="kind">
        <span class={`tag kind-${isBlock(entry) ? "block" : kinds[kind]}`}>{kind}</span>
        <Verdict verdict={verdict} />
      </td>
      <td class="figure">
        {figure !== undefined && figure !== text && <b>{figure}</b>}
        {expression !== undefined && (isWorked ? <span>{expression}</span> : <code>{expression}</code>)}
        {kind === "未对" && <span class="soft">没有和数据对上</span>}
      </td>
      <td class="origin">
        <Origins lines={linkOrigins(entry.origins, months)} />
      </td>
    </tr>
  );
}

const kinds: Readonly<Record<string, string>> = {引用: "reference", 核对: "claim", 说明: "note", 未对: "untied"};

/** The line around a number, the number itself marked. */
function Context({text}: {readonly text: string}) {
  const [before = "", rest = ""] = text.split("\u0001");
  const [number = "", after = ""] = rest.split("\u0002");
  return (
    <>
      {before}
      <mark>{number}</mark>
      {after}
    </>
  );
}

const verdictMarks = {对: "✓ 对", 不对: "✕ 不对", 存疑: "? 存疑"} as const;
const verdictTags = {对: "tag-green", 不对: "tag-red", 存疑: "tag-amber"} as const;

function Verdict({verdict}: {readonly verdict: keyof typeof verdictMarks | undefined}) {
  return verdict && <strong class={`tag ${verdictTags[verdict]}`}>{verdictMarks[verdict]}</strong>;
}

/** Lines that are shown before the rest is asked for. */
const atOnce = 2;

function Origins({lines}: {readonly lines: readonly OriginLine[]}) {
  if (lines.length <= atOnce + 1) return <OriginList lines={lines} />;
  return (
    <>
      <OriginList lines={lines.slice(0, atOnce)} />
      <details>
        <summary>另有 {lines.length - atOnce} 行</summary>
        <OriginList lines={lines.slice(atOnce)} />
      </details>
    </>
  );
}

function OriginList({lines}: {readonly lines: readonly OriginLine[]}) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map(({text, address}) => (
        <li key={text}>{address === undefined ? text : <a href={address}>{text}</a>}</li>
      ))}
    </ul>
  );
}
