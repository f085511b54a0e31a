/** The browser dies or hangs while bulletins are printed: each is tried once more, then told; the others are unharmed. */
import {chmodSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, test, vi} from "vitest";
import {type BuildResult, buildWorkspace} from "../../../src/build/index.ts";
import {endBrowser, startBrowser} from "../../../src/build/start-browser.ts";
import {findBrowser, openPress, type Press, type PrintablePage} from "../../../src/press/index.ts";
import {openRandom} from "../../mutations/random.ts";
import {cleanTwin, expectClean, expectWhole, filesIn, openSite, pause, type Site} from "./program.ts";

let browserPath: string;
beforeAll(async () => {
  browserPath = (await findBrowser(process.env)).path;
});

const note = "2019-06-note";

/** A browser that writes its process number to a file before it starts. */
function watchedBrowser({temporary}: Site): {readonly path: string; readonly pids: () => number[]} {
  const path = join(temporary, "browser");
  const log = join(temporary, "pids");
  writeFileSync(log, "");
  writeFileSync(path, `#!/bin/sh\necho $$ >> '${log}'\nexec '${browserPath}' "$@"\n`);
  chmodSync(path, 0o755);
  return {path, pids: () => readFileSync(log, "utf8").split("\n").filter(Boolean).map(Number)};
}

/** Builds with a press in which the note meets with trouble. */
function buildWith(
  site: Site,
  printNote: (press: Press, page: PrintablePage, pids: () => number[]) => ReturnType<Press["print"]>,
): Promise<BuildResult> {
  const {path, pids} = watchedBrowser(site);
  return buildWorkspace({
    content: site.content,
    out: site.out,
    async press(fonts) {
      const press = await openPress({browserPath: path, workers: 1, timeoutMs: 10_000, fonts});
      const isNote = ({bodyHtml}: PrintablePage) => bodyHtml.includes("个村达标");
      return {...press, print: page => (isNote(page) ? printNote(press, page, pids) : press.print(page))};
    },
  });
}

const statusOf = ({bulletins}: BuildResult) => bulletins.find(({slug}) => slug === note)?.status;

const errorsOf = ({diagnostics}: BuildResult) =>
  diagnostics.filter(({severity}) => severity === "error").map(({code}) => code);

/** What stands beside the note and its entry in the list is as in a clean build. */
async function expectOthersClean(site: Site): Promise<void> {
  const own = filesIn(site.out);
  for (const [path, bytes] of await cleanTwin(site))
    if (path !== "index.html" && !path.startsWith(`${note}/`)) expect(own.get(path)?.equals(bytes), path).toBe(true);
}

describe.skipIf(process.platform === "win32")("a browser", () => {
  test("that is killed in the middle is replaced, and nothing shows of it", {timeout: 120_000}, async () => {
    const site = openSite();
    let started: readonly number[] = [];
    const result = await buildWith(site, async (press, page, pids) => {
      const browser = pids().at(-1) as number;
      process.kill(browser, "SIGSTOP");
      const printing = press.print(page);
      await pause(100);
      process.kill(browser, "SIGKILL");
      return await printing.finally(() => {
        started = pids();
      });
    });
    expect(errorsOf(result)).toEqual([]);
    expect(statusOf(result)).toBe("built");
    expect(started).toHaveLength(2);
    await expectClean(site);
  });

  test("that hangs twice over a bulletin: it is told, the others come out, the next build makes it", {
    timeout: 180_000,
  }, async () => {
    const site = openSite();
    let started: readonly number[] = [];
    const result = await buildWith(site, async (press, page, pids) => {
      try {
        const forEver = () => {
          for (;;);
        };
        return await press.print({...page, settle: forEver});
      } finally {
        started = pids();
      }
    });
    expect(errorsOf(result)).toEqual(["JB-7003"]);
    const told = result.diagnostics.find(({code}) => code === "JB-7003");
    expect(told?.values).toEqual({slug: note, reason: "浏览器在 10 秒内没有回应"});
    expect(statusOf(result)).toBe("failed");
    expect(result.bulletins.filter(({status}) => status === "built")).toHaveLength(4);
    expect(started).toHaveLength(2);
    expect([...filesIn(site.out).keys()].filter(path => path.startsWith(note))).toEqual([]);
    await expectOthersClean(site);
    await expectClean(site);
  });

  test("that hangs at its start and is not needed is not waited for", async () => {
    const {content, out, temporary} = openSite();
    const path = join(temporary, "browser");
    writeFileSync(path, "#!/bin/sh\nexec sleep 1000\n", {mode: 0o755});
    vi.stubEnv("JIANBAO_BROWSER", path);
    const browser = await startBrowser({content, out}).finally(() => vi.unstubAllEnvs());
    // It would be killed by itself later; what is to be seen is the reason why it has not started.
    await endBrowser(browser);
    await expect(browser.running).rejects.toMatchObject({name: "AbortError"});
  });

  test("that is killed again and again at random moments of a build", {timeout: 180_000}, async () => {
    const random = openRandom(4);
    const site = openSite();
    const {path, pids} = watchedBrowser(site);
    for (let round = 0; round < 3; round++) {
      site.edit("progress/2019-07.yaml", text => text.replace(/1\d\d\d/, String(1020 + round)));
      const running = site.start([], {env: {JIANBAO_BROWSER: path}});
      const before = pids().length;
      let hasEnded = false;
      const ended = running.ended.finally(() => {
        hasEnded = true;
      });
      while (!hasEnded && pids().length === before) await pause(5);
      await pause(random.next() * 800);
      const last = pids().at(-1);
      if (!hasEnded && last !== undefined) process.kill(last, "SIGKILL");
      const {status, stdout, stderr} = await ended;
      expect(status, stdout + stderr).toBe(0);
      await expectWhole(site.out);
    }
    await expectClean(site);
    expect(readdirSync(site.temporary).filter(name => name.includes("profile"))).toEqual([]);
  });
});
