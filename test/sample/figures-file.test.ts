import {createHash} from "node:crypto";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {parseFiguresFile} from "../../src/build/figures-file.ts";
import {buildWorkspace, type FiguresFile} from "../../src/build/index.ts";
import {contentFolder} from "./town.ts";
import {readWritten} from "./written.ts";

interface Written extends FiguresFile {
  readonly text: string;
}

const folder = mkdtempSync(join(tmpdir(), "jianbao-figures-"));
const files = new Map<string, Written>();
const slugs = ["2019-06-monthly", "2019-07-feature", "2019-07-handout", "2019-07-monthly", "2019-07-red-property"];

beforeAll(async () => {
  await buildWorkspace({content: contentFolder, out: folder, formats: ["html"]});
  for (const slug of slugs) {
    const text = readFileSync(join(folder, slug, "figures.json"), "utf8");
    const file = parseFiguresFile(text);
    if (file) files.set(slug, {...file, text});
  }
}, 120_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe.each(slugs)("figures.json of %s", slug => {
  const file = () => {
    const found = files.get(slug);
    if (!found) throw new Error(`no figures.json of ${slug}`);
    return found;
  };

  test("lists every reference of its texts, at its line", () => {
    const written = readWritten().filter(({path}) => path.startsWith(`bulletins/${slug}/`));
    const listed = new Set(file().printed.map(({file: path, line, expression}) => `${path}:${line} ${expression}`));
    const asked = written.flatMap(({path, references}) =>
      references.map(({text, line}) => `${path}:${line} ${text.replace(/^=/, "")}`),
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter(place => !listed.has(place))).toEqual([]);
  });

  test("leads from each printed figure to lines of the data", () => {
    const {printed, figures} = file();
    const withData = printed.filter(({figures: keys}) => keys.length > 0);
    expect(withData.length).toBeGreaterThan(10);
    const leaves = (key: string): number => {
      const figure = figures[key];
      if (!figure) throw new Error(`no figure ${key}`);
      return (
        figure.sources.length + [...figure.inputs, ...figure.members].reduce((sum, inner) => sum + leaves(inner), 0)
      );
    };
    expect(withData.filter(({figures: keys}) => keys.every(key => leaves(key) === 0)).map(({text}) => text)).toEqual(
      [],
    );
    for (const {sources, value} of Object.values(figures)) {
      const [only, second] = sources;
      if (!only || second || value === null) continue;
      const line = readFileSync(join(contentFolder, only.file), "utf8").split("\n")[only.line - 1] ?? "";
      expect(line.slice(only.column - 1)).toMatch(/^\d/);
    }
  });

  test("names every file it rests on, those of the bulletin itself with their SHA-256", () => {
    const {files: named, figures} = file();
    const own = Object.entries(named).filter(([path]) => path.startsWith(`bulletins/${slug}/`));
    expect(own.length).toBeGreaterThan(1);
    for (const [path, {sha256}] of own) {
      expect(sha256, path).toBe(
        createHash("sha256")
          .update(readFileSync(join(contentFolder, path)))
          .digest("hex"),
      );
    }
    const used = new Set(Object.values(figures).flatMap(({sources}) => sources.map(source => source.file)));
    expect([...used].filter(path => !(path in named))).toEqual([]);
    expect(Object.keys(named)).toContain(`bulletins/${slug}/bulletin.yaml`);
  });

  test("is written the same way again", async () => {
    const again = mkdtempSync(join(tmpdir(), "jianbao-figures-"));
    await buildWorkspace({content: contentFolder, out: again, formats: ["html"], slugs: [slug]});
    expect(readFileSync(join(again, slug, "figures.json"), "utf8") === file().text).toBe(true);
    rmSync(again, {recursive: true, force: true});
  });
});
