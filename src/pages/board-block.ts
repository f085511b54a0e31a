import * as z from "zod";
import {diagnose} from "../diagnostics/index.ts";
import {
  addMonths,
  describeMovement,
  type Figure,
  firstOf,
  formatNumber,
  holds,
  lastOf,
  parseYamlExpression,
  type Quantity,
  type Ranked,
  type Resolved,
  rankEntrants,
  resolveExpression,
  type Scope,
  type Unit,
} from "../figures/index.ts";
import {escapeHtml, type RenderedText} from "../narrative/index.ts";
import {checkSchema, oneOrMore, type YamlText, yesNo} from "../workspace/index.ts";
import type {LedgerBlock} from "./figure-ledger.ts";
import {markBlock, plainText} from "./origin-notes.ts";
import {renderTable} from "./render-blocks.ts";
import type {TableView} from "./view.ts";

const text = z.string().min(1);

/** A ```红黑榜 block. */
export const boardSpecSchema = z.strictObject({
  标题: text.optional().describe("印在榜名前面：7月土地流转"),
  指标: text.describe("按哪个指标排"),
  单位: oneOrMore(text).describe("哪些单位参加排名：各村"),
  红榜: text.optional().describe("前几名（前3）或一条线（60%以上）"),
  黑榜: text.optional().describe("后几名（后3）或一条线（不到30%）"),
  原因: z.record(text, text).default({}).describe("黑榜上每个单位一行原因"),
  内部: yesNo.default(false).describe("黑榜只印在有密级的简报上，网页不载"),
  注: text.optional().describe("印在榜下的说明"),
});

/** The lists, worked out. */
export interface Boards {
  readonly red: TableView | undefined;
  readonly black: TableView | undefined;
  /** True when the black list is for internal print only. */
  readonly isInternal: boolean;
}

/** What a public page holds between these is taken away before it is written (pageToHtml). */
const internalStart = "<!--internal-->";
const internalEnd = "<!--/internal-->";

/** A red and black list as HTML; undefined when it is wrong. Each list notes its values in a block of its own. */
export function renderBoards(
  yaml: YamlText,
  id: string,
  scope: Scope,
  render: (value: string) => RenderedText,
  openBlock: () => LedgerBlock | undefined = () => undefined,
): string | undefined {
  const blocks = {红榜: openBlock(), 黑榜: openBlock()};
  const boards = resolveBoards(yaml, id, scope, render, blocks);
  if (!boards) return undefined;
  const {red, black, isInternal} = boards;
  const first = red ? markBlock(renderTable(red), blocks.红榜?.close(`红黑榜 ${plainText(red.titleHtml ?? "")}`)) : "";
  if (!black) return first;
  const note = confineBlack(isInternal, scope, () => blocks.黑榜?.close(`红黑榜 ${plainText(black.titleHtml ?? "")}`));
  const second = markBlock(renderTable(black), note);
  if (!isInternal) return first + second;
  if (!scope.isInternal) return `${first}<p class="note">黑榜内部印发，本期不载。</p>\n`;
  const hidden = `<div class="internal-only">${internalStart}${second}${internalEnd}</div>\n`;
  return `${first}${hidden}<p class="note internal-note">黑榜内部印发，网页不载。</p>\n`;
}

/** What a black list for internal use says is in the print of a bulletin with a 密级 alone. */
function confineBlack<Result>(isConfined: boolean, scope: Scope, work: () => Result): Result {
  if (!isConfined || !scope.confine) return work();
  return scope.confine(scope.isInternal ? "internal" : "nobody", work);
}

/** Takes what is for internal print only out of a page's body. */
export function withoutInternal(html: string): string {
  return html.replace(/<!--internal-->[\s\S]*?<!--\/internal-->/g, "");
}

interface Entry extends Ranked {
  readonly quantity: Quantity;
  readonly resolved: Resolved;
}

/** A month's ranking, and all that it was worked out from. */
interface Ranking {
  readonly entries: readonly Entry[];
  readonly figures: ReadonlySet<Figure>;
}

