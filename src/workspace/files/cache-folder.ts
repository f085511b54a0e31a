import {homedir, tmpdir, userInfo} from "node:os";
import {join} from "node:path";

/**
 * Folders for what can be made again, best first: the user's cache folder; where that can't be written (a service
 * without home), one of the user's own in the temporary folder.
 */
export function cacheFolders(env: Readonly<Record<string, string | undefined>>): string[] {
  const home = env.HOME ?? homedir();
  return [join(env.XDG_CACHE_HOME || join(home, ".cache"), "jianbao"), join(tmpdir(), `jianbao-${userName()}`)];
}

function userName(): number | string {
  const {uid, username} = userInfo();
  return uid === -1 ? username : uid;
}
