/**
 * Narrative: an article in Markdown becomes HTML, its references worked out.
 *
 *     SourceText --parseArticle--> Article --renderNarrative(resolve)--> Narrative {html with slots, slots, headings}
 *
 * Knows nothing of figures or pages: what a reference gives is asked for, blocks and photos are left as slots.
 */
export {type Article, parseArticle} from "./article.ts";
export {containerClasses} from "./container.ts";
export {finishParagraphs} from "./finish-text.ts";
export {
  escapeHtml,
  keepNumbersWhole,
  type RenderedReference,
  type RenderedText,
  type ResolveSpan,
  renderYamlText,
  type Tie,
} from "./inline.ts";
export {type PhotoOptions, type Pointer, parseColumns, parsePhotoOptions} from "./photo-options.ts";
export {markPlace, placeAttribute, withoutPlaces} from "./places.ts";
export {
  type BlockName,
  blockNames,
  fillSlots,
  type Heading,
  type Narrative,
  renderNarrative,
  type Slot,
} from "./render-narrative.ts";
export {findNumbers, type NumberPlace, type NumberReview, reviewNumbers} from "./untied-numbers.ts";
