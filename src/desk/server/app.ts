import {Hono} from "hono";
import {UsageError} from "../../cli/index.ts";
import {MachineError} from "../../diagnostics/index.ts";
import type {Refusal} from "../api.ts";
import type {Desk} from "../desk.ts";
import {StoreError} from "../store/store-error.ts";
import {addAccess} from "./access.ts";
import type {ClientBundle} from "./client-bundle.ts";
import type {EventHub} from "./events.ts";
import {addGuards, type Hosts} from "./guard.ts";
import type {PasswordHash} from "./password.ts";
import {RequestRefusal} from "./refusal.ts";
import {addBulletinRoutes} from "./routes/bulletins.ts";
import {addFileRoutes} from "./routes/files.ts";
import {addPageRoutes} from "./routes/page.ts";
import {addTableRoutes} from "./routes/tables.ts";
import {addWritingRoutes} from "./routes/writing.ts";

export interface AppOptions {
  readonly desk: Desk;
  readonly events: EventHub;
  readonly bundle: () => Promise<ClientBundle>;
  readonly hosts: Hosts;
  /** Undefined: whoever reaches the server may use it. */
  readonly password: PasswordHash | undefined;
  /** Another one for each port: cookies are the same for all ports of a machine. */
  readonly cookieName: () => string;
  /** Told of errors that are ours, which the page is not told about. */
  readonly failed: (error: unknown) => void;
}

/** All routes of the desk behind its guards. */
export function createApp({desk, events, bundle, hosts, password, cookieName, failed}: AppOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    const {status, ...refusal} = toRefusal(error, failed);
    // What was not read of a body is not waited for.
    if (status === 408 || status === 413) context.header("Connection", "close");
    return context.json(refusal satisfies Refusal, status);
  });
  app.notFound(context => context.json({message: "没有这个地址"} satisfies Refusal, 404));
  addGuards(app, hosts);
  addAccess(app, password, cookieName);
  addPageRoutes(app, desk, bundle, events);
  addBulletinRoutes(app, desk, password !== undefined);
  addFileRoutes(app, desk);
  addWritingRoutes(app, desk);
  addTableRoutes(app, desk);
  return app;
}

const storeStatus = {refused: 400, missing: 404, tooLarge: 413, wrongType: 415} as const;

function toRefusal(error: unknown, failed: (error: unknown) => void) {
  if (error instanceof RequestRefusal) return {status: error.status, message: error.message, hint: error.hint};
  if (error instanceof StoreError) return {status: storeStatus[error.kind], message: error.message, hint: error.hint};
  if (error instanceof UsageError) return {status: 400, message: error.message, hint: error.hint} as const;
  if (error instanceof MachineError) return {status: 500, message: error.message, hint: error.hint} as const;
  failed(error);
  return {status: 500, message: "程序出了差错，与您的内容无关", hint: "刷新网页再试；还不行，请告诉维护的人"} as const;
}
