import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {request} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type OutputServer, openOutputServer} from "../../src/desk/output-server.ts";

let server: OutputServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "jianbao-test-"));
  const out = join(folder, "out");
  mkdirSync(join(out, "2019-07-monthly"), {recursive: true});
  writeFileSync(join(out, "index.html"), "<!doctype html><title>目录</title>");
  writeFileSync(join(out, "2019-07-monthly/index.html"), "<!doctype html><title>月报</title>");
  writeFileSync(join(out, "2019-07-monthly/2019-07-monthly.pdf"), "%PDF-1.7");
  writeFileSync(join(out, ".hidden"), "secret");
  writeFileSync(join(folder, "secret.txt"), "secret");
  symlinkSync(join(folder, "secret.txt"), join(out, "link.txt"));
  symlinkSync(folder, join(out, "above"));
  server = await openOutputServer(out, 0);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, {recursive: true});
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request as it is written, without a client that tidies the address up. */
function ask(path: string, {method = "GET", host}: {method?: string; host?: string} = {}): Promise<Answer> {
  const {port} = new URL(server.address);
  return new Promise((resolve, reject) => {
    const sent = request(
      {host: "127.0.0.1", port, path, method, headers: {Host: host ?? `127.0.0.1:${port}`}},
      response => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", piece => {
          body += piece;
        });
        response.on("end", () => resolve({status: response.statusCode, headers: response.headers, body}));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

test("shows the desk's page, and the output below /out/", async () => {
  expect(await ask("/")).toMatchObject({status: 200, body: expect.stringContaining("边写边看")});
  expect(await ask("/dev.js")).toMatchObject({status: 200});
  expect(await ask("/out/index.html")).toMatchObject({status: 200, body: expect.stringContaining("目录")});
  expect(await ask("/out/2019-07-monthly/")).toMatchObject({status: 200, body: expect.stringContaining("月报")});
  const pdf = await ask("/out/2019-07-monthly/2019-07-monthly.pdf");
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect((await ask("/out/%E6%B2%A1%E6%9C%89.html")).status).toBe(404);
});

test("what it shows runs no scripts: a sandbox for pages, a policy for the desk", async () => {
  const page = await ask("/out/index.html");
  expect(page.headers["content-security-policy"]).toBe("sandbox allow-same-origin");
  const desk = await ask("/");
  expect(desk.headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(desk.headers["content-security-policy"]).not.toContain("unsafe");
});

test.each([
  "/out/../secret.txt",
  "/out/%2e%2e/secret.txt",
  "/out/..%2fsecret.txt",
  "/out/%2e%2e%2fsecret.txt",
  "/out/..%5csecret.txt",
  "/out/2019-07-monthly/../../secret.txt",
  "/out/2019-07-monthly/..%2f..%2fsecret.txt",
  "/out//etc/passwd",
  "/out/%2fetc%2fpasswd",
  "/out/link.txt",
  "/out/above/secret.txt",
  "/out/.hidden",
  "/out/index.html%00.png",
  "/out/%",
  "/../package.json",
  "/package.json",
  "/dev.html",
])("refuses %s", async path => {
  const {status, body} = await ask(path);
  expect([400, 404]).toContain(status);
  expect(body).not.toMatch(/secret|root:/);
});

test("answers under its own name only, and only to look", async () => {
  expect((await ask("/out/index.html", {host: "attacker.example"})).status).toBe(403);
  expect((await ask("/events", {host: "attacker.example"})).status).toBe(403);
  expect((await ask("/", {host: "127.0.0.1:1"})).status).toBe(403);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) expect((await ask("/", {method})).status).toBe(405);
  expect((await ask("/")).headers["access-control-allow-origin"]).toBeUndefined();
});

test("thousands of requests leave it alive", async () => {
  for (let round = 0; round < 20; round++) await Promise.all(Array.from({length: 100}, () => ask("/out/none")));
  expect((await ask("/")).status).toBe(200);
}, 60_000);

test("a page that comes late is told what was told last", async () => {
  server.tell({kind: "building"});
  server.tell({kind: "built", bulletins: []});
  const response = await fetch(new URL("/events", server.address));
  const reader = response.body?.getReader();
  const piece = await reader?.read();
  expect(new TextDecoder().decode(piece?.value)).toBe('data: {"kind":"built","bulletins":[]}\n\n');
  await reader?.cancel();
});
