import * as z from "zod";
import {
  addRewards,
  assessPolicy,
  type Criterion,
  compareNames,
  describeCondition,
  describeMargin,
  type Figure,
  findPolicy,
  formatNumber,
  formatReward,
  type Judgement,
  type NumberStyle,
  type Policy,
  type Quantity,
  type Scope,
  shownBeside,
  tellUnjudged,
  type Unit,
} from "../figures/index.ts";
import {escapeHtml, type RenderedText} from "../narrative/index.ts";
import {checkSchema, type YamlText} from "../workspace/index.ts";
import type {LedgerBlock} from "./figure-ledger.ts";
import {markBlock} from "./origin-notes.ts";
import {renderTable} from "./render-blocks.ts";
import type {TableView} from "./view.ts";

const text = z.string().min(1);

/** A ```政策 block. */
export const policySpecSchema = z.strictObject({
  名称: text.describe("policies.yaml 里的一项政策"),
  标题: text.optional().describe("印在表的上方"),
  前: z.int().min(0).default(3).describe("没有达标的，列出差距最小的几个；0 表示不列"),
  注: text.optional().describe("印在表下，接在政策要点后面"),
});

/** The tables of a policy: who qualifies, and who is near. */
export interface PolicyTables {
  readonly name: string;
  /** Undefined when nobody qualifies. */
  readonly qualified: TableView | undefined;
  readonly near: TableView | undefined;
  /** What is said in place of an empty table. */
  readonly nobody: string | undefined;
}

/** A policy block as HTML; undefined when it is wrong. */
export function renderPolicyBlock(
  yaml: YamlText,
  id: string,
  scope: Scope,
  render: (value: string) => RenderedText,
  block?: LedgerBlock,
): string | undefined {
  const tables = resolvePolicy(yaml, id, {...scope, printWorked: block?.printWorked}, render);
  if (!tables) return undefined;
  const {name, qualified, near, nobody} = tables;
  const html = [
    qualified ? renderTable(qualified) : "",
    nobody === undefined ? "" : `<p>${escapeHtml(nobody)}</p>\n`,
    near ? renderTable(near) : "",
  ].join("");
  return markBlock(html, block?.close(`政策 ${name}`));
}

