import {markdown, markdownLanguage} from "@codemirror/lang-markdown";
import {yaml, yamlFrontmatter, yamlLanguage} from "@codemirror/lang-yaml";
import {HighlightStyle, syntaxHighlighting} from "@codemirror/language";
import type {Extension} from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import {tags} from "@lezer/highlight";
import {findExpressions} from "./expressions.ts";

/** Names of fenced blocks, whose content is YAML. */
const blockNames: ReadonlySet<string> = new Set(["图表", "表格", "指标卡", "政策", "红黑榜", "综述"]);

/** The language of a file by its name: an article, or YAML. */
export function languageOf(path: string): Extension {
  if (path.endsWith(".yaml")) return [yaml(), marks("reference")];
  const article = markdown({
    base: markdownLanguage,
    codeLanguages: info => (blockNames.has(info.trim()) ? yamlLanguage : null),
  });
  return [yamlFrontmatter({content: article}), marks("all")];
}

const markOf = {
  reference: Decoration.mark({class: "jb-reference"}),
  claim: Decoration.mark({class: "jb-claim"}),
  note: Decoration.mark({class: "jb-note"}),
} as const;
const containerMark = Decoration.mark({class: "jb-container"});
const photoMark = Decoration.mark({class: "jb-photo"});

/** What Markdown does not know: figures, claims, :::, and where a photo lies. Works line by line on what is in view. */
function marks(which: "all" | "reference"): Extension {
  const decorator = new MatchDecorator({
    regexp: /^.+$/gm,
    maxLength: 20_000,
    decorate(add, from, _to, {0: line}) {
      if (which === "all" && /^\s*[:：]{3}/.test(line)) add(from, from + line.length, containerMark);
      const photo = which === "all" ? /^!\[[^\]\n]*\](\([^)\n]*\))/.exec(line) : null;
      if (photo?.[1]) add(from + photo[0].length - photo[1].length, from + photo[0].length, photoMark);
      for (const part of findExpressions(line)) add(from + part.from, from + part.to, markOf[part.kind]);
    },
  });
  return ViewPlugin.define<{decorations: DecorationSet; update(update: ViewUpdate): void}>(
    view => ({
      decorations: decorator.createDeco(view),
      update(update) {
        this.decorations = decorator.updateDeco(update, this.decorations);
      },
    }),
    {decorations: plugin => plugin.decorations},
  );
}

const highlight = HighlightStyle.define([
  {tag: tags.heading, fontWeight: "700", color: "#7d1014"},
  {tag: tags.strong, fontWeight: "700"},
  {tag: tags.emphasis, textEmphasis: "filled dot", textEmphasisPosition: "under right"},
  {tag: tags.link, color: "#1a4f8f"},
  {tag: tags.url, color: "#595959"},
  {tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "#7d1014"},
  {tag: [tags.processingInstruction, tags.contentSeparator, tags.meta, tags.separator], color: "#6b6b6b"},
  {tag: tags.comment, color: "#4f6b4f"},
  {tag: tags.labelName, color: "#6a3d00", fontWeight: "700"},
]);

export const highlighting: Extension = syntaxHighlighting(highlight);

export const editorTheme: Extension = EditorView.theme({
  "&": {height: "100%", backgroundColor: "#fff", fontSize: "16px"},
  "&.cm-focused": {outline: "none"},
  ".cm-scroller": {fontFamily: "var(--sans)", lineHeight: "1.75", overflow: "auto"},
  ".cm-content": {padding: "0.75rem 0", caretColor: "#a8141b"},
  ".cm-line": {padding: "0 1rem 0 0.75rem"},
  ".cm-gutters": {backgroundColor: "#faf9f6", color: "#5e5e5e", borderInlineEnd: "1px solid #e6e2da"},
  ".cm-activeLine": {backgroundColor: "rgb(168 20 27 / 4%)"},
  ".cm-activeLineGutter": {backgroundColor: "#f1e9e3"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {backgroundColor: "#cfe0f5"},
  ".jb-reference, .jb-reference *": {color: "#155a32"},
  ".jb-reference": {backgroundColor: "rgb(21 90 50 / 9%)", borderRadius: "3px"},
  ".jb-claim, .jb-claim *": {color: "#1a4f8f"},
  ".jb-claim": {backgroundColor: "rgb(26 79 143 / 8%)", borderRadius: "3px"},
  ".jb-note, .jb-note *": {color: "#5c4a1e"},
  ".jb-note": {backgroundColor: "rgb(138 100 0 / 11%)", borderRadius: "3px"},
  ".jb-container, .jb-container *": {color: "#6a3d00", fontWeight: "700"},
  ".jb-photo, .jb-photo *": {color: "#595959"},
});
