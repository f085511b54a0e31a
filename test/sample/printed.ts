import {chartSpecSchema, resolveChart} from "../../src/charts/index.ts";
import {type Diagnostic, describe, type Report, type Span} from "../../src/diagnostics/index.ts";
import {
  type Figures,
  findUnit,
  formatPeriod,
  monthOf,
  parsePeriod,
  readFigures,
  resolveReference,
  type Scope,
} from "../../src/figures/index.ts";
import {
  parseArticle,
  type RenderedReference,
  type RenderedText,
  renderNarrative,
  renderYamlText,
  type Slot,
  type Tie,
} from "../../src/narrative/index.ts";
import {resolveBoards} from "../../src/pages/board-block.ts";
import {resolveCards} from "../../src/pages/cards-block.ts";
import {composeBulletin, readLayouts, type TableView} from "../../src/pages/index.ts";
import {resolvePolicy} from "../../src/pages/policy-block.ts";
import {resolveSummary} from "../../src/pages/summary-block.ts";
import {resolveTable} from "../../src/pages/table-block.ts";
import {type BulletinFolder, checkSchema, diskFiles, readWorkspace, type YamlText} from "../../src/workspace/index.ts";
import {type Block, cardsBlock, chartBlock, tableBlock, tablesBlock, textBlock} from "./block.ts";
import {contentFolder} from "./town.ts";

/** What the pipeline prints for one file. */
export interface PrintedFile {
  /** By the offset of the two braces. */
  readonly references: Map<number, string>;
  /** By the line of the fence. */
  readonly blocks: Map<number, Block>;
}

export interface Printed {
  readonly files: ReadonlyMap<string, PrintedFile>;
  /** All words of the composed bulletin, by folder: bulletins/2019-07-monthly. */
  readonly pages: ReadonlyMap<string, string>;
  /** Errors and warnings of the pipeline. */
  readonly complaints: readonly string[];
}

/** Runs the pipeline over the whole sample and notes what it gives for each reference and block. */
export function readPrinted(): Printed {
  const workspace = readWorkspace(diskFiles(contentFolder));
  const figures = readFigures(workspace);
  const diagnostics: Diagnostic[] = [...workspace.diagnostics, ...figures.diagnostics];
  const report: Report = diagnostic => diagnostics.push(diagnostic);
  const files = new Map(workspace.bulletins.flatMap(folder => [...printBulletin(folder, figures, report)]));
  const {layouts} = readLayouts(workspace.files, {trusted: false});
  const pages = new Map(
    workspace.bulletins.map(folder => {
      const {view, diagnostics: found} = composeBulletin(folder, workspace, figures, layouts);
      diagnostics.push(...found);
      const articles = view?.articles.map(({titleHtml, deckHtml, bodyHtml}) => [titleHtml, deckHtml, bodyHtml]) ?? [];
      return [`bulletins/${folder.slug}`, plain([view?.title, ...articles.flat()].join("\n"))];
    }),
  );
  return {
    files,
    pages,
    complaints: diagnostics.map(diagnostic => `${diagnostic.span?.source.path ?? ""} ${describe(diagnostic).message}`),
  };
}

function printBulletin(folder: BulletinFolder, figures: Figures, report: Report): Map<string, PrintedFile> {
  const files = new Map<string, PrintedFile>();
  const {yaml, bulletin} = folder;
  const unit = yaml && bulletin && findUnit(bulletin.主体 ?? "", yaml.spanAt(["主体"]), figures.units, report);
  const period = bulletin && parsePeriod(bulletin.期间);
  if (!unit || !period) throw new Error(`${folder.path} cannot be read`);
  const texts = new Map([
    ["期间", formatPeriod(period)],
    ["月份", `${monthOf(period)}月`],
  ]);
  const scope: Scope = {figures, unit, period, texts, report, use: () => {}};

  const resolve = (span: Span, tie?: Tie): RenderedReference | undefined => {
    if (tie?.kind === "note") return undefined;
    const resolved = resolveReference(span, scope);
    if (!resolved) return undefined;
    const opening = span.source.text.lastIndexOf(tie ? "](=" : "{{", span.start);
    fileAt(span.source.path).references.set(opening, resolved.text);
    return tie ? undefined : {text: resolved.text, html: resolved.text};
  };
  printStrings(yaml);
  for (const source of folder.articles.values()) {
    const article = parseArticle(source, report);
    if (!article) continue;
    printStrings(article.yaml);
    for (const slot of renderNarrative(article, "a", resolve, report).slots) {
      const block = slot.kind === "block" ? printBlock(slot) : undefined;
      if (block) fileAt(source.path).blocks.set(lineOf(slot.span), block);
    }
  }
  return files;

  function fileAt(path: string): PrintedFile {
    const file = files.get(path) ?? {references: new Map(), blocks: new Map()};
    files.set(path, file);
    return file;
  }

  /** Prints every text of a front matter or bulletin.yaml. */
  function printStrings(from: YamlText): void {
    const visit = (value: unknown): void => {
      if (typeof value === "string") renderYamlText(value, from, resolve);
      else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) visit(inner);
    };
    visit(from.value);
  }

  function printBlock({name, yaml: from}: Slot & {kind: "block"}): Block | undefined {
    const render = (value: string): RenderedText => renderYamlText(value, from, resolve);
    switch (name) {
      case "图表":
        return printChart(from, render, scope);
      case "表格": {
        const table = resolveTable(from, "t", scope, render);
        return table && printTable(table);
      }
      case "政策": {
        const tables = resolvePolicy(from, "t", scope, render);
        return tables && printTables({达标: tables.qualified, 接近: tables.near});
      }
      case "红黑榜": {
        const boards = resolveBoards(from, "t", scope, render);
        return boards && printTables({红榜: boards.red, 黑榜: boards.black});
      }
      case "综述": {
        const summary = resolveSummary(from, scope, render);
        return summary && textBlock(summary.text);
      }
      case "指标卡": {
        const view = resolveCards(from, scope, render);
        return view && cardsBlock(view.cards.map(card => [card.name, plain(card.numberHtml), card.measure]));
      }
    }
  }
}

function printTable({measureNote, columns, rows}: TableView): Block {
  return tableBlock(
    measureNote ?? "",
    columns.map(({headHtml}) => plain(headHtml)),
    rows.map(({cells}) => cells.map(plain)),
  );
}

function printTables(tables: Readonly<Record<string, TableView | undefined>>): Block {
  const printed = Object.entries(tables).flatMap(([name, table]) =>
    table ? [[name, printTable(table)] as const] : [],
  );
  return tablesBlock(Object.fromEntries(printed));
}

function printChart(yaml: YamlText, render: (value: string) => RenderedText, scope: Scope): Block | undefined {
  const spec = checkSchema(chartSpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const texts = {title: render(spec.标题).text, note: spec.注 && render(spec.注).text, width: 560};
  const chart = resolveChart(spec, yaml, texts, scope);
  if (!chart) return undefined;
  const {target, series, categories} = chart;
  return chartBlock({
    measure: chart.measure,
    categoryName: chart.categoryName,
    categories,
    series: series.map(({name}) => name),
    target: target ? `${target.name} ${target.label} @${target.value.toFixed(6)}` : "",
    point: (category, name) => {
      const point = series.find(one => one.name === name)?.points[categories.indexOf(category)];
      return point ? `${point.label} @${point.value?.toFixed(6) ?? "—"}` : "";
    },
  });
}

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function lineOf({source, start}: Span): number {
  return source.text.slice(0, start).split("\n").length;
}
