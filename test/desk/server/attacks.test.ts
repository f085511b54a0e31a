/** Attacks over a real port: each is refused, and the desk answers after it. */
import {mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {request} from "node:http";
import {connect} from "node:net";
import {join} from "node:path";
import sharp from "sharp";
import {afterAll, afterEach, beforeAll, describe, expect, test} from "vitest";
import {article, baseWorkspace} from "../../faults/base-workspace.ts";
import {webOnly} from "../web-only.ts";
import {type Answer, openTestDesk, type TestDesk} from "./test-desk.ts";

const secret = "K7-hidden-words";
const script = "<script>alert(1)</script>";
let desk: TestDesk;
let photo: Buffer;

beforeAll(async () => {
  photo = await sharp({create: {width: 9, height: 9, channels: 3, background: "red"}})
    .jpeg()
    .toBuffer();
  desk = await openTestDesk({
    files: webOnly({
      ...baseWorkspace,
      "bulletins/2019-07-monthly/a.md": article(`全镇${script}`, `标题: '${script}"'`),
      "bulletins/2019-07-monthly/<img src=x onerror=alert(1)>.md": "x",
      ".git/config.yaml": secret,
      ".jianbao-cache/secret.yaml": secret,
      "notes.txt": secret,
    }),
  });
  const {content, out} = desk;
  writeFileSync(join(content, "../secret.md"), secret);
  mkdirSync(join(content, "../secret"));
  writeFileSync(join(content, "../secret/bulletin.yaml"), secret);
  symlinkSync(join(content, "../secret.md"), join(content, "link.md"));
  symlinkSync(join(content, "../secret"), join(content, "bulletins/link"));
  symlinkSync(join(content, "../secret.md"), join(out, "link.md"));
});
afterAll(() => desk.close());

afterEach(async () => {
  expect((await desk.ask("/")).status).toBe(200);
  expect((await desk.ask("/api/desk")).status).toBe(200);
  expect(desk.failures).toEqual([]);
});

/** Refused in words of ours: nothing of files, programs or places on this machine. */
function expectRefused({status, headers, body}: Answer, ...statuses: readonly number[]): void {
  expect(statuses.length === 0 ? [400, 403, 404, 413, 415] : statuses).toContain(status);
  expect(body).not.toMatch(/K7-hidden|root:|node_modules|\.ts:|at \w+ \(/);
  if (body !== "") {
    expect(headers["content-type"]).toContain("application/json");
    expect(JSON.parse(body)).toMatchObject({message: expect.stringMatching(/\p{Script=Han}/u)});
  }
}

describe("paths that lead elsewhere", () => {
  const climbing = [
    "../secret.md",
    "bulletins/../../secret.md",
    "..\\secret.md",
    "bulletins\\..\\..\\secret.md",
    "/etc/passwd",
    "/etc/x.md",
    "//etc/x.md",
    "C:\\x.md",
    "file:///etc/x.md",
    "%2e%2e/secret.md",
    "%252e%252e%252fsecret.md",
    "..%2fsecret.md",
    "link.md",
    "bulletins/link/bulletin.yaml",
    ".git/config.yaml",
    ".jianbao-cache/secret.yaml",
    "notes.txt",
    "units.yaml\0.md",
    "units.yaml\0",
    "units.yaml/",
    "./units.yaml",
    "bulletins",
    "",
    "x".repeat(5000),
    "__proto__",
    "constructor",
  ];
  /** Sent encoded, as a page would, and as it is written. */
  const asQuery = climbing.flatMap(path => [encodeURIComponent(path), ...(/^[\w.%/\\-]+$/.test(path) ? [path] : [])]);

  test.each(asQuery)("GET /api/file, /api/history and their like refuse %s", async path => {
    expectRefused(await desk.ask(`/api/file?path=${path}`));
    expectRefused(await desk.ask(`/api/history/text?path=${path}&id=x`));
    const history = await desk.ask(`/api/history?path=${path}`);
    if (history.status === 200) expect(history.body).toBe("[]");
    else expectRefused(history);
  });

  test.each(asQuery)("questions about a bulletin refuse %s", async slug => {
    for (const address of ["/api/vocabulary?", "/api/numbers?", "/api/explain?expression=x&"])
      expectRefused(await desk.ask(`${address}slug=${slug}`));
    const found = await desk.ask(`/api/candidates?words=x&slug=${slug}`);
    if (found.status === 200) expect(found.body).toBe("[]");
    else expectRefused(found);
    expectRefused(await desk.send("POST", `/api/photos?name=a.jpg&slug=${slug}`, new Uint8Array(photo)));
    for (const address of ["/api/table?", "/api/table.xlsx?", "/api/table.csv?"])
      expectRefused(await desk.ask(`${address}period=${slug}`));
    expectRefused(await desk.send("POST", `/api/table/read?period=${slug}`, "x"));
  });

  test.each(climbing)("bodies refuse %j", async path => {
    expectRefused(await desk.send("PUT", "/api/file", {path, text: "x", base: "", force: true}));
    expectRefused(await desk.send("POST", "/api/issued", {slug: path}));
    expectRefused(await desk.send("POST", "/api/reissued", {slug: path}));
    expectRefused(await desk.send("POST", "/api/prints", {slug: path, kind: "booklet", paper: "A3", grey: false}));
    expectRefused(await desk.send("POST", "/api/bulletins", {layout: "简报", from: path === "" ? ".." : path}));
    expectRefused(await desk.send("POST", "/api/bulletins", {layout: `../${path}`}));
    expectRefused(await desk.send("POST", "/api/bulletins", {layout: "简报", period: path}));
    expectRefused(await desk.send("PUT", "/api/table", {period: path, base: "", cells: []}));
    expectRefused(await desk.ask(`/api/styles/${encodeURIComponent(path)}`));
    expectRefused(await desk.ask(`/api/preview-photos/${encodeURIComponent(path)}`));
  });

  test("nothing was written anywhere", () => {
    expect(readFileSync(join(desk.content, "../secret.md"), "utf8")).toBe(secret);
    expect(readFileSync(join(desk.content, ".git/config.yaml"), "utf8")).toBe(secret);
    expect(readdirSync(join(desk.content, "../secret"))).toEqual(["bulletin.yaml"]);
    expect(readdirSync(join(desk.content, ".."))).toEqual(["content", "out", "secret", "secret.md"]);
    expect(readdirSync(join(desk.content, "bulletins"))).toEqual(["2019-07-monthly", "link"]);
  });
});

describe("other sites", () => {
  const save = {path: "units.yaml", text: "x", base: "", force: true};

  test("a page under another name (DNS rebinding) is told nothing", async () => {
    for (const host of ["attacker.example", `attacker.example:${desk.port}`, "127.0.0.1:1", "127.0.0.1", "0.0.0.0"])
      for (const path of ["/", "/api/desk", "/api/events", "/out/index.html", "/app.js"])
        expectRefused(await desk.ask(path, {host}), 400, 403);
    for (const head of ["GET / HTTP/1.1", "GET / HTTP/1.0", "GET / HTTP/1.1\r\nHost:", "GET / HTTP/1.0\r\nHost:"])
      expect(await raw(`${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[03] /);
    expect((await desk.ask("/", {host: `localhost:${desk.port}`})).status).toBe(200);
  });

  test.each([
    ["no header of ours", {}],
    ["another value of it", {"X-Jianbao-Desk": "0"}],
    ["another origin", {"X-Jianbao-Desk": "1", Origin: "http://attacker.example"}],
    ["no origin at all", {"X-Jianbao-Desk": "1", Origin: "null"}],
    ["our name with https", {"X-Jianbao-Desk": "1", Origin: "https://127.0.0.1"}],
    ["another port", {"X-Jianbao-Desk": "1", Origin: "http://127.0.0.1:1"}],
    ["a browser that says cross-site", {"X-Jianbao-Desk": "1", "Sec-Fetch-Site": "cross-site"}],
    ["a browser that says same-site", {"X-Jianbao-Desk": "1", "Sec-Fetch-Site": "same-site"}],
    ["an address typed as a request to change", {"X-Jianbao-Desk": "1", "Sec-Fetch-Site": "none"}],
  ])("a request to change with %s is refused", async (_, headers) => {
    const body = JSON.stringify(save);
    expectRefused(await desk.ask("/api/file", {method: "PUT", headers, body}), 403);
    expectRefused(await desk.ask("/api/bulletins", {method: "POST", headers, body: "layout=x"}), 403);
    expect(readFileSync(join(desk.content, "units.yaml"), "utf8")).not.toBe("x");
  });

  test("our own page is let in", async () => {
    const headers = {"Sec-Fetch-Site": "same-origin", Origin: `http://127.0.0.1:${desk.port}`};
    expect((await desk.send("PUT", "/api/file", {...save, path: "none.md", base: "x"}, headers)).status).toBe(404);
  });

  test("what is read is read by our own page", async () => {
    for (const path of ["/api/desk", "/api/events", "/out/index.html", "/frame.html", "/app.js"])
      for (const site of ["cross-site", "same-site"])
        expectRefused(await desk.ask(path, {headers: {"Sec-Fetch-Site": site}}), 403);
    expect((await desk.ask("/api/desk", {headers: {"Sec-Fetch-Site": "same-origin"}})).status).toBe(200);
  });

  test("no site is named that may read or frame the desk", async () => {
    const answers = [await desk.ask("/"), await desk.ask("/api/desk"), await desk.ask("/frame.html")];
    for (const {headers} of answers) {
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["content-security-policy"]).toMatch(/frame-ancestors '(?:none|self)'/);
    }
    for (const method of ["OPTIONS", "DELETE", "PATCH", "PROPFIND"])
      expectRefused(await desk.ask("/api/desk", {method}), 403, 404);
  });
});

describe("programs in content", () => {
  test("script in titles and texts arrives as data, not as a page", async () => {
    const state = await desk.ask("/api/desk");
    expect(state.headers["content-type"]).toContain("application/json");
    expect(state.headers["content-security-policy"]).toContain("sandbox");
    expect(state.body).toContain("alert(1)");
    const text = await desk.ask("/api/file?path=bulletins/2019-07-monthly/a.md");
    expect(text.headers["content-type"]).toContain("application/json");
    expect((await desk.ask("/")).body).not.toContain("alert(1)");
  });

  test("script in a name that is not found is told as data", async () => {
    const {headers, body} = await desk.ask(`/api/vocabulary?slug=${encodeURIComponent("<script>")}`);
    expect(headers["content-type"]).toContain("application/json");
    expect(JSON.parse(body)).toEqual({message: "没有“<script>”这一期"});
  });

  test("a built page is shown in a sandbox and holds no script of its content", async () => {
    await desk.build();
    const page = await desk.ask("/out/2019-07-monthly/index.html");
    expect(page.headers["content-security-policy"]).toBe("sandbox allow-same-origin");
    expect(page.body).not.toContain(script);
  });

  test.each([
    ["an SVG that says it is one", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"],
    ["an SVG called a photo", "a.jpg", `<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>${script}</svg>`],
    ["a page called a photo", "a.png", `<!doctype html>${script}`],
    ["a program called a photo", "a.jpg", "\u007fELF"],
    ["a photo that ends too soon", "a.jpg", "\u00ff\u00d8\u00ff\u00e0"],
  ])("%s is not taken as a photo", async (_, name, content) => {
    const answer = await desk.send(
      "POST",
      `/api/photos?slug=2019-07-monthly&name=${name}`,
      new Uint8Array(Buffer.from(content, "latin1")),
    );
    expectRefused(answer, 415);
    expect(readdirSync(join(desk.content, "bulletins/2019-07-monthly/images"))).toEqual([]);
  });
});

describe("too much", () => {
  const headers = {"X-Jianbao-Desk": "1"};

  test.each([
    "/api/photos?slug=2019-07-monthly&name=a.jpg",
    "/api/file",
    "/api/table/read?period=2019-07",
    "/api/login",
  ])("an upload to %s that claims 2 GB is cut off before it is sent", async path => {
    const method = path === "/api/file" ? "PUT" : "POST";
    const answer = await upload(path, {method, headers: {...headers, "Content-Length": String(2 * 1024 ** 3)}});
    expect(answer.status).toBe(413);
    expect(answer.sent).toBeLessThan(80 * 1024 * 1024);
  });

  test("an upload without end, and without a length, is cut off at the limit", async () => {
    const path = "/api/photos?slug=2019-07-monthly&name=a.jpg";
    const {status, sent} = await upload(path, {method: "POST", headers: {...headers, "Transfer-Encoding": "chunked"}});
    expect([413, 0]).toContain(status);
    expect(sent).toBeLessThan(200 * 1024 * 1024);
  });

  test("10,000 quick requests are answered or put off", async () => {
    const statuses = new Map<number, number>();
    for (let round = 0; round < 50; round++) {
      const answers = await Promise.all(
        Array.from({length: 200}, (_, index) => desk.ask(index % 2 === 0 ? "/api/desk" : "/out/none")),
      );
      for (const {status} of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(10_000);
    expect([...statuses.keys()].filter(status => ![200, 404, 429, 503].includes(status))).toEqual([]);
  }, 120_000);

  test("bodies that come drop by drop hold nobody up", async () => {
    const head = `PUT /api/file HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nX-Jianbao-Desk: 1\r\nContent-Length: 1000\r\n\r\n{`;
    const sockets = Array.from({length: 200}, () => connect(desk.port, "127.0.0.1"));
    for (const socket of sockets) {
      socket.on("error", () => undefined);
      socket.write(head);
    }
    await new Promise(resolve => setTimeout(resolve, 300));
    const begun = performance.now();
    expect((await desk.ask("/api/desk")).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3000);
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => setTimeout(resolve, 300));
    const saved = await desk.send("PUT", "/api/file", {path: "none.md", text: "x", base: "x"});
    expect(saved.status).toBe(404);
  });

  test("heads without end, and lines that are no request, are cut off", async () => {
    for (const text of [`GET / HTTP/1.1\r\nX: ${"x".repeat(200_000)}`, "\0\0\0\0\r\n\r\n", "GET /\r\n\r\n"]) {
      const answer = await raw(text);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toMatch(/node_modules|at \w+ \(/);
    }
  });

  test("large, deep and odd JSON is refused", async () => {
    const file = (text: string) => desk.send("PUT", "/api/file", text);
    expectRefused(await file(`{"path":"units.yaml","base":"","text":"${"x".repeat(9 * 1024 * 1024)}"}`), 413);
    expectRefused(await file("[".repeat(1_000_000)), 400);
    expectRefused(await file(`${"[".repeat(500_000)}${"]".repeat(500_000)}`), 400);
    expectRefused(await file("{"), 400);
    expectRefused(await file(""), 400);
    expectRefused(await file("null"), 400);
    expectRefused(await file('"\ud800'), 400);
    expectRefused(await file('{"path":["units.yaml"],"text":"x","base":""}'), 400);
    expectRefused(await file('{"path":"units.yaml","text":{"x":1},"base":""}'), 400);
    expectRefused(await desk.send("PUT", "/api/file", Uint8Array.of(0x22, 0xff, 0xfe, 0x22)), 400);
  });

  test("keys of prototypes change nothing", async () => {
    const text = '{"__proto__":{"force":true,"isAdmin":true},"constructor":{"prototype":{"x":1}},"path":"units.yaml"';
    expectRefused(await desk.send("PUT", "/api/file", `${text}}`), 400);
    expect((await desk.send("PUT", "/api/file", `${text},"text":"x","base":"other"}`)).status).toBe(409);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expectRefused(await desk.ask("/api/file?__proto__[path]=units.yaml"), 400);
    expectRefused(await desk.ask("/api/file?path[]=units.yaml"), 400);
  });

  test("more pages than anybody opens are not listened to", async () => {
    const streams = Array.from({length: 230}, () => openEvents());
    const statuses = await Promise.all(streams.map(({status}) => status));
    expect(statuses.filter(status => status === 200)).toHaveLength(200);
    expect(statuses.filter(status => status === 429 || status === 503)).toHaveLength(30);
    for (const {close} of streams) close();
    await new Promise(resolve => setTimeout(resolve, 200));
    const again = openEvents();
    expect(await again.status).toBe(200);
    again.close();
    expectRefused(await desk.ask("/api/events", {method: "HEAD"}), 405);
  });
});

/** Sends zeros until it is stopped, and tells how many bytes left this end. */
function upload(
  path: string,
  {method, headers}: {readonly method: string; readonly headers: Readonly<Record<string, string>>},
): Promise<{readonly status: number; readonly sent: number}> {
  return new Promise(resolve => {
    const piece = Buffer.alloc(1024 * 1024);
    let status = 0;
    let sent = 0;
    const sending = request({host: "127.0.0.1", port: desk.port, path, method, headers}, response => {
      status = response.statusCode ?? 0;
      response.resume();
    });
    const pour = () => {
      while (!sending.destroyed && sent < 2 * 1024 ** 3) {
        sent += piece.length;
        if (!sending.write(piece)) {
          sending.once("drain", pour);
          return;
        }
      }
      sending.end();
    };
    sending.on("error", () => undefined);
    sending.on("close", () => resolve({status, sent}));
    pour();
  });
}

function raw(text: string): Promise<string> {
  return new Promise(resolve => {
    let answer = "";
    const socket = connect(desk.port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("utf8");
    socket.on("data", piece => {
      answer += piece;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}

function openEvents(): {readonly status: Promise<number>; close(): void} {
  const sent = request({host: "127.0.0.1", port: desk.port, path: "/api/events"});
  const status = new Promise<number>(resolve => {
    sent.on("response", response => {
      response.on("error", () => undefined);
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", () => resolve(0));
  });
  sent.end();
  return {status, close: () => sent.destroy()};
}
