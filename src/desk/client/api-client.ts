import type {
  BlockAnswer,
  BlockAsk,
  Candidate,
  DeskState,
  Explained,
  FileSave,
  FileSaved,
  FileText,
  HistoryEntry,
  NewBulletin,
  NewBulletinAnswer,
  NumberEntry,
  PhotoAnswer,
  PreviewAnswer,
  PreviewAsk,
  PrintAnswer,
  PrintAsk,
  SheetRead,
  TableSave,
  TableSaved,
  TableState,
  Vocabulary,
} from "../api.ts";
import {createStore} from "./store.ts";

/** The server said no, or could not be reached: shown to the writer as it is. */
export class DeskRefusal extends Error {
  readonly hint: string | undefined;
  /** 0: not reached. */
  readonly status: number;

  constructor(message: string, hint: string | undefined, status: number) {
    super(message);
    this.hint = hint;
    this.status = status;
  }
}

/** True from the moment that the server asks who this is. */
export const needsLogin = createStore(false);

type Query = Readonly<Record<string, string>>;

interface Sent {
  readonly method: "POST" | "PUT";
  /** Bytes as they are; anything else as JSON. */
  readonly body: unknown;
}

/** Every question that the page puts to the server. */
export const api = {
  desk: () => ask<DeskState>("/api/desk"),
  create: (bulletin: NewBulletin) => ask<NewBulletinAnswer>("/api/bulletins", {}, {method: "POST", body: bulletin}),

  file: (path: string) => ask<FileText>("/api/file", {path}),
  saveFile: (save: FileSave) => ask<FileSaved>("/api/file", {}, {method: "PUT", body: save}),
  history: (path: string) => ask<readonly HistoryEntry[]>("/api/history", {path}),
  historyText: (path: string, id: string) => ask<FileText>("/api/history/text", {path, id}),

  preview: (asked: PreviewAsk) => ask<PreviewAnswer>("/api/preview", {}, {method: "POST", body: asked}),
  vocabulary: (slug: string) => ask<Vocabulary>("/api/vocabulary", {slug}),
  explain: (slug: string, expression: string) => ask<Explained>("/api/explain", {slug, expression}),
  candidates: (slug: string, words: string) => ask<readonly Candidate[]>("/api/candidates", {slug, words}),
  block: (asked: BlockAsk) => ask<BlockAnswer>("/api/chart", {}, {method: "POST", body: asked}),
  addPhoto: (slug: string, name: string, bytes: Blob) =>
    ask<PhotoAnswer>("/api/photos", {slug, name}, {method: "POST", body: bytes}),

  table: (period: string) => ask<TableState>("/api/table", {period}),
  saveTable: (save: TableSave) => ask<TableSaved>("/api/table", {}, {method: "PUT", body: save}),
  readSheet: (period: string, bytes: Blob) =>
    ask<SheetRead>("/api/table/read", {period}, {method: "POST", body: bytes}),
  workbookAddress: (period: string) => `/api/table.xlsx?${new URLSearchParams({period})}`,
  csvAddress: (period: string) => `/api/table.csv?${new URLSearchParams({period})}`,

  numbers: (slug: string) => ask<readonly NumberEntry[]>("/api/numbers", {slug}),
  print: (asked: PrintAsk) => ask<PrintAnswer>("/api/prints", {}, {method: "POST", body: asked}),
  markIssued: (slug: string) => ask<unknown>("/api/issued", {}, {method: "POST", body: {slug}}),
  reissue: (slug: string) => ask<unknown>("/api/reissued", {}, {method: "POST", body: {slug}}),

  async login(password: string): Promise<void> {
    await ask("/api/login", {}, {method: "POST", body: {password}});
    needsLogin.set(false);
  },
  async logout(): Promise<void> {
    await ask("/api/logout", {}, {method: "POST", body: {}});
    needsLogin.set(true);
  },
};

async function ask<T>(path: string, query: Query = {}, sent?: Sent): Promise<T> {
  const response = await reach(Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path, sent);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok || isConflict(response, answer)) return answer as T;
  if (response.status === 401 && path !== "/api/login") needsLogin.set(true);
  throw toRefusal(response.status, answer);
}

async function reach(address: string, sent: Sent | undefined): Promise<Response> {
  const isBytes = sent?.body instanceof Blob;
  const type = isBytes ? "application/octet-stream" : "application/json";
  try {
    return await fetch(
      address,
      sent && {
        method: sent.method,
        headers: {"X-Jianbao-Desk": "1", "Content-Type": type},
        body: isBytes ? (sent.body as Blob) : JSON.stringify(sent.body),
      },
    );
  } catch {
    throw new DeskRefusal("同采编台断开了", "看看采编台的程序窗口是不是关了；再开起来，这里会自己接上", 0);
  }
}

/** A save that met another's is an answer, though its status is a refusal's. */
function isConflict(response: Response, answer: unknown): boolean {
  return response.status === 409 && hasText(answer, "kind");
}

function toRefusal(status: number, answer: unknown): DeskRefusal {
  if (!hasText(answer, "message")) return new DeskRefusal(`采编台没有答上来（${status}）`, "过一会儿再试一次", status);
  return new DeskRefusal(answer.message, hasText(answer, "hint") ? answer.hint : undefined, status);
}

function hasText<K extends string>(value: unknown, key: K): value is Record<K, string> {
  return typeof value === "object" && value !== null && typeof (value as Record<string, unknown>)[key] === "string";
}
