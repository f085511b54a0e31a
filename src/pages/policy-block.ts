import {z} from "zod";
import {
  addRewards,
  assessPolicy,
  type Criterion,
  compareNames,
  describeCondition,
  describeMargin,
  findPolicy,
  formatNumber,
  formatReward,
  type Judgement,
  type NumberStyle,
  type Policy,
  type Scope,
  shownBeside,
  tellUnjudged,
} from "../figures/index.ts";
import {escapeHtml, type RenderedText} from "../narrative/index.ts";
import {checkSchema, type YamlText} from "../workspace/index.ts";
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
): string | undefined {
  const tables = resolvePolicy(yaml, id, scope, render);
  if (!tables) return undefined;
  const {qualified, near, nobody} = tables;
  return [
    qualified ? renderTable(qualified) : "",
    nobody === undefined ? "" : `<p>${escapeHtml(nobody)}</p>\n`,
    near ? renderTable(near) : "",
  ].join("");
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
  const note = [
    policyTerms(policy, scope, type),
    newcomers(met, noun, scope),
    unjudged.length === 0 ? "" : `缺数未评定：${unjudged.map(({unit}) => unit.shortName).join("、")}`,
  ].filter(part => part !== "");
  const own = spec.注 === undefined ? "" : render(spec.注).text;
  const noteText = `${note.join("；")}。${own}`;
  const title = spec.标题 === undefined ? escapeHtml(`“${policy.name}”达标情况`) : render(spec.标题).html;
  const shared = {scope, type, labels: labelsOf([...met, ...near])};
  const qualified = met.length === 0 ? undefined : qualifiedTable(met, {...shared, id, title, note: noteText, noun});
  const nearTitle = `未达标、差距最小的${near.length}${noun}`;
  return {
    qualified,
    near: near.length === 0 ? undefined : nearTable(near, {...shared, id: `${id}-near`, title: nearTitle}),
    nobody: qualified ? undefined : `还没有${type}符合“${policy.name}”条件。${noteText}`,
  };
}

interface TableParts {
  readonly scope: Scope;
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** The values that decide, a column each. */
  readonly labels: readonly string[];
}

function qualifiedTable(
  met: readonly Judgement[],
  {scope, id, title, type, labels, note, noun}: TableParts & {note: string; noun: string},
): TableView {
  const style = scope.figures;
  const total = addRewards(met.flatMap(({reward}) => reward ?? []));
  const hasBands = met.some(({bandName}) => bandName !== undefined);
  const hasNew = met.some(({isNew}) => isNew);
  const blank = labels.map(() => "—");
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
          ...valueCells(judgement, labels, style),
          escapeHtml(describeStanding(judgement, style)),
          ...(hasBands ? [escapeHtml(judgement.bandName ?? "—")] : []),
          judgement.reward ? escapeHtml(formatReward(judgement.reward, style)) : "—",
          ...(hasNew ? [judgement.isNew ? "新达标" : ""] : []),
        ],
        total: false,
      })),
      {
        cells: [
          "合计",
          ...blank,
          `${met.length}${noun}`,
          ...(hasBands ? ["—"] : []),
          total ? escapeHtml(formatReward(total, style)) : "—",
          ...(hasNew ? [`${met.filter(({isNew}) => isNew).length}${noun}`] : []),
        ],
        total: true,
      },
    ],
    note,
  };
}

function nearTable(near: readonly Judgement[], {scope, id, title, type, labels}: TableParts): TableView {
  return {
    id,
    titleHtml: escapeHtml(title),
    measureNote: undefined,
    columns: [
      {headHtml: escapeHtml(type), align: "left"},
      ...valueHeads(near, labels),
      {headHtml: "与条件相比", align: "center"},
    ],
    rows: near.map(judgement => ({
      cells: [
        escapeHtml(judgement.unit.shortName),
        ...valueCells(judgement, labels, scope.figures),
        escapeHtml(describeStanding(judgement, scope.figures)),
      ],
      total: false,
    })),
    note: undefined,
  };
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

function valueCells({criteria}: Judgement, labels: readonly string[], style: NumberStyle): string[] {
  return labels.map(label => {
    const criterion = findCriterion(criteria, label);
    if (!criterion) return "—";
    const {value, threshold} = criterion;
    const shown = formatNumber(shownBeside(value, threshold), style);
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
function newcomers(met: readonly Judgement[], noun: string, scope: Scope): string {
  const fresh = met.filter(({isNew}) => isNew);
  const total = addRewards(fresh.flatMap(({reward}) => reward ?? []));
  if (fresh.length === 0 || fresh.length === met.length || !total) return "";
  return `本月新达标${fresh.length}${noun}，合${formatReward(total, scope.figures)}`;
}
