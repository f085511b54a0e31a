import type {BulletinEntry} from "./api.ts";

const printWords: Readonly<Record<string, string>> = {
  booklet: "小册子",
  "2up": "两页并排",
  proof: "校样",
  a3: "A3",
  a4: "A4",
  grey: "灰色",
};

/**
 * What a file of the output folder is called when it is saved, without its ending: "唐坊党建月报 第7期 七月进展",
 * for the printer "… 小册子 灰色". A path that is no bulletin's keeps its own name.
 */
export function savedName(path: string, bulletins: readonly BulletinEntry[]): string {
  const file = (path.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "");
  const folder = path.split("/").slice(0, -1).join("/");
  const bulletin = bulletins.find(({slug}) => slug === folder);
  if (!bulletin) return file;
  const own = folder.replaceAll("/", "-");
  const prints = file.startsWith(`${own}-`) ? file.slice(own.length + 1).split("-") : [];
  return [bulletin.issue, bulletin.title, ...prints.map(word => printWords[word] ?? word)].filter(Boolean).join(" ");
}
