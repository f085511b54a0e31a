import {constants} from "node:fs";
import {access, stat} from "node:fs/promises";
import {posix, win32} from "node:path";
import {MachineError} from "../../diagnostics/index.ts";
import {findPackagedBrowser} from "./packaged-browser.ts";

/** The environment variables that say where things are; `process.env` is one. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface BrowserSettings {
  /** Path of the browser to use; JIANBAO_BROWSER in the environment says the same and goes before. */
  readonly path?: string | undefined;
  /** Where the packaged browser is unpacked to; by default the user's cache folder. */
  readonly cacheDir?: string | undefined;
  readonly platform?: NodeJS.Platform | undefined;
  readonly arch?: string | undefined;
}

export interface FoundBrowser {
  readonly path: string;
  readonly origin: "set" | "packaged" | "installed";
}

/**
 * The browser to print with: an explicit setting, else the packaged Chromium, else an installed Chrome, Edge or Chromium.
 * Throws MachineError when there is none, or when the explicit one is not there.
 */
export async function findBrowser(env: Environment, settings: BrowserSettings = {}): Promise<FoundBrowser> {
  const platform = settings.platform ?? process.platform;
  const set = env.JIANBAO_BROWSER || settings.path;
  if (set) {
    if (await isProgram(set)) return {path: set, origin: "set"};
    throw new MachineError(
      `指定的浏览器“${set}”不存在，或不能运行`,
      "核对环境变量 JIANBAO_BROWSER；去掉它，就由程序自己找浏览器",
    );
  }
  const packaged = await findPackagedBrowser(env, {...settings, platform});
  if (packaged.path !== undefined) return {path: packaged.path, origin: "packaged"};
  for (const path of installedBrowserPaths(env, platform)) {
    if (await isProgram(path)) return {path, origin: "installed"};
  }
  if (packaged.failure) throw packaged.failure;
  throw new MachineError(
    "没有找到可以排印 PDF 的浏览器",
    "安装 Chrome、Edge 或 Chromium；已装在别处的，用环境变量 JIANBAO_BROWSER 写明它的路径。只要网页时加 --format html",
  );
}

/** Where Chrome, Edge and Chromium are usually installed, in order of preference. */
export function installedBrowserPaths(env: Environment, platform: NodeJS.Platform): string[] {
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    const programs = [
      "Google\\Chrome\\Application\\chrome.exe",
      "Microsoft\\Edge\\Application\\msedge.exe",
      "Chromium\\Application\\chrome.exe",
    ];
    return programs.flatMap(program => roots.flatMap(root => (root ? [win32.join(root, program)] : [])));
  }
  if (platform === "darwin") {
    const roots = ["/Applications", ...(env.HOME ? [posix.join(env.HOME, "Applications")] : [])];
    const programs = [
      "Google Chrome.app/Contents/MacOS/Google Chrome",
      "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
      "Chromium.app/Contents/MacOS/Chromium",
    ];
    return programs.flatMap(program => roots.map(root => posix.join(root, program)));
  }
  const programs = [
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chromium",
    "chromium-browser",
    "chrome-headless-shell",
  ];
  const folders = (env.PATH ?? "").split(":").filter(folder => posix.isAbsolute(folder));
  return programs.flatMap(program => folders.map(folder => posix.join(folder, program)));
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
