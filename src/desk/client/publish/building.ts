import {deskState, type Progress, progress} from "../events.ts";
import {useStore} from "../store.ts";

/** The build that is under way, also one that began before this page was opened: that one is not counted until it goes on. */
export function useBuilding(): Extract<Progress, {kind: "building"}> | undefined {
  const now = useStore(progress);
  const wasBuilding = useStore(deskState)?.building ?? false;
  if (now.kind === "building") return now;
  return now.kind === "idle" && wasBuilding ? {kind: "building", done: 0, total: 0, what: ""} : undefined;
}
