import type {Base} from "../../build/index.ts";
import {parsePeriod, type QuestionScope} from "../../figures/index.ts";
import {questionScope} from "../../pages/index.ts";
import type {BulletinFolder} from "../../workspace/index.ts";

/** The bulletin of a slug; of a batch the first of its units. */
export function findBulletin({planned, workspace}: Base, slug: string): BulletinFolder | undefined {
  const folders = planned.map(({folder}) => folder);
  return (
    folders.find(folder => folder.slug === slug) ??
    folders.find(({part}) => part?.batch === slug) ??
    workspace.bulletins.find(folder => folder.slug === slug)
  );
}

/** What names mean in a bulletin; while its bulletin.yaml is wrong, the topmost unit and the newest month. */
export function scopeOfBulletin(base: Base, slug: string): QuestionScope | undefined {
  const folder = findBulletin(base, slug);
  if (!folder) return undefined;
  const {figures} = base;
  const period = parsePeriod(folder.bulletin?.期间 ?? "") ?? figures.observations.periods.at(-1);
  return questionScope(folder.bulletin, period, figures);
}
