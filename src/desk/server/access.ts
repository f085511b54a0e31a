import type {Context, Hono} from "hono";
import {getCookie, setCookie} from "hono/cookie";
import {readJson} from "./body.ts";
import {openLoginLimit} from "./login-limit.ts";
import {isPassword, type PasswordHash} from "./password.ts";
import {RequestRefusal} from "./refusal.ts";
import {remoteAddress} from "./remote-address.ts";
import {asks} from "./schemas.ts";
import {openSessions, sessionSeconds} from "./session.ts";

/** What is open to everybody: the program of the page, which holds nothing of the workspace, and the way in. */
const open: ReadonlySet<string> = new Set(["/", "/app.js", "/app.css", "/pdf-worker.js", "/frame.html", "/api/login"]);
const longestLogin = 8 * 1024;

/** Lets in who knows the password, when there is one, and adds the routes for that. */
export function addAccess(app: Hono, password: PasswordHash | undefined, cookieName: () => string): void {
  const sessions = openSessions();
  const limit = openLoginLimit();
  const cookieOf = (context: Context) => getCookie(context, cookieName());
  /** One guess is worked out at a time: guessing together is no faster. */
  let turn: Promise<unknown> = Promise.resolve();

  app.use(async (context, next) => {
    if (password && !open.has(context.req.path) && !sessions.isValid(cookieOf(context)))
      throw new RequestRefusal(401, "请先输入密码");
    await next();
  });
  app.post("/api/login", async context => {
    const given = await readJson(context, asks.login, longestLogin);
    const answer = turn.then(() => tryPassword(context, given.password));
    turn = answer.catch(() => undefined);
    return await answer;
  });
  app.post("/api/logout", context => {
    sessions.end(cookieOf(context));
    setSession(context, "", 0);
    return context.json({});
  });

  async function tryPassword(context: Context, given: string): Promise<Response> {
    if (!password) return context.json({});
    const address = remoteAddress(context);
    const wait = Math.ceil(limit.waitOf(address) / 1000);
    if (wait > 0) {
      context.header("Retry-After", String(wait));
      throw new RequestRefusal(429, "试得太多了", `过 ${inWords(wait)}再试`);
    }
    if (!(await isPassword(given, password))) {
      limit.failed(address);
      throw new RequestRefusal(403, "密码不对", "问一问开着采编台的那台电脑的人");
    }
    limit.succeeded(address);
    setSession(context, sessions.begin(), sessionSeconds);
    return context.json({});
  }

  function setSession(context: Context, value: string, maxAge: number): void {
    setCookie(context, cookieName(), value, {httpOnly: true, sameSite: "Strict", path: "/", maxAge});
  }
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}
