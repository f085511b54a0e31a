import {Eta} from "eta";
import {readBuiltInPartials} from "./layout.ts";

const engines = new WeakMap<Readonly<Record<string, string>>, Eta>();

/** Fills a partial by name: "photo"; every `<%= %>` in it is escaped. */
export function renderPartial(name: string, data: object, partials = readBuiltInPartials()): string {
  return engineFor(partials).render(`@${name}`, data).trim();
}

/** Fills a layout's template, which may include the partials. */
export function renderTemplate(template: string, data: object, partials: Readonly<Record<string, string>>): string {
  const engine = engineFor(partials);
  const name = `@layout:${template}`;
  if (engine.templatesSync.get(name) === undefined) engine.loadTemplate(name, template);
  return engine.render(name, data).trim();
}

function engineFor(partials: Readonly<Record<string, string>>): Eta {
  const known = engines.get(partials);
  if (known !== undefined) return known;
  const engine = new Eta({autoEscape: true, cache: true});
  for (const [name, template] of Object.entries(partials)) engine.loadTemplate(`@${name}`, template);
  engines.set(partials, engine);
  return engine;
}
