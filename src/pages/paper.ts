import type {Paper} from "./view.ts";

/** Trim sizes in millimetres: newspaper sheets after domain practice (四开 27.5 × 39 cm, 对开 39 × 55 cm), A sizes after ISO 216. */
const papers: readonly Paper[] = [
  {name: "四开", widthMm: 275, heightMm: 390},
  {name: "对开", widthMm: 390, heightMm: 550},
  {name: "A3", widthMm: 297, heightMm: 420},
  {name: "A4", widthMm: 210, heightMm: 297},
];

export function findPaper(name: string): Paper {
  const paper = papers.find(candidate => candidate.name === name);
  if (!paper) throw new Error(`unknown paper ${name}`);
  return paper;
}
