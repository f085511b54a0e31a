/** Takes « and » out of texts and remembers where the first « of each file stood: "path:line:column". */
export function readMarks(files: Readonly<Record<string, string | Uint8Array | null>>): {
  files: Record<string, string | Uint8Array>;
  places: string[];
} {
  const plain: Record<string, string | Uint8Array> = {};
  const places: string[] = [];
  for (const [path, content] of Object.entries(files)) {
    if (content === null) continue;
    if (typeof content !== "string") {
      plain[path] = content;
      continue;
    }
    for (const mark of content.matchAll(/«/g)) {
      const before = content.slice(0, mark.index).replaceAll(/[«»]/g, "").split("\n");
      places.push(`${path}:${before.length}:${[...(before.at(-1) ?? "")].length + 1}`);
    }
    plain[path] = content.replaceAll(/[«»]/g, "");
  }
  return {files: plain, places};
}
