import {useEffect} from "preact/hooks";
import type {DeskEvent, DeskState} from "../api.ts";
import {api, needsLogin} from "./api-client.ts";
import {notify} from "./shared/notice.tsx";
import {textName} from "./shared/text-name.ts";
import {createStore} from "./store.ts";

/** What the server last told of the workspace; undefined before the first answer. */
export const deskState = createStore<DeskState | undefined>(undefined);

/** What goes on now, for the line in the top bar. */
export type Progress =
  | {readonly kind: "connecting"}
  | {readonly kind: "lost"}
  | {readonly kind: "idle"}
  | {readonly kind: "building"; readonly done: number; readonly total: number; readonly what: string}
  | {readonly kind: "built"; readonly milliseconds: number}
  | {readonly kind: "failed"; readonly message: string; readonly hint: string};

export const progress = createStore<Progress>({kind: "connecting"});

const listeners = new Set<(event: DeskEvent) => void>();

/** Hears what the server tells while the part that asks is on the page. */
export function useDeskEvent(listener: (event: DeskEvent) => void): void {
  useEffect(() => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, [listener]);
}

let source: EventSource | undefined;

/** Asks for the state of the workspace, and listens from then on. */
export async function connect(): Promise<void> {
  await refetch();
  if (deskState.get() && !needsLogin.get()) listen();
}

export function disconnect(): void {
  source?.close();
  source = undefined;
}

function listen(): void {
  disconnect();
  source = new EventSource("/api/events");
  source.addEventListener("open", () => {
    // Whatever was told meanwhile was not heard.
    if (progress.get().kind === "lost") take({kind: "changed", paths: [""]});
    if (progress.get().kind !== "building") progress.set({kind: "idle"});
  });
  source.addEventListener("message", ({data}) => take(JSON.parse(data) as DeskEvent));
  source.addEventListener("error", () => {
    progress.set({kind: "lost"});
    if (source?.readyState === EventSource.CLOSED) window.setTimeout(() => void connect(), 3000);
  });
}

function take(event: DeskEvent): void {
  if (event.kind === "building" || event.kind === "built" || event.kind === "failed") progress.set(event);
  if (event.kind === "keptAside") tellKeptAside(event.path);
  if (event.kind === "built" || event.kind === "changed") void refetch();
  for (const listener of [...listeners]) listener(event);
}

function tellKeptAside(path: string): void {
  notify(
    `别的程序刚才也在存“${textName(path, deskState.get())}”，同采编台改了同一处，没有合进来`,
    "wrong",
    "那一份没有丢：打开它，在“历史”里选最近的“在别处改的”",
  );
}

let asking: Promise<void> | undefined;
let asksAgain = false;

/** One question at a time: what is told meanwhile is asked for once more afterwards. */
export function refetch(): Promise<void> {
  if (asking) {
    asksAgain = true;
    return asking;
  }
  asking = (async () => {
    do {
      asksAgain = false;
      try {
        deskState.set(await api.desk());
      } catch {
        if (!needsLogin.get()) progress.set({kind: "lost"});
      }
    } while (asksAgain);
    asking = undefined;
  })();
  return asking;
}
