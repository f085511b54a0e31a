import type {PrintedFile, PrintedSheets, PrintKind, PrintResult} from "../build/index.ts";
import {formatSize} from "./report.ts";

/** What was made for the printer and what to choose there, line by line. */
export function describePrint({files, pages}: PrintResult, kind: PrintKind): string[] {
  return files.flatMap(file => [
    `✓ ${file.path}  ${formatSize(file.bytes)}，${whatItIs(file, kind, pages)}`,
    ...adviseFile(file, kind, pages).map(line => `  ${line}`),
  ]);
}

/** What to choose in the print window for one file, line by line. */
export function adviseFile({sheets}: Pick<PrintedFile, "sheets">, kind: PrintKind, pages: number): string[] {
  return sheets ? details(sheets, kind, pages) : plainDetails(pages);
}

function whatItIs({sheets}: PrintedFile, kind: PrintKind, pages: number): string {
  if (!sheets) return `${pages} 页，全部改成了灰色`;
  const {paper, sides} = sheets;
  if (kind === "booklet") return `骑马钉小册子，${paper} 纸 ${sides / 2} 张，正反面都印`;
  if (kind === "2up") return `两页并排，${paper} 纸 ${sides} 面`;
  return `校样，${paper} 纸 ${sides} 面，${sheets.scale === 1 ? "原大（100%）" : `缩到 ${percent(sheets.scale)}`}`;
}

function details(sheets: PrintedSheets, kind: PrintKind, pages: number): string[] {
  if (kind === "booklet") return bookletDetails(sheets, pages);
  if (kind === "2up") {
    const flip = sheets.sides > 1 ? "双面打印，短边翻转（翻转方式选“短边”），" : "";
    return [...reduced(sheets), `打印：${sheets.paper} 纸横放，${flip}缩放选“实际大小”。`];
  }
  return proofDetails(sheets);
}

function plainDetails(pages: number): string[] {
  return [`打印：${pages > 1 ? "双面打印选“长边翻转”，" : ""}缩放选“实际大小”。`];
}

function bookletDetails(sheets: PrintedSheets, pages: number): string[] {
  const {paper, sides, blanks, creepMm} = sheets;
  const folded = paper === "A3" ? "A4" : "A5";
  return [
    blanks ? describeBlanks(blanks, pages) : `${pages} 页，正好是 4 的倍数，不补空白页。`,
    ...reduced(sheets),
    ...(creepMm > 0
      ? [`共 ${sides * 2} 页，超过 24 页：里层各页已向折缝收进，最里一张收进 ${creepMm.toFixed(1)} 毫米（按80克纸）。`]
      : []),
    `打印：${paper} 纸横放，双面打印，短边翻转（翻转方式选“短边”），缩放选“实际大小”；打印机自带的“小册子”不要再选。`,
    `装订：第 1 张在最外，其余依次叠在里面，沿中线对折成 ${folded}，折缝上订两个钉。`,
  ];
}

function describeBlanks({pages, reason, place}: NonNullable<PrintedSheets["blanks"]>, count: number): string {
  const total = `${count} 页，补 ${pages.length} 张空白页凑成 ${count + pages.length} 页：第 ${pages.join("、")} 页空白`;
  if (reason === "closing") return `${total}，放在末页前，末页做封底，报送栏仍在最后一面的下端。`;
  if (reason === "torn") return `${total}，放在最后，因为有一段文字或一张表跨到末页，不能从中隔开。`;
  if (place === "end") return `${total}，放在最后。`;
  return `${total}，放在末页前，末页做封底。`;
}

function proofDetails(sheets: PrintedSheets): string[] {
  const {paper, scale, hasMarks} = sheets;
  const marks = hasMarks ? ["四角有裁切线；页下的标尺长 100 毫米，印出来量一量，就知道打印机有没有缩放。"] : [];
  const small = scale < 1 && sheets.bodyPt !== undefined && sheets.bodyPt < 6;
  const look = small ? ["字太小，只能看版面，不能校文字。"] : [];
  const body = sheets.bodyPt === undefined ? [] : [`正文小五号（9磅）成了 ${sheets.bodyPt.toFixed(1)} 磅。`];
  return [...marks, ...body, ...look, `打印：${paper} 纸，单面，缩放选“实际大小”。`];
}

function reduced({scale, bodyPt}: PrintedSheets): string[] {
  if (scale === 1) return [];
  return [
    `每页缩到 ${percent(scale)}${bodyPt === undefined ? "" : `，正文小五号（9磅）成了 ${bodyPt.toFixed(1)} 磅`}。`,
  ];
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)}%`;
}
