import {type Diagnostic, diagnose, type Report, type Span, spanOf} from "../diagnostics/index.ts";
import {
  addMonths,
  type ClaimRules,
  checkClaim,
  claimRules,
  type Figure,
  type Figures,
  findUnit,
  formatDate,
  formatPeriod,
  monthOf,
  type Period,
  parsePeriod,
  resolveReference,
  type Scope,
  startTurns,
  type Unit,
  type Worked,
  weekdayOf,
  yearOf,
} from "../figures/index.ts";
import {
  type RenderedReference,
  type RenderedText,
  type ResolveSpan,
  renderYamlText,
  reviewNumbers,
  type Tie,
} from "../narrative/index.ts";
import type {BulletinFolder, OfficeFile, Workspace} from "../workspace/index.ts";
import {composeArticle} from "./compose-article.ts";
import {withoutConsequences} from "./consequences.ts";
import {dataNotes} from "./data-notes.ts";
import {resolveDraft} from "./draft.ts";
import {type FigureLedger, openLedger, type PrintedFigure} from "./figure-ledger.ts";
import {issueName} from "./issue-ledger.ts";
import type {Layout} from "./layout.ts";
import {markFigure, renderFigure} from "./origin-notes.ts";
import {newspaperGrid} from "./page-geometry.ts";
import {findPaper} from "./paper.ts";
import type {PlacedPhoto} from "./photo-block.ts";
import type {BulletinView, Paper} from "./view.ts";

/** A bulletin worked out, or why it cannot be published. */
export interface Composed {
  /** Undefined when it has an error, or rests on data that has one. */
  readonly view: BulletinView | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Files with errors that its figures rest on. */
  readonly blockedBy: readonly string[];
  /** All figures that it shows. */
  readonly figures: ReadonlySet<Figure>;
  /** What the numbers in its articles rest on. */
  readonly numbers: NumberCounts;
  /** All values that a reader sees, in the order of print. */
  readonly printed: readonly PrintedFigure[];
  /** All photos that stand in it, to be developed for its page; drawings are in the page already. */
  readonly photos: readonly PlacedPhoto[];
}

/** How many numbers are references, are claims, carry a source note, or are none of these. */
export interface NumberCounts {
  readonly references: number;
  readonly claims: number;
  readonly notes: number;
  readonly untied: number;
}

/**
 * Works out everything that a bulletin shows: every reference, chart and table. A draft has a view although something is
 * wrong, as long as its articles can be read: what cannot be worked out stands there as it is written.
 */
