/** Family that every page embeds; the others are what a machine may have when an SVG is taken out of its page. */
export const fontFamily = '"JB Sans", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", sans-serif';

export const labelSize = 11;
export const smallSize = 10;

/** Width in pixels of a text at a size: a hanzi is one em, Latin and digits a bit over half. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += /[\u0020-\u024f]/.test(character) ? 0.58 : 1;
  return ems * size;
}

/** Breaks a name into lines of at most `width` pixels, three at most; what is still longer ends in …. */
export function wrapName(name: string, width: number, size: number): string[] {
  const perLine = Math.max(2, Math.floor(width / size));
  const characters = [...name];
  if (textWidth(name, size) <= width) return [name];
  const lineCount = Math.min(3, Math.ceil(characters.length / perLine));
  const even = Math.min(perLine, Math.ceil(characters.length / lineCount));
  const lines = Array.from({length: lineCount}, (_, line) => characters.slice(line * even, (line + 1) * even).join(""));
  if (characters.length > even * lineCount)
    lines[lineCount - 1] = `${[...(lines.at(-1) ?? "")].slice(0, -1).join("")}…`;
  return lines;
}

/** A name cut to a number of characters. */
export function cutName(name: string, most: number): string {
  const characters = [...name];
  return characters.length <= most ? name : `${characters.slice(0, most - 1).join("")}…`;
}
