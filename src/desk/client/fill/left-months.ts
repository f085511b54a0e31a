import {api} from "../api-client.ts";
import {periodWords} from "../list/listed.ts";
import {notify} from "../shared/notice.tsx";
import {type FillSession, openFillSession} from "./fill-session.ts";

/** Months whose screen was left with cells that are not saved. */
const left = new Map<string, FillSession>();

/** A month to be filled in; one that was left with something unsaved is gone on with. */
export function openMonth(period: string): FillSession {
  const session = left.get(period);
  left.delete(period);
  return session ?? openFillSession(period, api);
}

/** The screen of a month is left: what is not saved is saved, or kept until the month is opened again. */
export async function leaveMonth(period: string, session: FillSession): Promise<void> {
  await session.close();
  const count = unsavedIn(session);
  if (count === 0) return;
  left.set(period, session);
  notify(`${periodWords(period)}有 ${count} 格没有存`, "wrong", "先不要关网页；回到填数打开这个月，还在那里");
}

function unsavedIn(session: FillSession): number {
  return session.state.get()?.edits.size ?? 0;
}

window.addEventListener("beforeunload", event => {
  if ([...left.values()].some(session => unsavedIn(session) > 0)) event.preventDefault();
});
