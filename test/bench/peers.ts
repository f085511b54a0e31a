import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {peersFolder} from "./programs/import-peer.ts";

export function hasPeers(): boolean {
  return existsSync(new URL("node_modules/.package-lock.json", peersFolder));
}

/** Installs what jianbao is compared with, when it is not there; without it the bench goes on with ours alone. */
export function installPeers(tell: (what: string) => void): void {
  if (hasPeers()) return;
  tell("Installing what is compared with (npm ci in test/bench/peers) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const {status} = spawnSync(npm, ["ci"], {
    cwd: fileURLToPath(peersFolder),
    stdio: ["ignore", "ignore", "inherit"],
    env: {...process.env, PUPPETEER_SKIP_DOWNLOAD: "true"},
    shell: process.platform === "win32",
  });
  if (status !== 0) tell("npm ci failed: compared with the browser alone.");
}
