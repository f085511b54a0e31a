import {execFile} from "node:child_process";
import {chmod, mkdir, readdir, stat, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {describe, expect, test, vi} from "vitest";
import {MachineError} from "../../src/diagnostics/index.ts";
import {installedBrowserPaths} from "../../src/press/browser/find-browser.ts";
import {findBrowser, openPress} from "../../src/press/index.ts";
import {temporaryFolder} from "./temporary-folder.ts";

const hasPackaged = process.platform === "linux" && process.arch === "x64";

describe("findBrowser()", () => {
  test("takes the one that is set, and the environment's word before the option's", async () => {
    expect(await findBrowser({JIANBAO_BROWSER: process.execPath}, {path: "/nowhere"})).toEqual({
      path: process.execPath,
      origin: "set",
    });
    expect(await findBrowser({}, {path: process.execPath})).toEqual({path: process.execPath, origin: "set"});
  });

  test("fails when the one that is set is not there, and looks for no other", async () => {
    const failure = await findBrowser({...process.env, JIANBAO_BROWSER: "/nowhere/chrome"}).catch(error => error);
    expect(failure).toBeInstanceOf(MachineError);
    expect(failure.message).toBe("指定的浏览器“/nowhere/chrome”不存在，或不能运行");
    expect(failure.hint).toContain("JIANBAO_BROWSER");
  });

  test("fails with what to do when there is no browser at all", async () => {
    const failure = await findBrowser({PATH: ""}, {platform: "linux", arch: "riscv64"}).catch(error => error);
    expect(failure).toBeInstanceOf(MachineError);
    expect(failure.message).toBe("没有找到可以排印 PDF 的浏览器");
    expect(failure.hint).toContain("安装 Chrome、Edge 或 Chromium");
  });

  test.skipIf(process.platform === "win32")("finds an installed one on the path", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "chromium"), "#!/bin/sh\n");
    await chmod(join(folder, "chromium"), 0o755);
    const found = await findBrowser({PATH: `/nowhere:${folder}`}, {platform: "linux", arch: "riscv64"});
    expect(found).toEqual({path: join(folder, "chromium"), origin: "installed"});
  });

  test("looks where Windows and macOS keep Chrome, Edge and Chromium", () => {
    const windows = installedBrowserPaths({PROGRAMFILES: "C:\\Program Files", LOCALAPPDATA: "C:\\L"}, "win32");
    expect(windows[0]).toBe("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
    expect(windows).toContain("C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe");
    const mac = installedBrowserPaths({HOME: "/Users/x"}, "darwin");
    expect(mac[0]).toBe("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  });

  test.runIf(hasPackaged)("explains when the packaged one cannot be unpacked and there is no other", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const failure = await findBrowser({PATH: ""}, {cacheDir: join(folder, "file")}).catch(error => error);
    expect(failure).toBeInstanceOf(MachineError);
    expect(failure.message).toContain("自带的浏览器没有解开");
  });

  test.runIf(hasPackaged)("does not take a program that waits in a folder of another user", async () => {
    const cache = await temporaryFolder();
    const {path} = await findBrowser({PATH: ""}, {cacheDir: cache});
    const uid = vi.spyOn(process, "geteuid").mockReturnValue((await stat(cache)).uid + 1);
    try {
      const failure = await findBrowser({PATH: ""}, {cacheDir: cache}).catch(error => error);
      expect(failure).toBeInstanceOf(MachineError);
      expect(String(failure.cause)).toContain("belongs to another user");
    } finally {
      uid.mockRestore();
    }
    expect(await findBrowser({PATH: ""}, {cacheDir: cache})).toEqual({path, origin: "packaged"});
  });

  test.runIf(hasPackaged)("never shows half a file while several processes unpack the packaged one", async () => {
    const cache = await temporaryFolder();
    const fixture = fileURLToPath(new URL("fixtures/find-browser.ts", import.meta.url));
    const run = () =>
      promisify(execFile)(process.execPath, [fixture], {
        env: {...process.env, XDG_CACHE_HOME: cache, JIANBAO_BROWSER: ""},
      });
    const sizesSeen = new Set<number>();
    let done = false;
    const watching = (async () => {
      while (!done) {
        for (const folder of await readdir(join(cache, "jianbao")).catch(() => [])) {
          const found = await stat(join(cache, "jianbao", folder, "chromium")).catch(() => undefined);
          if (found) sizesSeen.add(found.size);
        }
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    })();
    const results = await Promise.all([run(), run(), run()]);
    done = true;
    await watching;

    const found = results.map(({stdout}) => JSON.parse(stdout) as {path: string; version: string});
    expect(new Set(found.map(({path}) => path)).size).toBe(1);
    for (const {version} of found) expect(version).toMatch(/Chrom/);
    expect(sizesSeen.size).toBe(1);
    const files = await readdir(join(found[0]?.path ?? "", ".."));
    expect(files.filter(name => name.startsWith("unpacking-"))).toEqual([]);
  });

  test.runIf(hasPackaged)(
    "removes what a killed process left half unpacked, but not what is being unpacked",
    async () => {
      const cache = await temporaryFolder();
      const {path} = await findBrowser({PATH: ""}, {cacheDir: cache});
      const folder = join(path, "..");
      const elsewhere = join(await temporaryFolder(), folder.slice(cache.length));
      await mkdir(elsewhere, {recursive: true});
      await writeFile(join(elsewhere, "unpacking-1-old"), "");
      await utimes(join(elsewhere, "unpacking-1-old"), 0, 0);
      await writeFile(join(elsewhere, "unpacking-2-new"), "");
      await findBrowser({PATH: ""}, {cacheDir: join(elsewhere, "..")});
      const left = (await readdir(elsewhere)).filter(name => name.startsWith("unpacking-"));
      expect(left).toEqual(["unpacking-2-new"]);
    },
  );
});

test("openPress() fails with a MachineError when what is set is no browser", async () => {
  const failure = await openPress({browserPath: process.execPath}).catch(error => error);
  expect(failure).toBeInstanceOf(MachineError);
  expect(failure.message).toContain("没有启动");
});
