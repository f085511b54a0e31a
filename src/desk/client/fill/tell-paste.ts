import {notify} from "../shared/notice.tsx";
import type {PastePlan} from "./grid-edits.ts";
import type {NamedPaste} from "./paste-by-name.ts";

/** Says what became of a paste, and what of it found no place. */
export function tellPaste({cells, rowsBeyond, columnsBeyond, closed}: PastePlan): void {
  const beyond = [rowsBeyond > 0 && `下面多出 ${rowsBeyond} 行`, columnsBeyond > 0 && `右边多出 ${columnsBeyond} 列`]
    .filter(Boolean)
    .join("，");
  const left = [beyond && `${beyond}，没有贴`, closed > 0 && `有 ${closed} 格不用填，跳过了`].filter(Boolean);
  tell(cells.length, left.join("；"), "看看是不是从对的那一格开始贴的；不对，按 Ctrl+Z 撤销");
}

export function tellNamedPaste({cells, unknownUnits, unknownIndicators}: NamedPaste): void {
  const left = [...unknownUnits, ...unknownIndicators].map(name => `“${name}”`);
  const told = left.length > 6 ? `${left.slice(0, 6).join("")}等 ${left.length} 个` : left.join("");
  tell(cells.length, told && `表里没有${told}，没有贴`, "按表头和单位名称对上的；不对，按 Ctrl+Z 撤销");
}

function tell(pasted: number, left: string, hint: string): void {
  if (left !== "") notify(`贴进了 ${pasted} 格；${left}`, "wrong", hint);
  else if (pasted > 1) notify(`贴进了 ${pasted} 格，按 Ctrl+Z 可以撤销`);
}
