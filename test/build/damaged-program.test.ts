/** A part of the program that can't be loaded: the browser that was started meanwhile ends all the same. */
import {chmodSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {expect, test, vi} from "vitest";
import {buildWorkspace} from "../../src/build/index.ts";
import {findBrowser} from "../../src/press/browser/index.ts";
import {isRunning} from "../../src/workspace/files/index.ts";
import {temporaryFolder} from "../cli/run.ts";
import {baseWorkspace} from "../faults/base-workspace.ts";

const pidOf = (browser: string) => Number(readFileSync(join(dirname(browser), "pid"), "utf8"));

vi.mock("../../src/build/build.ts", async () => {
  await vi.waitFor(() => expect(isRunning(pidOf(process.env.JIANBAO_BROWSER ?? ""))).toBe(true));
  throw new Error("damaged");
});

test.skipIf(process.platform === "win32")("a browser ends when the rest of the program can't be loaded", async () => {
  const {path} = await findBrowser({});
  const folder = temporaryFolder({browser: `#!/bin/sh\necho $$ > "$(dirname "$0")/pid"\nexec '${path}' "$@"\n`});
  const content = temporaryFolder(baseWorkspace);
  const browser = join(folder, "browser");
  chmodSync(browser, 0o755);
  writeFileSync(join(folder, "pid"), "");
  vi.stubEnv("JIANBAO_BROWSER", browser);
  await expect(buildWorkspace({content, out: join(content, "out")})).rejects.toThrow();
  await vi.waitFor(() => expect(isRunning(pidOf(browser))).toBe(false));
});
