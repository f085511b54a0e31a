import {cpSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const sample = fileURLToPath(new URL("../../content", import.meta.url));

/** The same workspace without PDF: no browser is started for its builds. */
export function webOnly(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      path.endsWith("/bulletin.yaml") ? `${text}输出: [html]\n` : text,
    ]),
  );
}

/** Puts the sample content into a folder, without PDF. */
export function copySample(content: string): void {
  cpSync(sample, content, {recursive: true});
  for (const slug of readdirSync(join(content, "bulletins"))) {
    const path = join(content, "bulletins", slug, "bulletin.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace(/^输出:.*$/m, "输出: html"));
  }
}
