import {chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {homedir} from "node:os";
import {dirname, join} from "node:path";
import * as z from "zod";
import {UsageError} from "../cli/index.ts";
import {isSystemError, MachineError} from "../diagnostics/index.ts";
import {askNewPassword, checkPassword, type Typing} from "./ask-password.ts";
import {hashPassword, type PasswordHash} from "./server/password.ts";

const schema = z.object({salt: z.string(), hash: z.string(), cost: z.int().min(14).max(20)});

export interface PasswordOptions {
  /** A file whose first line is the password; for starts that nobody attends. */
  readonly file: string | undefined;
  /** Asks for a new one although there is one. */
  readonly isNew: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly typing: Typing;
}

/** The password of this user's desks: asked for once, and kept as a hash in the user's own settings. */
export async function obtainPassword({file, isNew, env, typing}: PasswordOptions): Promise<PasswordHash> {
  if (file !== undefined) return await hashPassword(readPasswordFile(file));
  const path = passwordPath(env);
  const kept = isNew ? undefined : readKept(path);
  if (kept) return kept;
  const hash = await hashPassword(await askNewPassword(typing));
  keep(path, hash);
  return hash;
}

/** Not in the workspace, which is copied and sent. */
export function passwordPath(env: PasswordOptions["env"]): string {
  const home = env.HOME ?? homedir();
  const settings = env.XDG_CONFIG_HOME || (process.platform === "win32" && env.APPDATA) || join(home, ".config");
  return join(settings, "jianbao", "desk-password.json");
}

function readPasswordFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`读不了密码文件“${file}”`, isSystemError(error, "ENOENT") ? "没有这个文件" : "检查它的权限");
  }
  const password = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  const problem = checkPassword(password);
  if (problem !== undefined) throw new UsageError(`密码文件“${file}”的第一行不行：${problem}`);
  return password;
}

function readKept(path: string): PasswordHash | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw new UsageError(`密码的记录“${path}”读不了`, "用 --new-password 重新设一个");
  }
}

function keep(path: string, hash: PasswordHash): void {
  const aside = `${path}.part`;
  try {
    mkdirSync(dirname(path), {recursive: true, mode: 0o700});
    writeFileSync(aside, `${JSON.stringify(hash)}\n`, {mode: 0o600});
    chmodSync(aside, 0o600);
    renameSync(aside, path);
  } catch (error) {
    if (!isSystemError(error, "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST", "EISDIR"))
      throw error;
    throw new MachineError(`密码的记录“${path}”写不进去`, "检查文件夹的权限，或者用 --password-file", error);
  }
}
