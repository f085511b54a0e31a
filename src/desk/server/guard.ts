import type {Context, Hono, MiddlewareHandler} from "hono";
import {RequestRefusal} from "./refusal.ts";

/** Names under which the server may be called, with their port: "127.0.0.1:4600". */
export type Hosts = () => ReadonlySet<string>;

/** What every request has to pass before any route sees it. */
export function addGuards(app: Hono, hosts: Hosts): void {
  app.use(async (context, next) => {
    await next();
    addHeaders(context);
  });
  app.use(async (context, next) => {
    checkCaller(context, hosts());
    await next();
  });
  app.use(
    atOnce(mostReads, isRead),
    atOnce(mostWrites, context => !isRead(context)),
  );
}

/** Requests under way at once; slow bodies do not hold up those who only look. */
const mostReads = 100;
const mostWrites = 40;

function isRead({req}: Context): boolean {
  return req.method === "GET" || req.method === "HEAD";
}

/**
 * Our own page, under our own name. A browser tells of every request where it comes from (Sec-Fetch-Site, Origin), and
 * lets no page of another site put a header of ours to a request.
 */
function checkCaller(context: Context, hosts: ReadonlySet<string>): void {
  const {req} = context;
  if (!hosts.has((req.header("Host") ?? "").toLowerCase()))
    throw new RequestRefusal(403, "只能用采编台自己的地址打开", "用采编台的程序窗口里写的地址");
  const site = req.header("Sec-Fetch-Site");
  const isTyped = isRead(context) && site === "none";
  const isPage = isRead(context) && req.path === "/";
  if (site !== undefined && site !== "same-origin" && !isTyped && !isPage) throw foreign();
  if (isRead(context)) return;
  const origin = req.header("Origin");
  if (origin !== undefined && !(origin.startsWith("http://") && hosts.has(origin.slice("http://".length))))
    throw foreign();
  if (req.header("X-Jianbao-Desk") !== "1") throw new RequestRefusal(403, "只有采编台的网页能这样用");
}

function foreign(): RequestRefusal {
  return new RequestRefusal(403, "别的网站不能这样用", "在地址栏里写采编台的地址");
}

/** Answers 503 to what comes while so many are under way already. */
export function atOnce(most: number, counts: (context: Context) => boolean = () => true): MiddlewareHandler {
  let underWay = 0;
  return async (context, next) => {
    if (!counts(context)) return await next();
    if (underWay >= most) {
      context.header("Retry-After", "1");
      throw new RequestRefusal(503, "采编台正忙", "过一会儿再试");
    }
    underWay += 1;
    try {
      await next();
    } finally {
      underWay -= 1;
    }
  };
}

function addHeaders({res: {headers}}: Context): void {
  const usual = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
  for (const [name, value] of Object.entries(usual)) if (!headers.has(name)) headers.set(name, value);
  // A browser shows no PDF under a policy that forbids programs: its viewer is one.
  if (headers.get("Content-Type") === "application/pdf") headers.delete("Content-Security-Policy");
}
