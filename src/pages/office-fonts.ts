import {type Diagnostic, diagnose} from "../diagnostics/index.ts";
import type {Workspace} from "../workspace/index.ts";
import {builtInFonts, type FontFamily, type FontSource} from "./fonts/fonts.ts";

/** Roles that an office may fill with fonts of its own, and which of ours they replace. */
const roles: Readonly<Record<string, readonly {readonly family: FontFamily; readonly weight: number}[]>> = {
  宋体: [{family: "JB Song", weight: 400}],
  小标宋: [{family: "JB Song", weight: 900}],
  黑体: [
    {family: "JB Sans", weight: 400},
    {family: "JB Sans", weight: 700},
  ],
  楷体: [{family: "JB Kai", weight: 400}],
  仿宋: [{family: "JB Fang", weight: 400}],
};

/** The fonts of a workspace: those of jianbao.yaml's 字体 in place of ours. A file that is no font is told. */
export function officeFonts({office, officeFile, files}: Workspace): {
  readonly fonts: readonly FontSource[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const own: FontSource[] = [];
  for (const [role, path] of Object.entries(office?.字体 ?? {})) {
    const bytes = path.split(/[/\\]/).includes("..") ? "outside" : files.read(path.replaceAll("\\", "/"));
    const problem = bytes === undefined ? "没有这个文件" : bytes === "outside" ? "不在工作区里" : formProblem(bytes);
    if (problem !== undefined || bytes === undefined || bytes === "outside") {
      diagnostics.push(diagnose("JB-7002", officeFile.yaml?.spanAt(["字体", role]), {path, reason: problem ?? ""}));
    } else for (const face of roles[role] ?? []) own.push({...face, path, bytes});
  }
  const isReplaced = (font: FontSource) =>
    own.some(({family, weight}) => family === font.family && weight === font.weight);
  return {fonts: [...builtInFonts().filter(font => !isReplaced(font)), ...own], diagnostics};
}

/** TrueType and OpenType files begin with one of three signatures (OpenType specification, table directory). */
function formProblem(bytes: Uint8Array): string | undefined {
  const signature = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (["\u0000\u0001\u0000\u0000", "OTTO", "true"].includes(signature))
    return isWhole(bytes) ? undefined : "文件已损坏或不完整";
  return signature === "ttcf" ? "是几种字体合在一起的 TTC 文件" : "不是 TTF 或 OTF 字体";
}

/** True when every table that the directory names lies in the file, and those are there that no font can lack. */
function isWhole(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 12) return false;
  const count = data.readUInt16BE(4);
  if (12 + count * 16 > data.length) return false;
  const tables = new Map<string, number>();
  for (let entry = 12; entry < 12 + count * 16; entry += 16) {
    const offset = data.readUInt32BE(entry + 8);
    if (offset + data.readUInt32BE(entry + 12) > data.length) return false;
    tables.set(data.toString("latin1", entry, entry + 4), offset);
  }
  const head = tables.get("head");
  const hasMagic = head !== undefined && head + 16 <= data.length && data.readUInt32BE(head + 12) === 0x5f0f3cf5;
  return hasMagic && ["cmap", "hhea", "hmtx", "maxp"].every(tag => tables.has(tag));
}
