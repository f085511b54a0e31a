import {expect, test} from "vitest";
import {checkWorkspace} from "../../../src/build/check-workspace.ts";
import type {QuickFix} from "../../../src/desk/api.ts";
import {openCandidates} from "../../../src/desk/engine/candidates.ts";
import {fixesOf} from "../../../src/desk/engine/fixes/fixes-of.ts";
import {type Diagnostic, describe as describeDiagnostic} from "../../../src/diagnostics/index.ts";
import {claimRules, parsePeriod} from "../../../src/figures/index.ts";
import {questionScope} from "../../../src/pages/index.ts";
import {memoryFiles} from "../../../src/workspace/index.ts";
import {article, baseWorkspace} from "../../faults/base-workspace.ts";
import {faults} from "../../faults/cases.ts";
import {readMarks} from "../../faults/marks.ts";
import {applyFix} from "./apply-fix.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

const monthly = "bulletins/2019-07-monthly/a.md";
const inBody = (body: string): Files => ({...baseWorkspace, [monthly]: article(body)});

/** What is found, each with what may be done about it. */
function findFixes(files: Files): {diagnostic: Diagnostic; fixes: QuickFix[]}[] {
  const {diagnostics, figures, workspace} = checkWorkspace(memoryFiles(files));
  const {bulletin} = workspace.bulletins[0] ?? {};
  const scope = questionScope(bulletin, parsePeriod(bulletin?.期间 ?? ""), figures);
  const find = scope && openCandidates(scope, claimRules(figures, workspace.office?.约数));
  return diagnostics.map(diagnostic => ({diagnostic, fixes: fixesOf(diagnostic, find)}));
}

function told({code, span, ...rest}: Diagnostic): string {
  return `${code} ${span?.source.path} ${describeDiagnostic({code, span, ...rest}).message}`;
}

/** A block is read once its name or its end is right; a set that is spelt right may be empty. */
const seenOnlyThen = /^JB-(?:1020|6302) /;

/** The codes that a workspace's fixes are for; each fix is tried and must take its finding away. */
function tryFixes(files: Files): Set<string> {
  const codes = new Set<string>();
  const before = findFixes(files);
  for (const {diagnostic, fixes} of before) {
    for (const fix of fixes) {
      codes.add(diagnostic.code);
      const text = files[fix.place.path];
      if (typeof text !== "string") throw new Error(`no text ${fix.place.path}`);
      const after = findFixes({...files, [fix.place.path]: applyFix(text, fix)});
      const count = (list: typeof before) => list.filter(each => told(each.diagnostic) === told(diagnostic)).length;
      expect(count(after), `${told(diagnostic)} — ${fix.title}`).toBeLessThan(count(before));
      const errors = (list: typeof before) =>
        list.filter(each => each.diagnostic.severity === "error").map(each => told(each.diagnostic));
      const brought = errors(after).filter(error => !errors(before).includes(error) && !seenOnlyThen.test(error));
      expect(brought, fix.title).toEqual([]);
    }
  }
  return codes;
}

function filesOf(overlay: (typeof faults)[number]["files"]): Files {
  const kept = Object.entries(baseWorkspace).filter(([path]) => overlay[path] !== null);
  return {...Object.fromEntries(kept), ...readMarks(overlay).files};
}

test("every fix of every faulty file takes its finding away and brings no error", () => {
  const codes = new Set(faults.flatMap(({files}) => [...tryFixes(filesOf(files))]));
  expect([...codes].sort()).toEqual(
    "JB-1021 JB-1023 JB-2011 JB-2031 JB-2032 JB-2606 JB-2621 JB-3002 JB-3003 JB-3008 JB-3014 JB-4001 JB-4002 JB-4003 JB-4004 JB-4005 JB-4006 JB-4008 JB-5001 JB-6002 JB-6003 JB-8002 JB-8003 JB-8004 JB-8005 JB-8007 JB-8008 JB-8009".split(
      " ",
    ),
  );
});

const titlesIn = (files: Files): Record<string, readonly string[]> =>
  Object.fromEntries(findFixes(files).map(({diagnostic, fixes}) => [diagnostic.code, fixes.map(({title}) => title)]));

test("a claim that is wrong is fixed by words that are right", () => {
  expect(titlesIn(inBody("顺德村流转[400余亩](=顺德村.流转面积)。"))).toEqual({"JB-8002": ["换成“近400亩”"]});
});

test("a number tied to nothing is tied to a figure that it fits, that of the unit named beside it first, or noted", () => {
  const files = inBody("全镇已有起色，其中顺德村流转近390亩。");
  expect(titlesIn(files)).toEqual({
    "JB-8007": ["对上：顺德村.流转面积（388亩）", "对上：顺德村.流转面积@上月（371亩）", "不是数据里的数：注明来源"],
  });
  const [found] = findFixes(files);
  const [tied, , noted] = (found?.fixes ?? []).map(fix => applyFix(String(files[monthly]), fix));
  expect(tied).toContain("其中顺德村流转[近390亩](=顺德村.流转面积)。");
  expect(noted).toContain("其中顺德村流转[近390亩](注:请写明来源)。");
});

test("the words of a change are tied with its number", () => {
  const files = inBody("全镇流转面积环比增长4.2%。");
  const [found] = findFixes(files);
  const [fix] = found?.fixes ?? [];
  expect(fix?.title).toBe("对上：流转面积 | 环比（增长4.2%）");
  expect(fix && applyFix(String(files[monthly]), fix)).toContain("全镇流转面积[环比增长4.2%](=流转面积 | 环比)。");
});

test("no figure is offered that the words do not fit", () => {
  expect(titlesIn(inBody("共有9999亩。"))).toEqual({"JB-8007": ["不是数据里的数：注明来源"]});
});

test("places of fixes count UTF-16 units", () => {
  const files = inBody("𠮷𠮷{{ 顺得村.流转面积 }}。");
  const [found] = findFixes(files);
  const [fix] = found?.fixes ?? [];
  expect(fix && applyFix(String(files[monthly]), fix)).toContain("𠮷𠮷{{ 顺德村.流转面积 }}。");
});
