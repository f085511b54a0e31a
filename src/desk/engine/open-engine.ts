import {openStandingWorkspace} from "../../build/index.ts";
import {claimRules} from "../../figures/index.ts";
import {openStore} from "../store/open-store.ts";
import {renderBlock} from "./block.ts";
import {scopeOfBulletin} from "./bulletin-scope.ts";
import {type CandidateFinder, openCandidates} from "./candidates.ts";
import {openCellFinder} from "./cell-at.ts";
import type {Engine} from "./engine.ts";
import {explain} from "./explain.ts";
import {findingsOf} from "./findings.ts";
import {fixesOf} from "./fixes/fixes-of.ts";
import {listNumbers} from "./numbers.ts";
import {preview, type ToFindings} from "./preview.ts";
import type {CellStore} from "./save-table.ts";
import {openStyles} from "./styles.ts";
import {openTables} from "./table-engine.ts";
import {vocabularyOf} from "./vocabulary.ts";

export interface EngineOptions {
  /** Folder of the workspace. */
  readonly content: string;
  readonly trustLayouts: boolean;
  /** What cells are written through, the same as for texts; undefined: one of its own. */
  readonly store?: CellStore | undefined;
}

/** Opens the engine: the workspace is read at the first question and again after `changed`. */
export async function openEngine({content, trustLayouts, store}: EngineOptions): Promise<Engine> {
  const standing = await openStandingWorkspace(content, {trustLayouts});
  const styles = openStyles(standing);
  const finders = new WeakMap<object, Map<string, CandidateFinder>>();

  const scopeOf = (slug: string) => scopeOfBulletin(standing.base(), slug);
  const toFindings: Engine["toFindings"] = (diagnostics, slugsOf) =>
    findingsOf(
      diagnostics,
      slugsOf,
      (diagnostic, [slug]) => fixesOf(diagnostic, slug === undefined ? undefined : finderOf(slug)),
      openCellFinder(standing.base),
    );
  const findingsAbout: ToFindings = (diagnostics, slugs) => toFindings(diagnostics, () => slugs);

  return {
    preview: async ask => preview(ask, standing, styles, findingsAbout),
    styles: styles.read,
    photo: standing.photo,
    vocabulary(slug) {
      const scope = scopeOf(slug);
      return scope && vocabularyOf(scope);
    },
    explain(slug, expression) {
      const scope = scopeOf(slug);
      return scope && explain(expression, scope, diagnostics => findingsAbout(diagnostics, [slug]));
    },
    candidates: (slug, words) => finderOf(slug)?.(words) ?? [],
    block: async ask => renderBlock(ask, standing, diagnostics => findingsAbout(diagnostics, [ask.slug])),
    numbers: slug => listNumbers(slug, standing, base => scopeOfBulletin(base, slug)),
    ...openTables(standing, store ?? openStore(content), diagnostics => findingsAbout(diagnostics, [])),
    toFindings,
    changed: standing.changed,
  };

  function finderOf(slug: string): CandidateFinder | undefined {
    const {figures, workspace} = standing.base();
    const known = finders.get(figures) ?? new Map<string, CandidateFinder>();
    finders.set(figures, known);
    const scope = scopeOf(slug);
    const finder = known.get(slug) ?? (scope && openCandidates(scope, claimRules(figures, workspace.office?.约数)));
    if (finder) known.set(slug, finder);
    return finder;
  }
}
