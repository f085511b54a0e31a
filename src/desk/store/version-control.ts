import {execFile} from "node:child_process";
import type {HistoryEntry} from "../api.ts";

/** What git knows of the texts of a workspace that lies in a repository; nothing elsewhere, or where there is no git. */
export interface VersionControl {
  list(path: string): Promise<readonly HistoryEntry[]>;
  read(path: string, id: string): Promise<Uint8Array | undefined>;
}

const mostCommits = 200;
const timeoutMs = 10_000;
const mostOutput = 64 * 1024 * 1024;

/**
 * Reads alone, and runs nothing that a repository's own configuration names: a workspace that somebody sent may bring a
 * `.git` of its own.
 */
const safely = [
  "--no-pager",
  "--no-optional-locks",
  "-c",
  "core.fsmonitor=",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "log.showSignature=false",
  "-c",
  "core.sshCommand=false",
  "-c",
  "protocol.allow=never",
];

const safeEnvironment = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  LC_ALL: "C.UTF-8",
};

interface Commit extends HistoryEntry {
  readonly hash: string;
  /** What the file was called then, from the top of the repository. */
  readonly path: string;
}

export function openVersionControl(root: string): VersionControl {
  async function commits(path: string): Promise<Commit[]> {
    const log = await run(root, [
      "log",
      "--follow",
      `--max-count=${mostCommits}`,
      "--no-ext-diff",
      "--no-textconv",
      "--no-mailmap",
      "--numstat",
      "-z",
      "--format=%x01%H%x02%aI%x02%s%x02",
      "--",
      `:(literal)${path}`,
    ]);
    return log ? parseLog(log.toString("utf8")) : [];
  }

  return {
    list: async path => (await commits(path)).map(({hash, path: _, ...entry}) => entry),
    async read(path, id) {
      if (!/^git-[0-9a-f]{40,64}$/.test(id)) return undefined;
      const commit = (await commits(path)).find(other => other.id === id);
      return commit && (await run(root, ["cat-file", "blob", `${commit.hash}:${commit.path}`]));
    },
  };
}

/**
 * Reads `git log -z --numstat`: after each commit's head "added\tremoved\tpath\0", or for a file that was called otherwise
 * before "added\tremoved\t\0before\0after\0".
 */
function parseLog(log: string): Commit[] {
  return log
    .split("\u0001")
    .slice(1)
    .flatMap((part): Commit[] => {
      const [hash = "", at = "", subject = "", numbers = ""] = part.split("\u0002");
      const counted = /(\d+|-)\t(\d+|-)\t(?:([^\0]+)|\0[^\0]*\0([^\0]+))\0/.exec(numbers);
      const path = counted?.[3] ?? counted?.[4];
      if (!counted || path === undefined) return [];
      const lines = {added: Number(counted[1]) || 0, removed: Number(counted[2]) || 0};
      return [{id: `git-${hash}`, at: new Date(at).toISOString(), what: subject, lines, hash, path}];
    });
}

/** What git printed; undefined when it is not there, this is no repository, or it has nothing to say. */
function run(cwd: string, args: readonly string[]): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    execFile(
      "git",
      [...safely, ...args],
      {
        cwd,
        env: {...withoutGit(process.env), ...safeEnvironment},
        encoding: "buffer",
        timeout: timeoutMs,
        maxBuffer: mostOutput,
        windowsHide: true,
      },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
  });
}

/** Another repository that the environment names is not that of the workspace. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_/i.test(name)));
}
