/**
 * Judges the typography of any printed page:
 *
 *     const pages = await readGlyphs(pdf);
 *     const faults = judgeLines(readLines(pages, columns), rules);
 *
 * `columns` are boxes in points, in reading order; without them each page is one column. It needs a tagged PDF: paragraphs
 * are told from the tags, so one that runs over columns or pages is judged as one.
 */
export {type Fault, type FaultKind, faultKinds, judgeLines, type Rules} from "./judge-lines.ts";
export {type Block, type Dot, type Glyph, type GlyphPage, readGlyphs} from "./read-glyphs.ts";
export {type Column, type Line, readLines, wholePages} from "./read-lines.ts";
