import {type Diagnostic, diagnose, type Span, spanAtPlace, spanOf} from "../diagnostics/index.ts";
import type {PageFinding, PagePlace} from "../press/index.ts";
import type {BulletinFolder} from "../workspace/index.ts";

/** What was found on a bulletin's printed pages, told at the writer's line where it is known. */
export function tellPageFindings(folder: BulletinFolder, findings: readonly PageFinding[]): Diagnostic[] {
  return findings.map(finding => tellPageFinding(folder, finding));
}

function tellPageFinding(folder: BulletinFolder, finding: PageFinding): Diagnostic {
  switch (finding.kind) {
    case "overset": {
      const {file, at, characters, lines, excerpt} = finding;
      const [line, column] = (at ?? "").split(":").map(Number);
      const span =
        spanOfExcerpt(folder, file, line, excerpt) ?? spanOfPlace(folder, {file, line, column, text: excerpt});
      return diagnose("JB-7020", span, {characters, lines, excerpt});
    }
    case "underset": {
      const {characters, lines, columns, page} = finding;
      return diagnose("JB-7021", folder.yaml?.spanAt([]), {characters, lines, columns, page});
    }
    case "short-column":
      return diagnose("JB-7022", spanOfFile(folder, finding.file), {title: finding.title, lines: finding.lines});
    case "no-room":
      return diagnose("JB-7023", spanOfFile(folder, finding.file), {title: finding.title});
    case "clipped":
      return diagnose("JB-7010", spanOfPlace(folder, finding.place), {
        text: finding.place.text,
        hiddenMm: finding.hiddenMm,
      });
    case "overflow": {
      const {place, where, beyondMm} = finding;
      return diagnose("JB-7011", spanOfPlace(folder, place), {text: place.text, where, beyondMm});
    }
    case "coarse-picture": {
      const {place, dpi, widthMm} = finding;
      return diagnose("JB-7012", spanOfPlace(folder, place), {text: place.text, dpi, widthMm});
    }
    case "shrunk":
      return diagnose("JB-7015", folder.yaml?.spanAt([]), {percent: finding.percent});
    case "foreign-font": {
      const {font, text} = finding;
      const words = text.replace(/\s+/g, "");
      const span = spanOfText(folder, [text, words, words.slice(0, 4), words.slice(0, 2), words.slice(0, 1)]);
      return diagnose("JB-7014", span, {font: font.replace(/^[A-Z]{6}\+/, ""), text: text.slice(0, 10)});
    }
    case "text-differs": {
      const {before, expected, found} = finding;
      return diagnose(
        "JB-7013",
        spanOfText(
          folder,
          [before + expected, before, expected].filter(text => text.length > 1),
        ),
        {before, expected, found},
      );
    }
  }
}

/** The line of the article that a place names; the head of bulletin.yaml for what belongs to no article. */
function spanOfPlace(folder: BulletinFolder, {file, line, column}: PagePlace): Span | undefined {
  const source = [...folder.articles.values()].find(({path}) => path === file);
  if (!source) return folder.yaml?.spanAt([]);
  return line === undefined ? spanOf(source) : spanAtPlace(source, {line, column: column ?? 1});
}

/** Where words of an article stand, from a line on; undefined when they are not written there as they are printed. */
function spanOfExcerpt(
  folder: BulletinFolder,
  file: string | undefined,
  line: number | undefined,
  excerpt: string,
): Span | undefined {
  const source = [...folder.articles.values()].find(({path}) => path === file);
  if (!source || excerpt === "") return undefined;
  const from = line === undefined ? 0 : spanAtPlace(source, {line, column: 1}).start;
  // A reference or a claim may stand among the words.
  for (const words of [excerpt, excerpt.slice(0, 8), excerpt.slice(0, 4), excerpt.slice(0, 2)]) {
    const start = source.text.indexOf(words, from);
    if (start !== -1) return spanOf(source, start, start + words.length);
  }
  return undefined;
}

function spanOfFile(folder: BulletinFolder, file: string | undefined): Span | undefined {
  const source = [...folder.articles.values()].find(({path}) => path === file);
  return source ? spanOf(source) : folder.yaml?.spanAt([]);
}

/** The first of some texts that stands in an article as it is. */
function spanOfText(folder: BulletinFolder, texts: readonly string[]): Span | undefined {
  for (const text of texts) {
    if (text === "") continue;
    for (const source of folder.articles.values()) {
      const start = source.text.indexOf(text);
      if (start !== -1) return spanOf(source, start, start + text.length);
    }
  }
  return folder.yaml?.spanAt([]);
}
