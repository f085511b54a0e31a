import {type Placement, pdfNumber, pointsPerMm, type Size} from "./sheet.ts";

/** Marks begin so far from the page, so that a cut that is a little off shows none of them. */
const gap = 2 * pointsPerMm;
const length = 5 * pointsPerMm;
const hairline = 0.25;

/**
 * Crop marks at the corners, marks at the middle of each edge, and a ruler of exactly 100 mm under the page: whoever
 * measures it knows whether the printer has changed the size. Black, without text, so that no font is needed.
 */
export function cropMarks(page: Size, {x, y}: Placement, paper: Size): string {
  const [left, right, bottom, top] = [x, x + page.width, y, y + page.height];
  const [middle, centre] = [paper.width / 2, paper.height / 2];
  const lines: [number, number, number, number][] = [];
  for (const side of [left, right]) {
    lines.push([side, bottom - gap, side, bottom - gap - length], [side, top + gap, side, top + gap + length]);
  }
  for (const side of [bottom, top]) {
    lines.push([left - gap, side, left - gap - length, side], [right + gap, side, right + gap + length, side]);
  }
  lines.push([middle, top + gap, middle, top + gap + length]);
  lines.push([left - gap, centre, left - gap - length, centre], [right + gap, centre, right + gap + length, centre]);
  lines.push(...ruler(middle, bottom - gap));
  const drawn = lines.map(
    line => `${line.slice(0, 2).map(pdfNumber).join(" ")} m ${line.slice(2).map(pdfNumber).join(" ")} l S`,
  );
  return `/Artifact BMC\nq 0 G ${hairline} w\n${drawn.join("\n")}\nQ\nEMC`;
}

function ruler(middle: number, y: number): [number, number, number, number][] {
  const start = middle - 50 * pointsPerMm;
  const ticks = Array.from({length: 11}, (_, tick): [number, number, number, number] => {
    const at = start + tick * 10 * pointsPerMm;
    return [at, y, at, y - (tick % 5 === 0 ? 4 : 2) * pointsPerMm];
  });
  return [[start, y, start + 100 * pointsPerMm, y], ...ticks];
}
