import {openStandingWorkspace} from "../../build/index.ts";
import {claimRules} from "../../figures/index.ts";
import {openStore} from "../store/open-store.ts";
import {renderBlock} from "./block.ts";
import {scopeOfBulletin} from "./bulletin-scope.ts";
import {type CandidateFinder, openCandidates} from "./candidates.ts";
import {openCellFinder} from "./cell-at.ts";
import type {Engine} from "./engine.ts";
import {explain} from "./explain.ts";
import {type FigurePool, openFigurePool} from "./figure-pool.ts";
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
  const known = new WeakMap<object, Map<string, Questions>>();

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
      // Whoever opens an article is going to ask for candidates too. What goes wrong is told to who asks.
      if (scope)
        questionsOf(slug)
          ?.pool.warm()
          .catch(() => undefined);
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
    return questionsOf(slug)?.find;
  }

  /** What is kept for a bulletin until the data are read anew. */
  function questionsOf(slug: string): Questions | undefined {
    const {figures, workspace} = standing.base();
    const ofData = known.get(figures) ?? new Map<string, Questions>();
    known.set(figures, ofData);
    const scope = ofData.has(slug) ? undefined : scopeOf(slug);
    if (scope) {
      const pool = openFigurePool(scope);
      ofData.set(slug, {pool, find: openCandidates(scope, claimRules(figures, workspace.office?.约数), pool)});
    }
    return ofData.get(slug);
  }
}

interface Questions {
  readonly pool: FigurePool;
  readonly find: CandidateFinder;
}
