import type {SourceText, Span} from "../diagnostics/index.ts";
import type {Scope} from "../figures/index.ts";
import {
  escapeHtml,
  fillSlots,
  finishParagraphs,
  markPlace,
  parseArticle,
  parseColumns,
  parsePhotoOptions,
  placeAttribute,
  type RenderedText,
  type ResolveSpan,
  renderNarrative,
  renderYamlText,
  type Slot,
} from "../narrative/index.ts";
import type {WorkspaceFiles, YamlText} from "../workspace/index.ts";
import {splitBlocks} from "./blocks.ts";
import {renderBoards} from "./board-block.ts";
import {resolveCards} from "./cards-block.ts";
import {type ChartWidth, resolveChartBlock} from "./chart-block.ts";
import {withoutConsequences} from "./consequences.ts";
import {markDraftError} from "./draft.ts";
import type {FigureLedger} from "./figure-ledger.ts";
import {markBlock, plainText} from "./origin-notes.ts";
import {type PlacedPhoto, readPhoto} from "./photo-block.ts";
import {renderPolicyBlock} from "./policy-block.ts";
import {renderCards, renderChartFigure, renderPhoto, renderTable} from "./render-blocks.ts";
import {resolveSummary} from "./summary-block.ts";
import {resolveTable} from "./table-block.ts";
import type {ArticleView, PhotoView} from "./view.ts";

/**
 * Works out an article: heads, photos, and the body with its blocks. Undefined when it cannot be read at all. In a draft a
 * block that cannot be worked out stands there as it is written.
 */
export function composeArticle(
  source: SourceText,
  id: string,
  outerScope: Scope,
  files: WorkspaceFiles,
  resolve: ResolveSpan,
  chartWidth: ChartWidth = () => 560,
  ledger?: FigureLedger,
  placePhoto?: (photo: PlacedPhoto) => void,
  isDraft = false,
): ArticleView | undefined {
  const article = parseArticle(source, outerScope.report);
  if (!article) return undefined;
  const {front, yaml} = article;
  const text = (value: string): RenderedText => renderYamlText(value, yaml, resolve);
  const html = (value: string | undefined): string | undefined => (value === undefined ? undefined : text(value).html);

  const title = text(front.标题);
  const photos = front.图片.flatMap((entry, index): PhotoView[] => {
    const at = (key: string): Span => yaml.spanAt(["图片", index, key]);
    const columns = entry.宽 === undefined ? 2 : parseColumns(entry.宽);
    if (columns === undefined) parsePhotoOptions(`宽=${entry.宽}`, at("宽"), outerScope.report);
    const place = {
      span: at("图"),
      caption: text(entry.说明),
      options: {columns: columns ?? 2, anyColumns: entry.宽 === undefined, pointer: entry.标记},
    };
    const photo = readPhoto(files, source.path, entry.图, place, outerScope.report, placePhoto);
    return photo ? [{...photo, span: place.span}] : [];
  });
  const narrative = renderNarrative(article, id, resolve, outerScope.report);
  const slots = narrative.slots.map((slot, index) => renderSlot(slot, `${id}-b${index + 1}`));
  const placeOf = (key: "引题" | "标题" | "副题" | "导语" | "署名"): string =>
    front[key] === undefined ? "" : placeAttribute(yaml.spanAt([key]));
  return {
    id,
    placesHtml: {
      article: ` data-file="${escapeHtml(source.path)}"`,
      kicker: placeOf("引题"),
      title: placeOf("标题"),
      deck: placeOf("副题"),
      lead: placeOf("导语"),
      byline: placeOf("署名"),
    },
    kickerHtml: html(front.引题),
    titleHtml: title.html,
    titleText: title.text,
    deckHtml: html(front.副题),
    leadHtml: html(front.导语),
    dateline: front.电头 === undefined ? undefined : text(front.电头).text,
    byline: front.署名 === undefined ? undefined : text(front.署名).text,
    leads: front.版面?.头条 ?? false,
    boxed: front.版面?.加框 ?? false,
    photos,
    bodyHtml: fillSlots(finishParagraphs(narrative.html), index => slots[index] ?? ""),
    headings: narrative.headings,
  };

  function renderSlot(slot: Slot, blockId: string): string {
    const html = withoutConsequences(outerScope, scope => renderSlotIn(scope, slot, blockId));
    const {source: text, start, end} = slot.span;
    const shown = html === "" && isDraft ? `<p>${markDraftError(text.text.slice(start, end))}</p>` : html;
    return splitBlocks(shown)
      .map(block => `${markPlace(block.html, slot.span)}\n`)
      .join("");
  }

  function renderSlotIn(scope: Scope, slot: Slot, blockId: string): string {
    if (slot.kind === "unreadable") return "";
    if (slot.kind === "photo") {
      const options = parsePhotoOptions(slot.options, slot.span, scope.report);
      const photo = readPhoto(
        files,
        source.path,
        slot.path,
        {span: slot.span, caption: slot.caption, options},
        scope.report,
        placePhoto,
      );
      return photo ? renderPhoto(photo) : "";
    }
    const render = textOf(slot.yaml);
    switch (slot.name) {
      case "图表": {
        const block = ledger?.openBlock("图表");
        const chart = resolveChartBlock(
          slot.yaml,
          blockId,
          {...scope, print: block?.print, printWorked: block?.printWorked},
          render,
          chartWidth,
        );
        return chart ? markBlock(renderChartFigure(chart), block?.close(`图表 ${plainText(chart.titleHtml)}`)) : "";
      }
      case "表格": {
        const block = ledger?.openBlock("表格");
        const table = resolveTable(slot.yaml, blockId, {...scope, print: block?.print}, render);
        return table
          ? markBlock(renderTable(table), block?.close(`表格 ${plainText(table.titleHtml ?? "")}`.trim()))
          : "";
      }
      case "指标卡": {
        const cards = resolveCards(slot.yaml, {...scope, print: ledger?.print("指标卡")}, render);
        return cards ? renderCards(cards) : "";
      }
      case "政策":
        return renderPolicyBlock(slot.yaml, blockId, scope, render, ledger?.openBlock("政策")) ?? "";
      case "红黑榜":
        return renderBoards(slot.yaml, blockId, scope, render, () => ledger?.openBlock("红黑榜")) ?? "";
      case "综述": {
        const told = {...scope, printWorked: ledger?.printWorked("综述")};
        const summary = resolveSummary(slot.yaml, told, render);
        return summary ? finishParagraphs(`<p>${summary.html}</p>`) : "";
      }
    }
  }

  function textOf(blockYaml: YamlText): (value: string) => RenderedText {
    return value => renderYamlText(value, blockYaml, resolve);
  }
}
