import {createReadStream, createWriteStream} from "node:fs";
import {chmod, mkdir, readdir, readFile, rename, rm, stat} from "node:fs/promises";
import {dirname, join} from "node:path";
import {pipeline} from "node:stream/promises";
import {fileURLToPath} from "node:url";
import {createBrotliDecompress} from "node:zlib";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import {cacheFolders, isOwnFolder} from "../../workspace/files/index.ts";
import type {BrowserSettings, Environment} from "./find-browser.ts";

/** Where the packaged browser is once unpacked; without path when this machine can't have it, `failure` says why. */
export interface PackagedBrowser {
  readonly path?: string;
  readonly failure?: MachineError;
}

const abandonedAfterMs = 60 * 60 * 1000;

/**
 * The Chromium inside the npm package @sparticuz/chromium (Linux x64), unpacked (about 200 MB) when it was not yet.
 *
 * The package would unpack to `/tmp/chromium` and take any file of that name as finished. Here it goes to a folder of
 * its version under a name of its own, and gets its real name when whole: several processes at once may each unpack,
 * but none meets half a file.
 */
export async function findPackagedBrowser(env: Environment, settings: BrowserSettings): Promise<PackagedBrowser> {
  if ((settings.platform ?? process.platform) !== "linux" || (settings.arch ?? process.arch) !== "x64") return {};
  const archive = await findArchive();
  if (!archive) return {};
  let failure: MachineError | undefined;
  for (const cacheDir of settings.cacheDir ? [settings.cacheDir] : cacheFolders(env)) {
    const folder = join(cacheDir, `chromium-${archive.version}`);
    const path = join(folder, "chromium");
    try {
      if (!(await isFile(path))) await unpack(archive.path, folder, path);
      else if (!(await isOwnFolder(folder))) throw new Error(`${folder} belongs to another user`);
      return {path};
    } catch (error) {
      failure ??= explainFailure(error, folder);
    }
  }
  return failure ? {failure} : {};
}

async function findArchive(): Promise<{path: string; version: string} | undefined> {
  let packageDir: string;
  try {
    packageDir = dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))));
  } catch {
    return undefined; // not installed, e.g. with --omit=optional
  }
  const path = join(packageDir, "bin", "chromium.br");
  if (!(await isFile(path))) return undefined;
  const {version} = JSON.parse(await readFile(join(packageDir, "package.json"), "utf8")) as {version: string};
  return {path, version};
}

async function unpack(archive: string, folder: string, path: string): Promise<void> {
  await mkdir(folder, {recursive: true, mode: 0o700});
  if (!(await isOwnFolder(folder))) throw new Error(`${folder} belongs to another user`);
  await removeAbandoned(folder);
  const aside = join(folder, `unpacking-${process.pid}-${Math.random().toString(36).slice(2)}`);
  try {
    await pipeline(
      createReadStream(archive, {highWaterMark: 1 << 22}),
      createBrotliDecompress({chunkSize: 1 << 21}),
      createWriteStream(aside, {mode: 0o600, flags: "wx", flush: true}),
    );
    await chmod(aside, 0o700);
    await rename(aside, path);
  } finally {
    await rm(aside, {force: true});
  }
}

/** Files of processes that were killed while they unpacked. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith("unpacking-")) continue;
    const path = join(folder, name);
    const age = await stat(path).then(
      ({mtimeMs}) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > abandonedAfterMs) await rm(path, {force: true});
  }
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    found => found.isFile(),
    () => false,
  );
}

function explainFailure(error: unknown, folder: string): MachineError {
  if (isSystemError(error, "ENOSPC", "EDQUOT")) {
    return new MachineError(
      "磁盘空间不够，自带的浏览器解不开（需要约 200 MB）",
      `清理“${folder}”所在的磁盘后再运行`,
      error,
    );
  }
  return new MachineError(
    `自带的浏览器没有解开到“${folder}”`,
    "核对这个文件夹能否写入，或用环境变量 JIANBAO_BROWSER 指定已安装的 Chrome、Edge 或 Chromium",
    error,
  );
}
