import {type Figure, formatPeriod} from "../figures/index.ts";

/**
 * Notes on figures of groups in which not every unit reported, one for each group, month and set of missing units:
 * "唐坊镇2019年7月务工人次：32个村中31个填报，未报：名杨村".
 */
export function dataNotes(figures: Iterable<Figure>): {readonly text: string; readonly figures: ReadonlySet<Figure>}[] {
  const groups = new Map<string, {figure: Figure; names: Set<string>; figures: Set<Figure>}>();
  for (const figure of figures) {
    const {unit, range, missing, value, members} = figure;
    if (value === undefined || missing.length === 0 || (members.length === 1 && members[0] === unit)) continue;
    const key = [unit.name, range.from, range.to, members.length, ...missing.map(({name}) => name)].join(" ");
    const group = groups.get(key);
    if (group) {
      group.names.add(figure.indicator.name);
      group.figures.add(figure);
    } else groups.set(key, {figure, names: new Set([figure.indicator.name]), figures: new Set([figure])});
  }
  return [...groups.values()].map(({figure: {unit, range, missing, members}, names, figures: ofGroup}) => {
    const months =
      range.from === range.to ? formatPeriod(range.to) : `${formatPeriod(range.from)}至${formatPeriod(range.to)}`;
    const type = missing[0]?.type ?? "单位";
    const all = new Set([...members, ...missing]).size;
    const complete = all - missing.length;
    const shown = missing
      .slice(0, 8)
      .map(({name}) => name)
      .join("、");
    const more = missing.length > 8 ? `等${missing.length}个` : "";
    const said = `${all}个${type}中${complete}个${range.from === range.to ? "填报" : "逐月填报"}`;
    return {
      text: `${unit.name}${months}${[...names].join("、")}：${said}，未报：${shown}${more}`,
      figures: ofGroup,
    };
  });
}
