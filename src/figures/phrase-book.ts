import {diagnose, type Report} from "../diagnostics/index.ts";
import {type OfficeFile, type PhraseKind, phraseKinds, type YamlFile} from "../workspace/index.ts";
import type {Unit} from "./unit.ts";

/** What may stand in a wording; `needed` must. */
interface PhraseRule {
  readonly wording: string;
  readonly needed: readonly string[];
  readonly known: readonly string[];
}

const subject = ["主体", "指标", "月份"] as const;

/** The wording that is used when the workspace has none of its own, and the places that it may have. */
export const phraseRules: Readonly<Record<PhraseKind, PhraseRule>> = {
  总量: {wording: "{指标}{数}，比{基期}{变化}", needed: ["指标", "数"], known: ["变化", "基期"]},
  比率: {wording: "{指标}为{数}，比{基期}{变化}", needed: ["指标", "数"], known: ["变化", "基期"]},
  简述: {wording: "{数}，比{基期}{变化}", needed: ["数"], known: ["变化", "基期"]},
  无数据: {wording: "{指标}暂无填报数据", needed: ["指标"], known: []},
  首尾: {
    wording: "{指标}列{前位}的是{前列}，列{后位}的是{后列}",
    needed: ["前列"],
    known: ["前位", "后位", "后列", "前列数", "后列数", "个数"],
  },
  全部相同: {wording: "{个数}的{指标}都是{数}", needed: ["数"], known: ["个数", "类型"]},
  单个单位: {wording: "{单位}的{指标}为{数}", needed: ["数"], known: ["单位"]},
  达标: {
    wording: "{指标}{线}的有{个数}，{是}{名单}，其中{新增}为本月新达标，{全新}",
    needed: ["个数"],
    known: ["线", "名单", "是", "新增", "全新", "应评", "占比"],
  },
  全部达标: {wording: "{应评}的{指标}全部{在线}", needed: ["应评"], known: ["线", "在线", "新增"]},
  无达标: {wording: "还没有{类型}的{指标}{到线}", needed: [], known: ["类型", "线", "到线", "应评"]},
  政策达标: {
    wording: "符合“{政策}”条件的有{个数}，{是}{名单}，其中{新增}为本月新达标，{全新}",
    needed: ["个数"],
    known: ["政策", "名单", "是", "新增", "全新", "应评", "奖励", "占比"],
  },
  政策全部达标: {
    wording: "{应评}全部符合“{政策}”条件",
    needed: ["应评"],
    known: ["政策", "新增", "奖励"],
  },
  政策无达标: {wording: "还没有{类型}符合“{政策}”条件", needed: [], known: ["政策", "类型", "应评"]},
  目标未完成: {
    wording: "{指标}{数}，完成目标任务{目标}的{完成率}，还差{差额}",
    needed: ["指标", "目标"],
    known: ["数", "完成率", "差额"],
  },
  目标完成: {wording: "{指标}{数}，完成{目标}的目标任务", needed: ["指标", "目标"], known: ["数", "完成率"]},
  目标超额: {
    wording: "{指标}{数}，超额完成{目标}的目标任务，超出{差额}",
    needed: ["指标", "目标"],
    known: ["数", "完成率", "差额"],
  },
  比率目标未完成: {
    wording: "{指标}为{数}，距{目标}的目标还差{差额}",
    needed: ["指标", "目标"],
    known: ["数", "差额"],
  },
  比率目标完成: {wording: "{指标}为{数}，达到{目标}的目标", needed: ["指标", "目标"], known: ["数"]},
  比率目标超额: {
    wording: "{指标}为{数}，高出{目标}的目标{差额}",
    needed: ["指标", "目标"],
    known: ["数", "差额"],
  },
  控制目标完成: {
    wording: "{指标}{数}，控制在{目标}的目标以内",
    needed: ["指标", "目标"],
    known: ["数", "差额"],
  },
  控制目标未完成: {
    wording: "{指标}{数}，比{目标}的控制目标高出{差额}",
    needed: ["指标", "目标"],
    known: ["数", "差额"],
  },
  填报: {
    wording: "{应报}中，有{已报}填报了{指标}，未报的是{未报}",
    needed: ["已报"],
    known: ["应报", "未报", "未报数", "填报率"],
  },
  全部填报: {wording: "{应报}{都}填报了{指标}", needed: ["应报"], known: ["都"]},
  无填报: {wording: "{应报}{都}没有填报{指标}", needed: [], known: ["应报", "都"]},
};

/** Wordings of the workspace over those built in. */
export interface PhraseBook {
  readonly variants: ReadonlyMap<PhraseKind, readonly string[]>;
  /** Kinds whose wording in jianbao.yaml has a mistake: what uses them is not printed. */
  readonly broken: ReadonlySet<PhraseKind>;
  readonly path: string;
}

