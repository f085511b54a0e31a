import type {Hono} from "hono";
import {RequestRefusal} from "./refusal.ts";

export interface GuardOptions {
  /** Names under which the server may be called, with their port: "127.0.0.1:4600". */
  readonly hosts: () => readonly string[];
}

/** What every request has to pass before any route sees it. */
export function addGuards(app: Hono, {hosts}: GuardOptions): void {
  app.use(async (context, next) => {
    const {req} = context;
    const host = req.header("Host") ?? "";
    if (!hosts().includes(host)) throw new RequestRefusal(403, "只能用自己的地址打开");
    const site = req.header("Sec-Fetch-Site");
    const isRead = req.method === "GET" || req.method === "HEAD";
    const isApi = req.path.startsWith("/api/");
    if ((isApi || !isRead) && site !== undefined && site !== "same-origin" && !(isRead && site === "none"))
      throw new RequestRefusal(403, "别的网站不能这样用");
    if (!isRead) {
      const origin = req.header("Origin");
      if (origin !== undefined && !hosts().some(own => origin === `http://${own}`))
        throw new RequestRefusal(403, "别的网站不能这样用");
      if (req.header("X-Jianbao-Desk") !== "1") throw new RequestRefusal(403, "只有采编台的网页能这样用");
    }
    await next();
  });
  app.use(async (context, next) => {
    await next();
    const set = (name: string, value: string) => {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    };
    set("X-Content-Type-Options", "nosniff");
    set("Cache-Control", "no-store");
    set("Cross-Origin-Resource-Policy", "same-origin");
    set("Cross-Origin-Opener-Policy", "same-origin");
    set("Referrer-Policy", "no-referrer");
    set("X-Frame-Options", "SAMEORIGIN");
  });
}