export function composeBulletin(
  folder: BulletinFolder,
  workspace: Workspace,
  figures: Figures,
  layouts: ReadonlyMap<string, Layout>,
  {isDraft = false}: {readonly isDraft?: boolean | undefined} = {},
): Composed {
  figures.forgetMuch();
  const diagnostics: Diagnostic[] = [];
  const used = new Set<Figure>();
  const report: Report = diagnostic => diagnostics.push(diagnostic);
  const {bulletin, yaml} = folder;
  const numbers = countNumbers(folder, workspace.office, report);
  const ledger = openLedger(figures);
  const {printed} = ledger;
  const photos: PlacedPhoto[] = [];
  if (!bulletin || !yaml) return {view: undefined, diagnostics, blockedBy: [], figures: used, numbers, printed, photos};
  tellUnusedArticles(folder, workspace, report);

  const unit = findUnit(bulletin.主体 ?? "", yaml.spanAt(["主体"]), figures.units, report);
  const period = findPeriod(bulletin.期间, yaml.spanAt(["期间"]), figures, report);
  const layout = layouts.get(bulletin.版式);
  const paper = bulletin.版面?.纸张 === undefined ? layout?.paper : findPaper(bulletin.版面.纸张);
  if (!layout) report(diagnose("JB-6003", yaml.spanAt(["版式"]), {name: bulletin.版式, known: [...layouts.keys()]}));
  const publication = workspace.office?.刊物.find(({名称}) => 名称 === bulletin.刊名);
  if (workspace.office && !publication) {
    const known = workspace.office.刊物.map(({名称}) => 名称);
    report(diagnose("JB-6002", yaml.spanAt(["刊名"]), {name: bulletin.刊名, known}));
  }
  const indicators = {...workspace.indicators, broken: workspace.indicators.broken || figures.indicators.size === 0};
  const blockedByForm = [workspace.officeFile, workspace.units, indicators]
    .filter(({broken}) => broken)
    .map(({path}) => path);
  if (!unit || !period)
    return {view: undefined, diagnostics, blockedBy: blockedByForm, figures: used, numbers, printed, photos};

  const texts = scopeTexts(bulletin, unit, period);
  const blockedBy = new Set(blockedByForm);
  const scope: Scope = {
    figures,
    unit,
    period,
    texts,
    report,
    use: figure => used.add(figure),
    useBroken: path => blockedBy.add(path),
    turns: startTurns(),
    isInternal: bulletin.密级 !== undefined,
    print: ledger.print("引用"),
    confine: ledger.confine,
  };
  const rules = claimRules(figures, workspace.office?.约数);
  const notes = new Map<string, Set<string>>();
  const resolveIn =
    (within: Scope): ResolveSpan =>
    (span, tie) => {
      if (!tie) return withoutConsequences(within, inner => renderReference(span, inner));
      return tie.kind === "claim"
        ? withoutConsequences(within, inner => renderClaim(span, tie, inner, rules))
        : renderNote(span, tie, notes, within.report);
    };
  const resolve = isDraft ? resolveDraft(scope, resolveIn) : resolveIn(scope);
  const text = (value: string): RenderedText => renderYamlText(value, yaml, resolve);
  const plain = (value: string | undefined): string | undefined => (value === undefined ? undefined : text(value).text);
  const articles = bulletin.稿件.flatMap((name, index) => {
    const source = folder.articles.get(name);
    const article =
      source &&
      composeArticle(
        source,
        `a${index + 1}`,
        scope,
        workspace.files,
        resolve,
        layout && paper && (columns => chartWidth(layout, paper, columns)),
        ledger,
        photo => photos.push(photo),
        isDraft,
      );
    return article ? [article] : [];
  });
  const title = text(bulletin.标题).text;
  for (const {brokenFiles} of used) for (const path of brokenFiles) blockedBy.add(path);
  const isWrong = diagnostics.some(({severity}) => severity === "error") || blockedBy.size > 0;
  const isShown = isDraft ? articles.length === bulletin.稿件.length : !isWrong;
  if (!isShown || !layout || !paper || !publication)
    return {view: undefined, diagnostics, blockedBy: [...blockedBy], figures: used, numbers, printed, photos};
  const notesOnData = printDataNotes(used, ledger, {unit, period, span: yaml.spanAt(["主体"])});
  const view: BulletinView = {
    slug: folder.slug,
    title,
    publication: publicationView(publication),
    issue: issueName(bulletin),
    totalIssue: bulletin.总期号 === undefined ? undefined : `总第${bulletin.总期号}期`,
    date: formatDate(bulletin.日期),
    isoDate: bulletin.日期,
    weekday: weekdayOf(bulletin.日期),
    period: formatPeriod(period),
    unit: unit.name,
    secrecy: plain(bulletin.密级),
    demo: workspace.office?.演示 ?? false,
    paper,
    folio: bulletin.版面 && {
      page: plain(bulletin.版面.版次) ?? "",
      section: plain(bulletin.版面.专版) ?? "",
      editor: plain(bulletin.版面.责编) ?? "",
    },
    meeting: bulletin.会议 && {
      name: plain(bulletin.会议.名称),
      mark: plain(bulletin.会议.材料),
      speaker: plain(bulletin.会议.汇报),
      date: bulletin.会议.日期 === undefined ? undefined : formatDate(bulletin.会议.日期),
      collect: bulletin.会议.会后收回,
    },
    articles,
    dataNotes: notesOnData,
    sourceNotes: sourceNotes(notes),
    notes: ledger.notes.filter(({isInternal}) => !isInternal),
    appendix: bulletin.数据来源 ? ledger.notes : undefined,
  };
  return {view, diagnostics, blockedBy: [...blockedBy], figures: used, numbers, printed, photos};
}

/** The notes on data that is not complete; each leads to the first place that prints a figure of it. */
function printDataNotes(
  used: Iterable<Figure>,
  ledger: FigureLedger,
  bulletin: Pick<Worked, "unit" | "period" | "span">,
): string[] {
  const print = ledger.printWorked("数据说明");
  return dataNotes(used).map(({text, figures}) => {
    const [first] = figures;
    const span = (first && ledger.findPrinted(first))?.span ?? bulletin.span;
    print({...bulletin, ...(first && {unit: first.unit}), text, what: "填报情况", span, figures});
    return text;
  });
}

/**
 * Width of a chart in CSS pixels: whole base columns of a newspaper page with the gutters between them, less half a
 * character at each side, since it stands on a tinted ground; elsewhere the type area, or half of it for 半栏, so that two charts stand side by side.
 */
function chartWidth({grid}: Layout, paper: Paper, columns: number): number {
  if (grid === "newspaper") {
    const {columnCharacters, characterPx} = newspaperGrid(paper);
    return ((columnCharacters + 1) * columns - 2) * characterPx;
  }
  return columns === 3 ? 276 : 560;
}

