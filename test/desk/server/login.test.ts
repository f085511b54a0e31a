import {beforeAll, expect, onTestFinished, test, vi} from "vitest";
import {openLoginLimit} from "../../../src/desk/server/login-limit.ts";
import {hashPassword, isPassword, type PasswordHash} from "../../../src/desk/server/password.ts";
import {openSessions, sessionSeconds} from "../../../src/desk/server/session.ts";
import {openTestDesk, type TestDesk} from "./test-desk.ts";

const word = "唐坊1234党建";
let password: PasswordHash;

beforeAll(async () => {
  password = await hashPassword(word);
});

async function open(): Promise<TestDesk> {
  const desk = await openTestDesk({password});
  onTestFinished(() => desk.close());
  return desk;
}

/** The cookie as a browser sends it back. */
async function logIn(desk: TestDesk): Promise<string> {
  const {status, headers} = await desk.send("POST", "/api/login", {password: word});
  expect(status).toBe(200);
  const [cookie = ""] = headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/^desk-\d+=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  return cookie.split(";")[0] ?? "";
}

test("without the password nothing of the workspace is told; the page itself is", async () => {
  const desk = await open();
  for (const path of ["/", "/app.js", "/app.css", "/pdf-worker.js", "/frame.html"])
    expect((await desk.ask(path)).status).toBe(200);
  for (const path of ["/api/desk", "/api/file?path=units.yaml", "/api/events", "/out/index.html", "/api/none", "/x"]) {
    const {status, body} = await desk.ask(path);
    expect(status).toBe(401);
    expect(JSON.parse(body)).toEqual({message: "请先输入密码"});
  }
  expect((await desk.send("PUT", "/api/file", {})).status).toBe(401);
});

test("with it the desk is open until one leaves", async () => {
  const desk = await open();
  const cookie = await logIn(desk);
  const state = async () => await desk.ask("/api/desk", {headers: {Cookie: cookie}});
  expect(JSON.parse((await state()).body)).toMatchObject({office: "示例镇", hasPassword: true});
  const left = await desk.send("POST", "/api/logout", {}, {Cookie: cookie});
  expect(left.headers["set-cookie"]?.[0]).toContain("Max-Age=0");
  expect((await state()).status).toBe(401);
});

test("a desk without password is open, and says so", async () => {
  const desk = await openTestDesk();
  onTestFinished(() => desk.close());
  expect(JSON.parse((await desk.ask("/api/desk")).body)).toMatchObject({hasPassword: false});
  expect((await desk.send("POST", "/api/login", {password: ""})).status).toBe(200);
});

test("forged, foreign and cut cookies open nothing", async () => {
  const desk = await open();
  const cookie = await logIn(desk);
  const [name = "", value = ""] = cookie.split("=");
  const [id, until, signature = ""] = value.split(".");
  const foreign = openSessions().begin();
  for (const other of [
    "",
    foreign,
    `${id}.${Number(until) + 1}.${signature}`,
    `${id}.99999999999999.${signature}`,
    `${id}.${until}.${signature.slice(0, -1)}`,
    `${id}.${until}.${"A".repeat(43)}`,
    `${id}.${until}`,
    "undefined",
    "__proto__",
  ])
    expect((await desk.ask("/api/desk", {headers: {Cookie: `${name}=${other}`}})).status).toBe(401);
  expect((await desk.ask("/api/desk", {headers: {Cookie: `desk-1=${value}`}})).status).toBe(401);
});

test("guessing is slowed down", async () => {
  const desk = await open();
  const statuses: number[] = [];
  for (let count = 0; count < 8; count++)
    statuses.push((await desk.send("POST", "/api/login", {password: `guess${count}`})).status);
  expect(statuses.slice(0, 3)).toEqual([403, 403, 403]);
  expect(statuses.slice(3)).toEqual([429, 429, 429, 429, 429]);
  const {status, headers, body} = await desk.send("POST", "/api/login", {password: word});
  expect(status).toBe(429);
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expect(JSON.parse(body).hint).toMatch(/^过 \d+ 秒再试$/);
});

test("many guesses sent at once are no faster", async () => {
  const desk = await open();
  const guesses = Array.from({length: 20}, (_, count) => desk.send("POST", "/api/login", {password: `guess${count}`}));
  const statuses = (await Promise.all(guesses)).map(({status}) => status);
  expect(statuses.filter(status => status === 403)).toHaveLength(3);
  expect(statuses.filter(status => status === 429)).toHaveLength(17);
});

test("openLoginLimit waits twice as long after each failure, for the network that it comes from", () => {
  let now = 0;
  const limit = openLoginLimit(() => now);
  const waits = Array.from({length: 14}, () => {
    limit.failed("2001:db8:1:2::7");
    return limit.waitOf("2001:db8:1:2:ffff::9") / 1000;
  });
  expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  expect(limit.waitOf("2001:db8:1:3::7")).toBe(0);
  now += 900_000;
  expect(limit.waitOf("2001:db8:1:2::7")).toBe(0);
  now += 24 * 3600_000;
  limit.failed("2001:db8:1:2::7");
  expect(limit.waitOf("2001:db8:1:2::7")).toBe(0);
  for (let count = 0; count < 9; count++) limit.failed("::ffff:10.0.0.1");
  expect(limit.waitOf("10.0.0.1")).toBeGreaterThan(0);
  limit.succeeded("10.0.0.1");
  expect(limit.waitOf("10.0.0.1")).toBe(0);
});

test("guesses from many addresses are slowed down together; who knows the password is not", () => {
  let now = 0;
  const limit = openLoginLimit(() => now);
  limit.succeeded("10.0.0.9");
  for (let count = 0; count < 40; count++) limit.failed(`10.1.0.${count}`);
  expect(limit.waitOf("10.2.0.1")).toBe(5000);
  expect(limit.waitOf("10.0.0.9")).toBe(0);
  now += 5000;
  expect(limit.waitOf("10.2.0.1")).toBe(0);
});

test("a session runs out", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const sessions = openSessions();
  const cookie = sessions.begin();
  expect(sessions.isValid(cookie)).toBe(true);
  vi.advanceTimersByTime(sessionSeconds * 1000 - 1);
  expect(sessions.isValid(cookie)).toBe(true);
  vi.advanceTimersByTime(1);
  expect(sessions.isValid(cookie)).toBe(false);
});

test("a password is kept as a hash of its own each time", async () => {
  const again = await hashPassword(word);
  expect(again.hash).not.toBe(password.hash);
  expect(JSON.stringify(again)).not.toContain("1234");
  expect(await isPassword(word, again)).toBe(true);
  expect(await isPassword(`${word} `, again)).toBe(false);
  expect(await isPassword("", again)).toBe(false);
  // Full-width digits of a Chinese keyboard.
  expect(await isPassword("唐坊１２３４党建", again)).toBe(true);
});