/** Works out who stands on the red list and who on the black one. */
export function resolveBoards(
  yaml: YamlText,
  id: string,
  scope: Scope,
  render: (value: string) => RenderedText,
  blocks: Readonly<Partial<Record<"红榜" | "黑榜", LedgerBlock | undefined>>> = {},
): Boards | undefined {
  const spec = checkSchema(boardSpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const expression = parseYamlExpression(yaml, ["指标"], scope.report, {kind: "Expression"});
  const units = readUnits(spec.单位.length);
  if (!expression || !units) return undefined;
  const {node} = expression;
  const indicator = node.type === "name" ? scope.figures.indicators.get(node.name.text) : undefined;
  const smallIsGood = indicator?.direction === "down";
  const now = rank(scope);
  if (!now) return undefined;
  const ranking = now.entries;
  if (ranking.length === 0) {
    scope.report(diagnose("JB-5010", yaml.spanAt(["指标"]), {title: "红黑榜", what: spec.指标}));
    return undefined;
  }
  const before = rank({...scope, period: addMonths(scope.period, -1)});
  const red = spec.红榜 === undefined ? [] : choose("红榜", spec.红榜);
  const black = spec.黑榜 === undefined ? [] : choose("黑榜", spec.黑榜);
  if (!before || !red || !black) return undefined;
  const both = red.find(entry => black.includes(entry));
  if (both) scope.report(diagnose("JB-2614", yaml.spanAt(["黑榜"]), {unit: both.unit.shortName}));
  const reasons = confineBlack(spec.内部, scope, () => readReasons(black));
  const name = render(spec.标题 ?? "").html;
  const note = spec.注 === undefined ? undefined : render(spec.注).text;
  const head = indicator && indicator.measure !== "" ? `${spec.指标}（${indicator.measure}）` : spec.指标;
  return {
    red: spec.红榜 === undefined ? undefined : table("红榜", red, black.length > 0 ? undefined : note),
    black: spec.黑榜 === undefined ? undefined : confineBlack(spec.内部, scope, () => table("黑榜", black, note)),
    isInternal: spec.内部,
  };

  function rank(within: Scope): Ranking | undefined {
    if (!expression || !units) return undefined;
    const found = units.map(unit => ({
      unit,
      resolved: resolveExpression(expression, within, {unit, isProse: false}),
    }));
    if (found.some(({resolved}) => !resolved)) return undefined;
    const entrants = found.flatMap(({unit, resolved}) =>
      resolved?.quantity ? [{unit, value: resolved.quantity.value, quantity: resolved.quantity, resolved}] : [],
    );
    const figures = new Set(found.flatMap(({resolved}) => [...(resolved?.figures ?? [])]));
    return {entries: rankEntrants(entrants, smallIsGood), figures};
  }

  function readUnits(count: number): readonly Unit[] | undefined {
    const found: Unit[] = [];
    for (let index = 0; index < count; index++) {
      const set = parseYamlExpression(yaml, ["单位"], scope.report, {index});
      const resolved = set && resolveExpression(set, scope, {unit: scope.unit, isProse: false});
      if (!resolved) return undefined;
      if (resolved.value.kind !== "units") {
        const problem = {kind: "红黑榜", problem: "的单位写得不对", hint: "写各村、各片区，或单位名称"};
        scope.report(diagnose("JB-5011", yaml.spanAt(["单位"]), problem));
        return undefined;
      }
      found.push(...resolved.value.units);
    }
    // The bulletin's own unit is the total of the others and takes no part.
    return [...new Set(found)].filter(unit => unit !== scope.unit);
  }

  /** 前3, 后3, 60%以上, 不到30%, or any condition. */
  function choose(key: "红榜" | "黑榜", written: string): readonly Entry[] | undefined {
    if (!ranking) return undefined;
    const count = /^[前后]\s*(\d+|[一二三四五六七八九十])\s*[名位]?$/.exec(written)?.[1];
    if (count !== undefined) {
      const wanted = /\d/.test(count) ? Number(count) : "一二三四五六七八九十".indexOf(count) + 1;
      if (wanted > 0 && written.startsWith(key === "红榜" ? "前" : "后")) {
        return key === "红榜" ? firstOf(ranking, wanted) : lastOf(ranking, wanted);
      }
    }
    const condition = lineCondition(written);
    if (condition) return ranking.filter(({quantity}) => condition(quantity));
    if (!/[<>=≥≤＜＞＝≠]/.test(written)) {
      scope.report(diagnose("JB-2613", yaml.spanAt([key]), {key, value: written}));
      return undefined;
    }
    const expression = parseYamlExpression(yaml, [key], scope.report, {kind: "Expression"});
    if (!expression) return undefined;
    const results = ranking.map(entry => ({entry, truth: holds(expression, scope, entry.unit)}));
    return results.filter(({truth}) => truth === true).map(({entry}) => entry);
  }

  /** 60%以上 and 30%以下 include the number, 不到30% and 超过5件 do not. */
  function lineCondition(written: string): ((quantity: Quantity) => boolean) | undefined {
    const bound = boundCondition(written);
    if (!bound) return undefined;
    const scale = indicator?.isRate ? 100 : 1;
    return ({value}) => {
      const order = value.times(scale).cmp(bound.digits);
      return {以上: order >= 0, 以下: order <= 0, 超过: order > 0, 不到: order < 0}[bound.word];
    };
  }

  function readReasons(listed: readonly Entry[]): ReadonlyMap<Unit, string> {
    const found = new Map<Unit, string>();
    for (const {key, keySpan} of yaml.entriesAt(["原因"])) {
      const entry = listed.find(({unit}) => unit.name === key || unit.shortName === key);
      if (!entry) scope.report(diagnose("JB-2612", keySpan, {unit: key}));
      else found.set(entry.unit, render(spec?.原因[key] ?? "").html);
    }
    for (const {unit} of listed) {
      if (!found.has(unit)) scope.report(diagnose("JB-2611", yaml.spanAt(["黑榜"]), {unit: unit.name}));
    }
    return found;
  }

  function table(list: "红榜" | "黑榜", entries: readonly Entry[], own: string | undefined): TableView {
    const isBlack = list === "黑榜";
    const previous = before?.entries ?? [];
    const block = blocks[list];
    const both = new Set([...(now?.figures ?? []), ...(before?.figures ?? [])]);
    const span = yaml.spanAt([list]);
    const tell = (what: string, text: string, unit: Unit, figures: Iterable<Figure>): string => {
      block?.printWorked({
        text,
        headMeasure: "",
        what: `${spec?.指标}${what}`,
        span,
        unit,
        period: scope.period,
        figures,
      });
      return text;
    };
    return {
      id: isBlack ? `${id}-black` : `${id}-red`,
      titleHtml: `${name}${list}`,
      measureNote: undefined,
      columns: [
        {headHtml: escapeHtml(units?.[0]?.type ?? "单位"), align: "left"},
        {headHtml: "位次", align: "center"},
        {headHtml: "上月位次", align: "center"},
        {headHtml: "升降", align: "center"},
        {headHtml: escapeHtml(head), align: "right"},
        ...(isBlack ? [{headHtml: "原因", align: "left" as const}] : []),
      ],
      rows: entries.map(({unit, rank: place, quantity, resolved}) => {
        const last = previous.find(entry => entry.unit === unit)?.rank;
        const movement = describeMovement(place, previous.length === 0 ? "none" : last);
        const places = [
          tell("位次", String(place), unit, now?.figures ?? []),
          last === undefined ? "—" : tell("上月位次", String(last), unit, before?.figures ?? []),
          tell("位次升降", movement.short, unit, both),
        ];
        block?.print(resolved, "number");
        return {
          cells: [
            escapeHtml(unit.shortName),
            ...places,
            `<data class="figure" value="${quantity.value.toString()}">${escapeHtml(formatNumber(quantity, scope.figures))}</data>`,
            ...(isBlack ? [reasons.get(unit) ?? ""] : []),
          ],
          total: false,
        };
      }),
      note: entries.length === 0 ? [`本期没有单位列入${list}。`, own ?? ""].join("") : own,
    };
  }
}

type BoundWord = "以上" | "以下" | "超过" | "不到";

function boundCondition(written: string): {digits: string; word: BoundWord} | undefined {
  const match = /^(超过|高于|不到|低于)?\s*(\d+(?:\.\d+)?)\s*[^\d<>=以]*?(以上|以下)?$/.exec(written);
  const [, before, digits, after] = match ?? [];
  if (digits === undefined || (before === undefined) === (after === undefined)) return undefined;
  const words: Record<string, BoundWord> = {超过: "超过", 高于: "超过", 不到: "不到", 低于: "不到"};
  const word = before === undefined ? (after as BoundWord) : words[before];
  return word && {digits, word};
}
