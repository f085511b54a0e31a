import {type ChildProcess, spawn} from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import {join} from "node:path";
import {performance} from "node:perf_hooks";
import {setTimeout as wait} from "node:timers/promises";
import {type Bench, jianbao, placeOf} from "../bench-settings.ts";
import type {Contest} from "../measure/contest.ts";
import type {Run} from "../measure/run-program.ts";
import {openLimitPrinter} from "../programs/limit-printer.ts";
import {readDocuments, readText} from "../works/finished-work.ts";
import {prepareFinishedWork} from "../works/prepare.ts";
import {listVillages} from "../works/town.ts";
import {slugOf, writeWorkspace} from "../works/write-workspace.ts";

const patienceMs = 60_000;

/** (e) From a sentence saved in an article to the whole new PDF, while `jianbao dev` runs. */
export async function oneSentence(
  bench: Bench,
  tell: (what: string) => void,
): Promise<{readonly contest: Contest; readonly close: () => Promise<void>} | undefined> {
  const content = placeOf(bench, "dev", "content");
  const out = placeOf(bench, "dev", "out");
  const finished = placeOf(bench, "dev", "finished");
  rmSync(out, {recursive: true, force: true});
  writeWorkspace(content, {bulletins: 1, kind: "folders", times: 2});
  await prepareFinishedWork(content, finished, bench.browserPath);
  const [village] = listVillages(1);
  const slug = village ? slugOf(village) : "";
  const pdf = join(out, slug, `${slug}.pdf`);
  const dev = startDev(content, out);
  if (!(await appears(pdf, dev))) {
    dev.kill();
    tell("(e) skipped: `jianbao dev` does not run.");
    return undefined;
  }
  // Let what it does after its first build end.
  await wait(500);
  const article = join(content, "bulletins", slug, "overview-1.md");
  const limit = await openLimitPrinter(
    bench.browserPath,
    readText(finished, "fonts.css"),
    readText(finished, "style.css"),
  );
  const [document] = readDocuments(finished);
  const limitPdf = placeOf(bench, "dev", "limit.pdf");
  mkdirSync(placeOf(bench, "dev"), {recursive: true});
  let edits = 0;
  return {
    contest: {
      key: "e",
      title: "(e) one sentence changed in a running dev, 8 pages, until the PDF is there",
      contestants: [
        {
          key: "ours",
          label: "jianbao dev",
          run: () => {
            edits += 1;
            return timeEdit(article, `合作社第${"甲乙丙丁戊己庚辛壬癸"[edits % 10]}组社员参加了劳动。`, pdf);
          },
        },
        {
          key: "limit",
          label: "limit: finished HTML in a running browser",
          run: async () => {
            const start = performance.now();
            if (document) writeFileSync(limitPdf, await limit.print(document));
            return {wallMs: performance.now() - start, cpuMs: 0, peakBytes: 0};
          },
        },
      ],
      bars: [{of: "ours", against: ["limit"], measure: "time", most: 2}],
    },
    async close() {
      dev.kill();
      await limit.close();
    },
  };
}

function startDev(content: string, out: string): ChildProcess {
  const {command, args} = jianbao(["dev", "--content", content, "--out", out, "--port", "0"]);
  return spawn(command, args, {stdio: "ignore"});
}

/** False when the program ends before the file is there. */
async function appears(path: string, program: ChildProcess): Promise<boolean> {
  const giveUpAt = performance.now() + patienceMs;
  while (performance.now() < giveUpAt && program.exitCode === null) {
    if (existsSync(path) && isWhole(path)) return true;
    await wait(20);
  }
  return false;
}

async function timeEdit(article: string, sentence: string, pdf: string): Promise<Run> {
  const text = readFileSync(article, "utf8").replace(/(合作社第.组社员参加了劳动。)?\n*$/, `\n\n${sentence}\n`);
  const before = statSync(pdf);
  const start = performance.now();
  writeFileSync(article, text);
  for (;;) {
    const now = existsSync(pdf) ? statSync(pdf) : before;
    if ((now.ino !== before.ino || now.mtimeMs !== before.mtimeMs) && isWhole(pdf)) break;
    if (performance.now() - start > patienceMs) throw new Error("jianbao dev made no new PDF of a changed article.");
    await wait(1);
  }
  const wallMs = performance.now() - start;
  // The next edit meets it at rest.
  await wait(300);
  return {wallMs, cpuMs: 0, peakBytes: 0};
}

/** Ends as a PDF ends. */
function isWhole(path: string): boolean {
  const {size} = statSync(path);
  const file = openSync(path, "r");
  try {
    const end = Buffer.alloc(16);
    const read = readSync(file, end, 0, end.length, Math.max(0, size - end.length));
    return end.subarray(0, read).includes("%%EOF");
  } finally {
    closeSync(file);
  }
}
