/**
 * Installs the dependencies when they are missing, half installed or out of date, and puts the program into a few files.
 * Runs before `npm start` and `npm test`.
 *
 * Plain JavaScript without dependencies: it runs on the machine's own Node, before anything is installed. What decides is
 * the content of the files that say what to install, not their dates, so a fresh checkout of the same state costs nothing.
 */
import {spawn, spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, delimiter, dirname, join, sep} from "node:path";
import {fileURLToPath} from "node:url";

const oldestNode = 20;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, "node_modules", ".jianbao-set-up");

await setUp();

async function setUp() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    fail(
      `本机的 Node.js 是 ${process.versions.node}，太旧了`,
      `安装 Node.js ${oldestNode} 或更新的版本（https://nodejs.org），再运行一次`,
    );
  }
  await install();
  bundleProgram();
}

async function install() {
  const stamp = computeStamp();
  if (isInstalled(stamp)) return;
  await waitForOthers();
  if (isInstalled(stamp)) return;

  console.log(
    existsSync(join(root, "node_modules")) ? "正在更新依赖，约需一分钟……" : "第一次运行，正在安装依赖，约需一分钟……",
  );
  rmSync(stampFile, {force: true});
  const begun = Date.now();
  const {status, stderr} = await runNpm();
  if (status !== 0) explainFailure(stderr);
  // Last of all: whatever is interrupted before is done again the next time.
  writeFileSync(stampFile, stamp);
  console.log(`依赖已装好（${Math.round((Date.now() - begun) / 1000)} 秒）。`);
}

/**
 * Puts the sources into a few files, which load faster, by the Node that was installed. Where that does not work, the
 * program runs from its sources.
 */
function bundleProgram() {
  const pathName = Object.keys(process.env).find(name => name.toUpperCase() === "PATH") ?? "PATH";
  const path = [join(root, "node_modules", ".bin"), process.env[pathName]].join(delimiter);
  spawnSync("node", [join("scripts", "bundle-program.ts")], {
    cwd: root,
    env: {...process.env, [pathName]: path},
    stdio: "ignore",
    shell: process.platform === "win32",
    timeout: 60_000,
  });
}

/** Two that install into one folder at once would trip each other; the second waits until the first is done. */
async function waitForOthers() {
  const lockFile = join(tmpdir(), `jianbao-set-up-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`);
  const giveUpAt = Date.now() + 10 * 60 * 1000;
  let said = false;
  const ownFile = `${lockFile}-${process.pid}`;
  for (;;) {
    try {
      // By a link the lock is there with its content, or not at all.
      writeFileSync(ownFile, String(process.pid));
      linkSync(ownFile, lockFile);
      process.on("exit", () => rmSync(lockFile, {force: true}));
      return;
    } catch (error) {
      // Where the temporary folder cannot be written, nobody waits for anybody.
      if (error.code !== "EEXIST") return;
    } finally {
      rmSync(ownFile, {force: true});
    }
    if (!isRunning(readOwner(lockFile)) || Date.now() > giveUpAt) {
      rmSync(lockFile, {force: true});
      continue;
    }
    if (!said) console.log("另一个窗口正在安装依赖，等它装完……");
    said = true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

function readOwner(lockFile) {
  try {
    return Number(readFileSync(lockFile, "utf8"));
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  if (!pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * What is installed depends on these files and on the platform. Not on the version of Node: the first run is by the
 * machine's own Node, later ones by the packaged one, and none of the packages is compiled for a version.
 */
function computeStamp() {
  const packages = join(root, "packages");
  const files = [
    join(root, "package.json"),
    join(root, "package-lock.json"),
    ...readdirSync(packages)
      .sort()
      .map(name => join(packages, name, "package.json"))
      .filter(existsSync),
  ];
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of files) hash.update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function isInstalled(stamp) {
  try {
    return readFileSync(stampFile, "utf8") === stamp && existsSync(join(root, "node_modules", ".package-lock.json"));
  } catch {
    return false;
  }
}

function runNpm() {
  const {npm_execpath: npmFile, npm_node_execpath: npmNode} = process.env;
  // Windows does not let a running program be removed: the packaged Node, when it is that which runs this.
  const isPackagedNode = process.execPath.startsWith(join(root, "node_modules") + sep);
  const command = process.platform === "win32" && isPackagedNode ? "install" : "ci";
  const args = [command, "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    // The newcomer's own settings must not leave out what the tests need.
    env: {...process.env, NODE_ENV: "development", npm_config_loglevel: "error"},
  };
  const child =
    npmFile && basename(npmFile) === "npm-cli.js"
      ? spawn(npmNode ?? process.execPath, [npmFile, ...args], options)
      : spawn("npm", args, {...options, shell: process.platform === "win32"});
  // npm goes on after Ctrl-C, and would be in the way of the next run.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
      child.kill("SIGKILL");
      child.once("close", () => process.exit(130));
    });
  }
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", text => {
    stderr += text;
  });
  return new Promise(resolve => {
    child.once("error", error => resolve({status: 1, stderr: String(error)}));
    child.once("close", status => resolve({status, stderr}));
  });
}

function explainFailure(output) {
  const isMatch = pattern => pattern.test(output);
  if (isMatch(/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i)) {
    fail(
      "依赖没有装好：连不上软件包的下载地址",
      "检查网络；单位内网请设置镜像：npm config set registry <镜像地址>，再运行一次",
      output,
    );
  }
  if (isMatch(/EUSAGE/)) {
    fail(
      "package.json 与 package-lock.json 不一致",
      "运行 npm install，把改过的 package-lock.json 一起提交",
      output.split("\n\n")[0],
    );
  }
  if (isMatch(/ENOSPC/)) fail("依赖没有装好：磁盘空间不够（约需 1 GB）", "清理磁盘，再运行一次", output);
  if (isMatch(/EACCES|EPERM|EROFS/)) {
    fail(`依赖没有装好：“${root}”不能写入`, "核对这个文件夹的权限，关闭正在使用它的程序，再运行一次", output);
  }
  if (isMatch(/spawn.*ENOENT/)) fail("没有找到 npm", "重新安装 Node.js（npm 随它一起安装），再运行一次", output);
  fail("依赖没有装好", "再运行一次；仍不成功时，把下面 npm 的话发给维护者", output);
}

function fail(message, hint, details = "") {
  console.error(`错误：${message}。\n提示：${hint}。`);
  if (details.trim()) console.error(`\n${details.trim()}`);
  process.exit(3);
}