/** Takes the wordings of jianbao.yaml; one with a mistake is told and the built-in one stands in its place. */
export function buildPhraseBook(office: OfficeFile | undefined, file: YamlFile, report: Report): PhraseBook {
  const broken = new Set<PhraseKind>();
  const variants = new Map(
    phraseKinds.map((kind): [PhraseKind, readonly string[]] => {
      const own = office?.用语[kind] ?? [];
      for (const [index, wording] of own.entries()) {
        if (!checkWording(kind, wording, index)) broken.add(kind);
      }
      return [kind, own.length > 0 && !broken.has(kind) ? own : [phraseRules[kind].wording]];
    }),
  );
  return {variants, broken, path: file.path};

  function checkWording(kind: PhraseKind, wording: string, index: number): boolean {
    const {needed, known} = phraseRules[kind];
    const allowed = [...new Set([...needed, ...known, ...subject])];
    const used = placeholdersIn(wording);
    const value = (file.yaml?.value as {用语?: Record<string, unknown>} | undefined)?.用语?.[kind];
    const span = file.yaml?.spanAt(Array.isArray(value) ? ["用语", kind, index] : ["用语", kind]);
    const wrong = used.find(name => !allowed.includes(name));
    const missing = needed.find(name => !used.includes(name));
    if (wrong !== undefined) report(diagnose("JB-2621", span, {kind, name: wrong, known: allowed}));
    else if (missing !== undefined) report(diagnose("JB-2622", span, {kind, name: missing}));
    return wrong === undefined && missing === undefined;
  }
}

/** Which wording of each kind comes next; one for each bulletin. */
export interface PhraseTurns {
  /** The number of the wording for a place; a place that is worked out twice gets the same one. */
  next(kind: PhraseKind, place: string): number;
}

export function startTurns(): PhraseTurns {
  const places = new Map<PhraseKind, Map<string, number>>();
  return {
    next(kind, place) {
      const known = places.get(kind) ?? new Map<string, number>();
      places.set(kind, known);
      const turn = known.get(place) ?? known.size;
      known.set(place, turn);
      return turn;
    },
  };
}

/** What the places of a wording hold; undefined takes away the clause that it stands in. */
export type Fillings = Readonly<Record<string, string | readonly Piece[] | undefined>>;

/** A piece of a filling that is several things: the words of a list, and the number of each unit in it. */
export interface Piece {
  readonly text: string;
  /** What the piece tells, when it tells something of its own: the value of a unit, a rank, a count. */
  readonly tells?: "value" | "rank" | "count" | undefined;
  readonly unit?: Unit | undefined;
}

/** A run of a sentence: its own words, or what fills a place of the wording. */
export interface SentenceRun extends Piece {
  /** The place that it fills: "个数"; undefined for words of the wording. */
  readonly place?: string | undefined;
  /** For a change: what it is compared with, "上月". */
  readonly base?: string | undefined;
}

export type Sentence = readonly SentenceRun[];

export function textOf(sentence: Sentence): string {
  return sentence.map(({text}) => text).join("");
}

/**
 * Fills a wording. It is a row of clauses between commas and semicolons; one that asks for what there is not (no
 * last month, nobody new) is left out whole. 比上月持平 becomes 与上月持平, and 由负转正 goes before the comparison.
 */
export function fillPhrase(wording: string, fillings: Fillings): Sentence {
  const parts = wording.split(/([，；])/);
  const runs: SentenceRun[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const clause = fillClause(parts[index] ?? "", fillings);
    if (clause === undefined || textOf(clause) === "") continue;
    if (runs.length > 0) runs.push({text: parts[index - 1] ?? "，"});
    runs.push(...clause);
  }
  return runs;
}

function fillClause(clause: string, fillings: Fillings): Sentence | undefined {
  const names = placeholdersIn(clause);
  if (names.some(name => fillings[name] === undefined)) return undefined;
  const {变化: change} = fillings;
  if (typeof change !== "string" || !names.includes("变化")) return fillPlaces(clause, fillings);
  if (change === "持平") return fillPlaces(clause.replace(/(?<!同)[比较](?=[^比较]*\{变化\})/, "与"), fillings);
  const turn = /^(由[正负]转[正负])，(.*)$/.exec(change);
  if (!turn) return fillPlaces(clause, fillings);
  const [, words = "", rest = ""] = turn;
  return [{text: `${words}，`}, ...fillPlaces(clause, {...fillings, 变化: rest})];
}

function fillPlaces(clause: string, fillings: Fillings): Sentence {
  return clause.split(placeholder).flatMap((part, index): SentenceRun[] => {
    if (index % 2 === 0) return part === "" ? [] : [{text: part}];
    const filling = fillings[part] ?? "";
    return typeof filling === "string"
      ? [{text: filling, place: part}]
      : filling.map(piece => ({...piece, place: part}));
  });
}

const placeholder = /\{([^{}]*)\}/g;

function placeholdersIn(wording: string): string[] {
  return [...wording.matchAll(placeholder)].map(([, name = ""]) => name);
}
