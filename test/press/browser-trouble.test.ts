import {execFileSync, spawn} from "node:child_process";
import {readFileSync} from "node:fs";
import {chmod, readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {beforeAll, describe, expect, onTestFinished, test} from "vitest";
import {MachineError} from "../../src/diagnostics/index.ts";
import {launchBrowser} from "../../src/press/browser/index.ts";
import {findBrowser, openPress, type PressOptions, PrintError} from "../../src/press/index.ts";
import {PressWorker} from "../../src/press/press-worker.ts";
import {readPdf} from "./read-pdf.ts";
import {samplePage} from "./sample-page.ts";
import {temporaryFolder} from "./temporary-folder.ts";

let browserPath: string;

beforeAll(async () => {
  browserPath = (await findBrowser(process.env)).path;
});

/** Long enough to be still in the browser's hands when something happens to it. */
const longPage = samplePage({title: "长稿", bodyHtml: samplePage().bodyHtml.repeat(300)});

describe.skipIf(process.platform === "win32")("print() with a browser in trouble", () => {
  test("starts another one when it was killed between two documents", async () => {
    const {press, pids} = await openWatchedPress({workers: 1});
    await press.print(samplePage());
    process.kill((await pids())[0] as number, "SIGKILL");
    expect((await press.print(samplePage())).pages).toBe(1);
    expect(await pids()).toHaveLength(2);
  });

  test("prints what it had in hand again when the browser is killed in the middle, each in a browser of its own", async () => {
    const {press, pids} = await openWatchedPress({workers: 2});
    const long = press.print(longPage); // the first worker
    const others = [1, 2, 3].map(() => press.print(samplePage()));
    await others[0];
    expect(await pids()).toHaveLength(1);
    process.kill((await pids())[0] as number, "SIGKILL");
    const printed = await long;
    expect((await readPdf(printed.pdf)).pages).toHaveLength(printed.pages);
    expect(printed.pages).toBeGreaterThan(20);
    for (const other of others) expect((await other).pages).toBe(1);
    // The others may have been done before; then nobody needs a third.
    expect([2, 3]).toContain((await pids()).length);
  });

  test("leaves another document alone that a second browser prints, when one is killed", async () => {
    const {press, pids} = await openWatchedPress({workers: 2});
    process.kill((await pids())[0] as number, "SIGKILL");
    await Promise.all([press.print(samplePage()), press.print(samplePage())]);
    const [, one, other] = (await pids()) as [number, number, number];
    const printing = [press.print(longPage), press.print(longPage)];
    process.kill(one, "SIGKILL");
    for (const {pages} of await Promise.all(printing)) expect(pages).toBeGreaterThan(20);
    expect(isAlive(other)).toBe(true);
    expect(await pids()).toHaveLength(4);
  });

  test("a document that hangs is given up, and those beside it are printed", async () => {
    const {press, pids} = await openWatchedPress({workers: 2, timeoutMs: 4_000});
    const settle = () => {
      for (;;);
    };
    let isOver = false;
    const hanging = press.print(samplePage({title: "坏稿", settle})).catch(error => error);
    const over = hanging.finally(() => {
      isOver = true;
    });
    let printed = 0;
    while (!isOver) {
      expect((await press.print(samplePage())).pages).toBe(1);
      printed += 1;
    }
    expect(await over).toMatchObject({title: "坏稿", reason: "浏览器在 4 秒内没有回应"});
    expect(printed).toBeGreaterThan(2);
    // The one that they shared, one for each, and one in the place of that which hung again.
    expect((await pids()).length).toBeLessThanOrEqual(4);
  });

  test("prints a document again when its browser hangs", async () => {
    const {press, pids} = await openWatchedPress({workers: 1, timeoutMs: 5_000});
    await press.print(samplePage());
    const [hanging] = (await pids()) as [number];
    process.kill(hanging, "SIGSTOP");
    expect((await press.print(samplePage())).pages).toBe(1);
    expect(await pids()).toHaveLength(2);
    await expect.poll(() => isAlive(hanging)).toBe(false);
  });

  test("fails with the document's name when it hangs twice, and prints the next one", async () => {
    const {press, pids} = await openWatchedPress({workers: 1});
    const impatient = await openWatchedPress({workers: 1, timeoutMs: 1});
    const failure = await impatient.press.print(longPage).catch(error => error);
    expect(failure).toBeInstanceOf(PrintError);
    expect(failure).toMatchObject({title: "长稿", reason: "浏览器在 0.001 秒内没有回应"});
    expect(failure.message).toBe("“长稿”没有印成 PDF：浏览器在 0.001 秒内没有回应");
    expect((await press.print(samplePage())).pages).toBe(1);
    for (const pid of await impatient.pids()) await expect.poll(() => isAlive(pid)).toBe(false);
    expect(await pids()).toHaveLength(1);
  });

  test("fails with the document's name when the browser dies of it again and again", async () => {
    const {press, pids} = await openWatchedPress({workers: 1});
    const printing = press.print(longPage).catch(error => error);
    const killed = new Set(await pids());
    process.kill([...killed][0] as number, "SIGKILL");
    let isOver = false;
    const over = printing.then(() => {
      isOver = true;
    });
    while (!isOver) {
      for (const pid of await pids()) {
        if (killed.has(pid)) continue;
        killed.add(pid);
        await Promise.race([over, new Promise(resolve => setTimeout(resolve, 400))]);
        if (!isOver) process.kill(pid, "SIGKILL");
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    const failure = await printing;
    // Killed twice while it was being started, it is the machine's failure; later, the document's.
    expect(failure.message).toMatch(/“长稿”没有印成 PDF：浏览器在排印时中途退出|没有启动/);
    expect((await press.print(samplePage())).pages).toBe(1);
  });

  test("fails with what went wrong when the browser lives", async () => {
    const {press, pids} = await openWatchedPress({workers: 1});
    const settle = () => {
      throw new Error("no place for it");
    };
    const failure = await press.print(samplePage({title: "坏稿", settle})).catch(error => error);
    expect(failure).toBeInstanceOf(PrintError);
    expect(failure.reason).toBe("排印时出了错（Error: no place for it）");
    expect(String(failure.cause)).toContain("no place for it");
    expect((await press.print(samplePage())).pages).toBe(1);
    expect((await pids()).length).toBeGreaterThan(1);
  });

  test("stops at once when aborted, whether printed or still waiting", async () => {
    const {press} = await openWatchedPress({workers: 1});
    const abort = new AbortController();
    const results = Promise.allSettled([press.print(longPage, abort.signal), press.print(samplePage(), abort.signal)]);
    abort.abort(new Error("够了"));
    for (const result of await results) expect(result).toMatchObject({status: "rejected", reason: {message: "够了"}});
    expect((await press.print(samplePage())).pages).toBe(1);
  });

  test("close() fails what is still being printed and leaves no process and no profile", async () => {
    const {press, pids, temporary} = await openWatchedPress({workers: 2});
    const results = Promise.allSettled([1, 2, 3].map(() => press.print(longPage)));
    await press.close();
    for (const {status} of await results) expect(status).toBe("rejected");
    for (const pid of await pids()) expect(isAlive(pid)).toBe(false);
    expect(await profilesIn(temporary)).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("openPress() with a browser that was started early", () => {
  test.each(["SIGKILL", "SIGSTOP"] as const)("takes another one when it got %s since", async signal => {
    const {path, pids} = await watchedBrowser();
    const running = await launchBrowser(path);
    onTestFinished(() => running.kill());
    const [early] = (await pids()) as [number];
    process.kill(early, signal);
    const impatient = await openPress({
      browserPath: path,
      started: Promise.resolve(running),
      workers: 1,
      timeoutMs: signal === "SIGSTOP" ? 1000 : undefined,
    });
    await impatient.close();
    expect(await pids()).toHaveLength(2);
    await expect.poll(() => isAlive(early)).toBe(false);
  });

  test("prints with another one when it died and nothing is heard of it yet", async () => {
    const {path, pids} = await watchedBrowser();
    const running = await launchBrowser(path);
    const press = await openPress({browserPath: path, started: Promise.resolve(running), workers: 1});
    onTestFinished(() => press.close());
    process.kill((await pids())[0] as number, "SIGKILL");
    expect((await press.print(samplePage())).pages).toBe(1);
    expect(await pids()).toHaveLength(2);
  });
});

describe.skipIf(process.platform === "win32")("a worker that is given a browser which another one uses", () => {
  const share = async () => {
    const {path, pids} = await watchedBrowser();
    const shared = launchBrowser(path);
    const [first, second] = [new PressWorker(path, 5_000, shared), new PressWorker(path, 5_000, shared)];
    onTestFinished(async () => {
      await Promise.all([first.close(), second.close()]);
    });
    return {first, second, pids};
  };
  const isPrinted = async (worker: PressWorker) => (await worker.print(samplePage(), [])).pdf.length > 0;

  test.each(["SIGKILL", "SIGSTOP", "kill()"] as const)(
    "takes one of its own after %s, without losing a try",
    async how => {
      const {first, second, pids} = await share();
      await first.start();
      expect(await pids()).toHaveLength(1);
      if (how === "kill()") first.kill();
      else process.kill((await pids())[0] as number, how);
      await second.start();
      expect(await isPrinted(second)).toBe(true);
      expect(await pids()).toHaveLength(2);
    },
  );

  test("takes one of its own when both had taken that one and the other worker ended it", async () => {
    const {first, second, pids} = await share();
    await Promise.all([first.start(), second.start()]);
    first.kill();
    await second.start();
    expect(await isPrinted(second)).toBe(true);
    expect(await pids()).toHaveLength(2);
  });

  test("leaves it to the other one when it is called off while it starts", async () => {
    const {first, second, pids} = await share();
    await first.start();
    const starting = second.start().catch(error => error);
    second.kill();
    expect(await starting).toBeInstanceOf(Error);
    expect(await isPrinted(first)).toBe(true);
    expect(await pids()).toHaveLength(1);
  });
});

describe.skipIf(process.platform === "win32")("when our own process ends without close()", () => {
  test.each([
    {end: "exit", signal: undefined},
    {end: "wait", signal: "SIGINT" as const},
    {end: "wait", signal: "SIGTERM" as const},
  ])("by $end $signal, browsers end and profiles are removed", async ({end, signal}) => {
    const {path, pids, temporary} = await watchedBrowser();
    const fixture = fileURLToPath(new URL("fixtures/open-press.ts", import.meta.url));
    const child = spawn(process.execPath, [fixture, end], {
      env: {...process.env, TMPDIR: temporary, JIANBAO_BROWSER: path},
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<{code: number | null; by: string | null}>(resolve =>
      child.once("exit", (code, by) => resolve({code, by})),
    );
    await new Promise(resolve => child.stdout.once("data", resolve));
    if (signal) child.kill(signal);
    expect(await ended).toEqual(signal ? {code: null, by: signal} : {code: 0, by: null});
    expect(await pids()).toHaveLength(2);
    for (const pid of await pids()) await expect.poll(() => isAlive(pid)).toBe(false);
    expect(await profilesIn(temporary)).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("print() with a browser that does not start", () => {
  test("goes on with the worker that has one", async () => {
    const {press, pids, allow} = await openScarcePress(1);
    await allow(2);
    process.kill((await pids())[0] as number, "SIGKILL");
    const printed = await Promise.all([1, 2, 3, 4].map(() => press.print(samplePage())));
    expect(printed.map(({pages}) => pages)).toEqual([1, 1, 1, 1]);
    expect(await pids()).toHaveLength(4); // two attempts at the one that there is not
    await allow(99);
    process.kill((await pids())[1] as number, "SIGKILL");
    expect((await press.print(samplePage())).pages).toBe(1);
  });

  test("goes on with the other worker when the browser of one died and is not to be had again", async () => {
    const {press, pids, allow} = await openScarcePress(3);
    process.kill((await pids())[0] as number, "SIGKILL");
    await Promise.all([press.print(samplePage()), press.print(samplePage())]);
    expect(await pids()).toHaveLength(3);
    await allow(3);
    process.kill((await pids())[2] as number, "SIGKILL");
    for (const {pages} of await Promise.all([1, 2, 3].map(() => press.print(samplePage())))) expect(pages).toBe(1);
  });

  test("fails for all who wait when none is left, and tries anew when asked again", async () => {
    const {press, pids, allow} = await openScarcePress(1);
    process.kill((await pids())[0] as number, "SIGKILL");
    const failures = await Promise.all([1, 2, 3, 4, 5].map(() => press.print(samplePage()).catch(error => error)));
    for (const failure of failures) expect(failure).toBeInstanceOf(MachineError);
    expect((await pids()).length).toBeLessThanOrEqual(1 + 2 * 2);
    await allow(99);
    expect((await press.print(samplePage())).pages).toBe(1);
  });

  test("tries a second time", async () => {
    const {path, pids} = await watchedBrowser();
    const flaky = `${path}-flaky`;
    await writeFile(flaky, `#!/bin/sh\nif mkdir '${path}-failed' 2>/dev/null; then exit 1; fi\nexec '${path}' "$@"\n`);
    await chmod(flaky, 0o755);
    const press = await openPress({browserPath: flaky, workers: 1});
    onTestFinished(() => press.close());
    expect((await press.print(samplePage())).pages).toBe(1);
    expect(await pids()).toHaveLength(1);
  });
});

/** A press of two workers whose browser starts so many times and no more; the attempts are counted too. */
async function openScarcePress(count: number) {
  const {path, pids, temporary} = await watchedBrowser();
  const left = join(temporary, "allowed");
  const allow = (most: number) => writeFile(left, `${most}`);
  await allow(count);
  const script = `#!/bin/sh
echo $$ >> '${join(temporary, "pids")}'
if [ $(wc -l < '${join(temporary, "pids")}') -gt $(cat '${left}') ]; then echo 'no memory' >&2; exit 1; fi
exec '${browserPath}' "$@"
`;
  await writeFile(path, script);
  const press = await openPress({browserPath: path, workers: 2});
  onTestFinished(() => press.close());
  return {press, pids, allow};
}

/** A browser that writes down the number of each of its processes before it starts. */
async function watchedBrowser() {
  const temporary = await temporaryFolder();
  const path = join(temporary, "browser");
  const log = join(temporary, "pids");
  await writeFile(log, "");
  await writeFile(path, `#!/bin/sh\necho $$ >> '${log}'\nexec '${browserPath}' "$@"\n`);
  await chmod(path, 0o755);
  const pids = async () => (await readFile(log, "utf8")).split("\n").filter(Boolean).map(Number);
  return {path, pids, temporary};
}

async function openWatchedPress(options: PressOptions) {
  const browser = await watchedBrowser();
  const {TMPDIR} = process.env;
  process.env.TMPDIR = browser.temporary;
  onTestFinished(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  const press = await openPress({...options, browserPath: browser.path});
  onTestFinished(() => press.close());
  return {press, ...browser};
}

async function profilesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(name => /jianbao-profile|chromium/i.test(name));
}

/** A process that has ended but whose end nobody has asked for yet is not alive: when we ended first, that is init's task. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const state =
      process.platform === "linux"
        ? / (\w) \d+/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]
        : execFileSync("ps", ["-o", "stat=", "-p", String(pid)], {encoding: "utf8"});
    return !state?.startsWith("Z");
  } catch {
    return false;
  }
}