/** Works out who qualifies for a policy, by what value, and what the nearest others still need. */
export function resolvePolicy(
  yaml: YamlText,
  id: string,
  scope: Scope,
  render: (value: string) => RenderedText,
): PolicyTables | undefined {
  const spec = checkSchema(policySpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const span = yaml.spanAt(["名称"]);
  const policy = findPolicy(render(spec.名称).text, span, scope);
  const assessment = policy && assessPolicy(policy, scope);
  if (!policy || !assessment) return undefined;
  tellUnjudged(assessment, span, scope);
  const {judgements} = assessment;
  const met = judgements.filter(({isMet}) => isMet === true).sort(byMargin);
  const unmet = judgements
    .filter(({isMet}) => isMet === false)
    .sort((a, b) => a.distance.cmp(b.distance) || byName(a, b));
  const near = nearest(unmet, spec.前);
  const unjudged = judgements.filter(({isMet}) => isMet === undefined);
  const type = judgements[0]?.unit.type || "单位";
  const noun = `个${type}`;
  const teller = openTeller(policy, yaml, scope);
  const note = [
    teller.tell("名称", "政策要点", policyTerms(policy, scope, type), {from: []}),
    newcomers(met, judgements, noun, scope, teller),
    unjudged.length === 0 ? "" : `缺数未评定：${unjudged.map(({unit}) => unit.shortName).join("、")}`,
  ].filter(part => part !== "");
  const own = spec.注 === undefined ? "" : render(spec.注).text;
  const noteText = `${note.join("；")}。${own}`;
  const title = spec.标题 === undefined ? escapeHtml(`“${policy.name}”达标情况`) : render(spec.标题).html;
  const shared = {scope, type, labels: labelsOf([...met, ...near]), noun, teller};
  const qualified =
    met.length === 0 ? undefined : qualifiedTable(met, judgements, {...shared, id, title, note: noteText});
  return {
    name: policy.name,
    qualified,
    near: near.length === 0 ? undefined : nearTable(near, unmet, {...shared, id: `${id}-near`}),
    nobody: qualified ? undefined : `还没有${type}符合“${policy.name}”条件。${noteText}`,
  };
}

/** Notes down what the block prints, and gives it back. */
interface Teller {
  /** `from`: the judgements that it was worked out from, of last month too when `isNew`; `unit` when it is of one unit. */
  tell(
    key: "名称" | "前",
    what: string,
    text: string,
    of: {
      readonly from: readonly Judgement[];
      readonly isNew?: boolean;
      readonly unit?: Unit;
      readonly figures?: Iterable<Figure>;
      readonly value?: Quantity;
    },
  ): string;
}

function openTeller(policy: Policy, yaml: YamlText, scope: Scope): Teller {
  const grounds = [{text: `政策“${policy.name}”`, span: policy.span}];
  const written = new Set(yaml.entriesAt([]).map(entry => entry.key));
  return {
    tell(key, what, text, {from, isNew = false, unit, figures, value}) {
      if (text === "") return text;
      const all = from.flatMap(judgement => [...judgement.figures, ...(isNew ? judgement.figuresBefore : [])]);
      scope.printWorked?.({
        text,
        headMeasure: value?.measure,
        what,
        span: yaml.spanAt([written.has(key) ? key : "名称"]),
        unit: unit ?? scope.unit,
        period: scope.period,
        value: value?.value,
        figures: figures ?? all,
        grounds,
      });
      return text;
    },
  };
}

interface TableParts {
  readonly scope: Scope;
  readonly id: string;
  readonly type: string;
  /** "个村" */
  readonly noun: string;
  /** The values that decide, a column each. */
  readonly labels: readonly string[];
  readonly teller: Teller;
}

function qualifiedTable(
  met: readonly Judgement[],
  judged: readonly Judgement[],
  {scope, id, title, type, labels, note, noun, teller}: TableParts & {title: string; note: string},
): TableView {
  const style = scope.figures;
  const {tell} = teller;
  const fresh = met.filter(({isNew}) => isNew);
  const total = addRewards(met.flatMap(({reward}) => reward ?? []));
  const hasBands = met.some(({bandName}) => bandName !== undefined);
  const hasNew = fresh.length > 0;
  const blank = labels.map(() => "—");
  const rewardOf = (judgement: Judgement): string => {
    const {unit, reward} = judgement;
    if (!reward) return "—";
    return escapeHtml(tell("名称", "奖励", formatReward(reward, style), {from: [judgement], unit}));
  };
  return {
    id,
    titleHtml: title,
    measureNote: undefined,
    columns: [
      {headHtml: escapeHtml(type), align: "left"},
      ...valueHeads(met, labels),
      {headHtml: "与条件相比", align: "center"},
      ...(hasBands ? [{headHtml: "档次", align: "center" as const}] : []),
      {headHtml: "奖励", align: "center"},
      ...(hasNew ? [{headHtml: "备注", align: "center" as const}] : []),
    ],
    rows: [
      ...met.map(judgement => ({
        cells: [
          escapeHtml(judgement.unit.shortName),
          ...valueCells(judgement, labels, style, "名称", teller),
          standingCell(judgement, style, "名称", teller),
          ...(hasBands ? [escapeHtml(judgement.bandName ?? "—")] : []),
          rewardOf(judgement),
          ...(hasNew ? [judgement.isNew ? "新达标" : ""] : []),
        ],
        total: false,
      })),
      {
        cells: [
          "合计",
          ...blank,
          tell("名称", `达标${type}数`, `${met.length}${noun}`, {from: judged}),
          ...(hasBands ? ["—"] : []),
          total ? escapeHtml(tell("名称", "奖励合计", formatReward(total, style), {from: judged})) : "—",
          ...(hasNew ? [tell("名称", `新达标${type}数`, `${fresh.length}${noun}`, {from: judged, isNew: true})] : []),
        ],
        total: true,
      },
    ],
    note,
  };
}

function nearTable(
  near: readonly Judgement[],
  unmet: readonly Judgement[],
  {scope, id, type, labels, noun, teller}: TableParts,
): TableView {
  const count = teller.tell("前", `差距最小的${type}数`, `${near.length}${noun}`, {from: unmet});
  return {
    id,
    titleHtml: escapeHtml(`未达标、差距最小的${count}`),
    measureNote: undefined,
    columns: [
      {headHtml: escapeHtml(type), align: "left"},
      ...valueHeads(near, labels),
      {headHtml: "与条件相比", align: "center"},
    ],
    rows: near.map(judgement => ({
      cells: [
        escapeHtml(judgement.unit.shortName),
        ...valueCells(judgement, labels, scope.figures, "前", teller),
        standingCell(judgement, scope.figures, "前", teller),
      ],
      total: false,
    })),
    note: undefined,
  };
}

function standingCell(judgement: Judgement, style: NumberStyle, key: "名称" | "前", {tell}: Teller): string {
  const standing = describeStanding(judgement, style);
  return escapeHtml(tell(key, "与条件相比", standing, {from: [judgement], unit: judgement.unit}));
}

/** What is missing when not met, else the margin of what decides; with several conditions each by its name. */
function describeStanding({isMet, criteria}: Judgement, style: NumberStyle): string {
  const deciding = isMet ? criteria : criteria.filter(criterion => !criterion.isMet);
  const [only, second] = deciding;
  if (!only) return isMet ? "符合" : "不符合";
  if (!second && criteria.length === 1) return describeMargin(only, style);
  return deciding.map(criterion => `${criterion.label}${describeMargin(criterion, style)}`).join("，");
}

function valueHeads(judgements: readonly Judgement[], labels: readonly string[]): TableView["columns"] {
  return labels.map(label => {
    const measure = judgements.flatMap(({criteria}) => findCriterion(criteria, label)?.value.measure ?? [])[0] ?? "";
    return {headHtml: escapeHtml(measure === "" ? label : `${label}（${measure}）`), align: "right"};
  });
}

function valueCells(
  judgement: Judgement,
  labels: readonly string[],
  style: NumberStyle,
  key: "名称" | "前",
  {tell}: Teller,
): string[] {
  return labels.map(label => {
    const criterion = findCriterion(judgement.criteria, label);
    if (!criterion) return "—";
    const {value, threshold, figures} = criterion;
    const of = {from: [], unit: judgement.unit, figures, value};
    const shown = tell(key, label, formatNumber(shownBeside(value, threshold), style), of);
    return `<data class="figure" value="${value.value.toString()}">${escapeHtml(shown)}</data>`;
  });
}

function labelsOf(judgements: readonly Judgement[]): string[] {
  return [...new Set(judgements.flatMap(({criteria}) => criteria.map(({label}) => label)))];
}

function findCriterion(criteria: readonly Criterion[], label: string): Criterion | undefined {
  return criteria.find(criterion => criterion.label === label);
}

/** The nearest; a tie at the bound brings in all who are as near. */
function nearest(unmet: readonly Judgement[], count: number): readonly Judgement[] {
  const bound = count === 0 ? undefined : unmet[Math.min(count, unmet.length) - 1];
  return bound ? unmet.filter(({distance}) => distance.lte(bound.distance)) : [];
}

/** The highest band first, in it the best first: by the first value that decides, in the direction that its condition asks for. */
function byMargin(a: Judgement, b: Judgement): number {
  if (a.bandIndex !== b.bandIndex) return a.bandIndex - b.bandIndex;
  const [first] = a.criteria;
  const [second] = b.criteria;
  if (!first || !second || first.label !== second.label) return byName(a, b);
  const smallFirst = first.op === "<=" || first.op === "<";
  return first.value.value.cmp(second.value.value) * (smallFirst ? 1 : -1) || byName(a, b);
}

function byName(a: Judgement, b: Judgement): number {
  return compareNames(a.unit, b.unit);
}

/** "条件：流转率60%以上；每个村奖励村集体1万元—3万元，一次性，用作村级工作经费；依据：…" */
function policyTerms(policy: Policy, scope: Scope, type: string): string {
  const style = scope.figures;
  const payee = policy.payee ?? "";
  const condition = policy.condition ? describeCondition(policy.condition, scope) : "";
  const bands = policy.bands.map(
    ({name, condition: own, reward}) =>
      `${name === undefined ? "" : `${name}，`}${describeCondition(own, scope)}的奖励${formatReward(reward, style)}`,
  );
  const reward = policy.reward ? `每个${type}奖励${payee}${formatReward(policy.reward, style)}` : "";
  return [
    condition === "" ? "" : `条件：${condition}`,
    [
      reward,
      bands.length > 0 && payee !== "" ? `奖励${payee}` : "",
      bands.join("，"),
      policy.manner,
      policy.explanation ?? "",
    ]
      .filter(part => part !== "")
      .join("，"),
    policy.basis === undefined ? "" : `依据：${policy.basis}`,
  ]
    .filter(part => part !== "")
    .join("；");
}

/** What those who qualify for the first time get together. */
function newcomers(
  met: readonly Judgement[],
  judged: readonly Judgement[],
  noun: string,
  scope: Scope,
  {tell}: Teller,
): string {
  const fresh = met.filter(({isNew}) => isNew);
  const total = addRewards(fresh.flatMap(({reward}) => reward ?? []));
  if (fresh.length === 0 || fresh.length === met.length || !total) return "";
  const of = {from: judged, isNew: true};
  const count = tell("名称", "本月新达标的个数", `${fresh.length}${noun}`, of);
  return `本月新达标${count}，合${tell("名称", "本月新达标的奖励合计", formatReward(total, scope.figures), of)}`;
}
