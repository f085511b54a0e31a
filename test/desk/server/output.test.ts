import {mkdirSync, symlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {attachment, readRange} from "../../../src/desk/server/output-files.ts";
import {openTestDesk, type TestDesk} from "./test-desk.ts";

let desk: TestDesk;

beforeAll(async () => {
  desk = await openTestDesk();
  const {out} = desk;
  mkdirSync(join(out, "2019-07-monthly"), {recursive: true});
  writeFileSync(join(out, "index.html"), "<!doctype html><title>目录</title>");
  writeFileSync(join(out, "2019-07-monthly/index.html"), "<!doctype html><title>月报</title>");
  writeFileSync(join(out, "2019-07-monthly/2019-07-monthly.pdf"), "%PDF-1.7 0123456789");
  writeFileSync(join(out, "2019-07-monthly/2019-07-monthly-booklet-a4-grey.pdf"), "%PDF-1.7");
  writeFileSync(join(out, "drawing.svg"), "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
  writeFileSync(join(out, ".hidden"), "secret");
  writeFileSync(join(out, "../secret.txt"), "secret");
  symlinkSync(join(out, "../secret.txt"), join(out, "link.txt"));
  symlinkSync(join(out, ".."), join(out, "above"));
});
afterAll(() => desk.close());

const pdf = "/out/2019-07-monthly/2019-07-monthly.pdf";

test("shows the output below /out/, with the types of its files", async () => {
  expect(await desk.ask("/out/index.html")).toMatchObject({status: 200, body: expect.stringContaining("目录")});
  expect(await desk.ask("/out/2019-07-monthly/")).toMatchObject({status: 200, body: expect.stringContaining("月报")});
  expect((await desk.ask(pdf)).headers["content-type"]).toBe("application/pdf");
  expect((await desk.ask("/out/drawing.svg")).headers).toMatchObject({
    "content-type": "application/octet-stream",
    "content-security-policy": expect.stringContaining("sandbox"),
  });
  expect((await desk.ask("/out/%E6%B2%A1%E6%9C%89.html")).status).toBe(404);
});

test("what it shows runs no scripts: a sandbox for pages, a policy for the desk", async () => {
  const page = await desk.ask("/out/index.html");
  expect(page.headers["content-security-policy"]).toBe("sandbox allow-same-origin");
  const own = await desk.ask("/");
  const policy = String(own.headers["content-security-policy"]);
  expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(policy).not.toContain("unsafe");
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
  expect(own.body).toContain(`<meta name="csp-nonce" content="${nonce}">`);
  expect((await desk.ask("/")).body).not.toContain(nonce);
  expect((await desk.ask("/frame.html")).headers["content-security-policy"]).toMatch(/^sandbox allow-same-origin;/);
});

test.each([
  "/out/../secret.txt",
  "/out/%2e%2e/secret.txt",
  "/out/..%2fsecret.txt",
  "/out/%2e%2e%2fsecret.txt",
  "/out/%252e%252e%252fsecret.txt",
  "/out/..%5csecret.txt",
  "/out/..\\secret.txt",
  "/out/2019-07-monthly/../../secret.txt",
  "/out/2019-07-monthly/..%2f..%2fsecret.txt",
  "/out//etc/passwd",
  "/out/%2fetc%2fpasswd",
  "/out/link.txt",
  "/out/above/secret.txt",
  "/out/.hidden",
  "/out/index.html%00.png",
  "/out/%",
  "/out/%ff",
  "/../package.json",
  "/package.json",
  "/index.html",
  "/%6fut/link.txt",
])("refuses %s", async path => {
  const {status, body} = await desk.ask(path);
  expect([400, 404]).toContain(status);
  expect(body).not.toMatch(/secret|root:/);
});

test("a PDF is sent in the parts that a viewer asks for", async () => {
  const part = await desk.ask(pdf, {headers: {Range: "bytes=9-12"}});
  expect(part).toMatchObject({status: 206, body: "0123"});
  expect(part.headers).toMatchObject({"content-range": "bytes 9-12/19", "content-length": "4"});
  expect(await desk.ask(pdf, {headers: {Range: "bytes=-3"}})).toMatchObject({status: 206, body: "789"});
  expect(await desk.ask(pdf, {headers: {Range: "bytes=17-"}})).toMatchObject({status: 206, body: "89"});
  expect((await desk.ask(pdf, {headers: {Range: "bytes=19-"}})).status).toBe(416);
  expect((await desk.ask(pdf, {headers: {Range: "bytes=0-1", "If-Range": '"another"'}})).status).toBe(200);
  expect(await desk.ask(pdf, {method: "HEAD"})).toMatchObject({status: 200, body: ""});
});

test("readRange takes one range and leaves the rest alone", () => {
  expect(readRange("bytes=0-", 10)).toEqual({start: 0, end: 9});
  expect(readRange("bytes=0-99", 10)).toEqual({start: 0, end: 9});
  expect(readRange("bytes=-99", 10)).toEqual({start: 0, end: 9});
  expect(readRange("bytes=-0", 10)).toBe("unsatisfiable");
  expect(readRange("bytes=0-0", 0)).toBe("unsatisfiable");
  for (const odd of [undefined, "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b"])
    expect(readRange(odd, 10)).toBeUndefined();
});

test("a file is saved under the name of its bulletin", async () => {
  const nameOf = async (path: string) => {
    const header = String((await desk.ask(path)).headers["content-disposition"]);
    expect(header).toMatch(/^attachment; filename="[A-Za-z0-9._-]+"; filename\*=UTF-8''/);
    return decodeURIComponent(header.split("''")[1] ?? "");
  };
  expect(await nameOf(`${pdf}?download=1`)).toBe("示例月报 七月进展.pdf");
  expect(await nameOf("/out/2019-07-monthly/2019-07-monthly-booklet-a4-grey.pdf?download=1")).toBe(
    "示例月报 七月进展 小册子 A4 灰色.pdf",
  );
  expect((await desk.ask(pdf)).headers["content-disposition"]).toBeUndefined();
});

test("attachment keeps what a header or a file system would obey out of the name", () => {
  expect(attachment('a"\r\nX: 1/..\\b.pdf')).toBe(
    "attachment; filename=\"a-X-1-..-b.pdf\"; filename*=UTF-8''a%20X%201%20..%20b.pdf",
  );
  expect(attachment("七月(终稿)'.pdf")).toContain("%28%E7%BB%88%E7%A8%BF%29%27.pdf");
  expect(attachment("")).toContain('filename="file"');
});
