import type {Base, StandingBulletin, StandingWorkspace} from "../../build/index.ts";
import {type Diagnostic, sortDiagnostics, uniqueDiagnostics} from "../../diagnostics/index.ts";
import {type Page, withoutInternal} from "../../pages/index.ts";
import type {Finding, PreviewAnswer, PreviewAsk} from "../api.ts";
import type {PreviewStyles} from "./styles.ts";

export type ToFindings = (diagnostics: readonly Diagnostic[], slugs: readonly string[]) => readonly Finding[];

/** The page of a bulletin with one text that is not saved; of a bulletin that is not there, nothing. */
export function preview(
  {slug, path, text}: PreviewAsk,
  standing: StandingWorkspace,
  styles: PreviewStyles,
  toFindings: ToFindings,
): PreviewAnswer {
  const begun = performance.now();
  const base = standing.withText(path, text);
  const bulletin = standing.compose(slug, base, {isDraft: true});
  const page = bulletin?.page();
  return {
    ...(page ? {body: bodyOf(page)} : {}),
    styles: page ? styles.addressFor(page, base) : "",
    lang: page?.lang ?? "zh-CN",
    findings: bulletin ? toFindings(diagnosticsOf(bulletin, base, path), [slug]) : [],
    milliseconds: performance.now() - begun,
  };
}

/** The body as it is published, its blocks with their places; photos have addresses of their own. */
export function bodyOf({bodyHtml, bodyClass}: Page): string {
  const html = withoutInternal(bodyHtml).replace(
    /(<img\b[^>]*?\bsrc=")photo:([0-9a-f]{16}-[1-6])"/g,
    '$1/api/preview-photos/$2"',
  );
  return `<body class="${bodyClass}">\n${html}\n</body>`;
}

/** What is found about the bulletin, with what is found in its texts and in the text being written. */
function diagnosticsOf({folder, composed}: StandingBulletin, base: Base, path: string): Diagnostic[] {
  const own = folder.path.slice(0, folder.path.lastIndexOf("/") + 1);
  const concerns = ({span}: Diagnostic): boolean =>
    span !== undefined && (span.source.path === path || span.source.path.startsWith(own));
  return sortDiagnostics(uniqueDiagnostics([...base.diagnostics.filter(concerns), ...composed.diagnostics]));
}