/** Words that stand for texts in references. */
export function scopeTexts(
  bulletin: NonNullable<BulletinFolder["bulletin"]>,
  unit: Unit,
  period: Period,
): Map<string, string> {
  return new Map([
    ["期间", formatPeriod(period)],
    ["月份", `${monthOf(period)}月`],
    ["年份", `${yearOf(period)}年`],
    ["上月", `${monthOf(addMonths(period, -1))}月`],
    ["截至", `截至${monthOf(period)}月底`],
    ["主体", unit.name],
    ["简称", unit.shortName],
    ["刊名", bulletin.刊名],
    ["期号", issueName(bulletin) ?? ""],
    ["日期", formatDate(bulletin.日期)],
  ]);
}

function renderReference(span: Span, scope: Scope): RenderedReference | undefined {
  const resolved = resolveReference(span, scope);
  if (!resolved) return undefined;
  const {text, quantity} = resolved;
  return {text, html: renderFigure(text, quantity?.value.toString(), scope.print?.(resolved, "sentence"))};
}

function findPeriod(written: string, span: Span, figures: Figures, report: Report): Period | undefined {
  const period = parsePeriod(written);
  if (!period || figures.observations.hasPeriod(period)) return period;
  report(diagnose("JB-6006", span, {period: written, known: figures.observations.periods}));
  return undefined;
}

function tellUnusedArticles({path, bulletin}: BulletinFolder, {files}: Workspace, report: Report): void {
  const folder = path.split("/").slice(0, -1).join("/");
  for (const name of files.list(folder)) {
    if (!name.endsWith(".md") || bulletin?.稿件.includes(name)) continue;
    report(diagnose("JB-6007", spanOf({path: `${folder}/${name}`, text: ""}), {name}));
  }
}

function publicationView(publication: OfficeFile["刊物"][number]): BulletinView["publication"] {
  return {
    name: publication.名称,
    compiler: publication.编印单位,
    distUp: publication.报,
    distPeer: publication.送,
    distDown: publication.发,
    copies: publication.印数,
  };
}

/** The author's words, checked against their figure. */
function renderClaim(target: Span, {words, printed}: Tie, scope: Scope, rules: ClaimRules): RenderedReference {
  const checked = checkClaim(words, target, scope, rules);
  if (!checked?.value) return {text: printed.text, html: `<span class="claim">${printed.html}</span>`};
  const html = `<data class="figure claim" value="${checked.value.toString()}">${printed.html}</data>`;
  // Its target is told once, by the check; here it is only asked for where the figure comes from.
  const resolved = resolveReference(target, {...scope, report: () => undefined});
  const note =
    resolved && scope.print?.({...resolved, text: printed.text, number: printed.text, measure: ""}, "sentence");
  return {text: printed.text, html: markFigure(html, note)};
}

/** The author's words, with their source told at the end. */
function renderNote(target: Span, {words, printed}: Tie, notes: Map<string, Set<string>>, report: Report) {
  const source = target.source.text.slice(target.start, target.end).trim();
  if (source === "") report(diagnose("JB-8009", words, {words: printed.text}));
  else notes.set(source, (notes.get(source) ?? new Set()).add(printed.text));
  return {text: printed.text, html: `<span class="noted">${printed.html}</span>`};
}

/** "2批次、100余人：镇组织办培训台账" */
function sourceNotes(notes: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...notes].map(([source, words]) => `${[...words].join("、")}：${source}`);
}

/** Counts what the numbers of bulletin.yaml and the articles rest on, and tells those that rest on nothing. */
function countNumbers(
  {bulletin, articles, yaml}: BulletinFolder,
  office: OfficeFile | undefined,
  report: Report,
): NumberCounts {
  const texts = [yaml?.source, ...(bulletin?.稿件 ?? []).map(name => articles.get(name))];
  const reviews = texts.flatMap(source => (source ? [reviewNumbers(source, office?.固定说法)] : []));
  for (const {source, start, end} of reviews.flatMap(({untied}) => untied)) {
    const found = diagnose("JB-8007", {source, start, end}, {words: source.text.slice(start, end)});
    report(office?.严格 ? {...found, severity: "error"} : found);
  }
  const sum = (count: (review: (typeof reviews)[number]) => number): number =>
    reviews.reduce((total, review) => total + count(review), 0);
  return {
    references: sum(({references}) => references),
    claims: sum(({claims}) => claims),
    notes: sum(({notes}) => notes),
    untied: sum(({untied}) => untied.length),
  };
}
