/** What the page asks of the desk and what the files are afterwards. */
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import sharp from "sharp";
import {expect, onTestFinished, test} from "vitest";
import type {DeskState, FileText, HistoryEntry, NewBulletinAnswer, PrintAnswer} from "../../../src/desk/api.ts";
import {batchWorkspace} from "../../build/batch-workspace.ts";
import {article, baseWorkspace} from "../../faults/base-workspace.ts";
import {webOnly} from "../web-only.ts";
import {openTestDesk, type TestDesk, type TestDeskOptions} from "./test-desk.ts";

const monthly = "bulletins/2019-07-monthly";

async function open(options: TestDeskOptions = {}): Promise<TestDesk> {
  const desk = await openTestDesk(options);
  onTestFinished(() => desk.close());
  return desk;
}

const stateOf = async (desk: TestDesk) => JSON.parse((await desk.ask("/api/desk")).body) as DeskState;

test("GET /api/desk tells of each bulletin what was made of it and what is wrong", async () => {
  const files = webOnly(batchWorkspace({[`${monthly}/a.md`]: article("全镇流转{{ 流转面机 }}。")}));
  const desk = await open({files});
  const before = await stateOf(desk);
  expect(before.bulletins.map(({slug, status}) => `${slug} ${status}`)).toEqual([
    "2019-07-monthly unbuilt",
    "2019-07-villages unbuilt",
  ]);
  await desk.build();
  const {bulletins, tables, findings, layouts, office} = await stateOf(desk);
  expect(office).toBe("示例镇");
  expect(layouts).toEqual(["专题", "简报", "会议材料"]);
  expect(tables).toEqual([
    {period: "2019-06", path: "progress/2019-06.yaml"},
    {period: "2019-07", path: "progress/2019-07.yaml"},
  ]);
  expect(findings.map(({code, slugs}) => ({code, slugs}))).toEqual([{code: "JB-3002", slugs: ["2019-07-monthly"]}]);
  expect(bulletins[0]).toMatchObject({
    slug: "2019-07-monthly",
    title: "七月进展",
    issue: "示例月报",
    layout: "简报",
    period: "2019-07",
    date: "2019-08-05",
    state: "编写中",
    status: "failed",
    errors: 1,
    warnings: 0,
    files: [
      {path: `${monthly}/a.md`, title: "一篇稿件"},
      {path: `${monthly}/bulletin.yaml`, title: "这一期的设置"},
    ],
  });
  const village = bulletins.find(({unit}) => unit === "顺德村");
  expect(village).toMatchObject({
    slug: "2019-07-villages/370322104203",
    batch: "2019-07-villages",
    title: "顺德村7月进展",
    status: "built",
    html: "/out/2019-07-villages/370322104203/index.html",
    builtAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(village?.pdf).toBeUndefined();
  expect((await desk.ask(village?.html ?? "")).status).toBe(200);
});

test("a mistake in the data is counted to the bulletins that wait for it", async () => {
  const month = `${baseWorkspace["progress/2019-07.yaml"]}`.replace("388", "三百");
  const desk = await open({files: webOnly({...baseWorkspace, "progress/2019-07.yaml": month})});
  await desk.build();
  const {bulletins, findings} = await stateOf(desk);
  expect(bulletins).toMatchObject([{status: "blocked", errors: 1}]);
  expect(findings[0]?.slugs).toEqual(["2019-07-monthly"]);
});

test("POST /api/bulletins makes what `jianbao new` makes, and overwrites nothing", async () => {
  const desk = await open();
  const {status, body} = await desk.send("POST", "/api/bulletins", {layout: "简报"});
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({
    slug: "2019-08-monthly",
    notes: [
      "照“示例月报”新建了2019年8月的一期。",
      "新建了2019年8月的数据表，里面的数都是“未报”，请逐个填上。",
      "还要核对：“这一期的设置”里的日期和期号，稿件里手写的月份、事例和打算。",
    ],
  } satisfies NewBulletinAnswer);
  expect(readFileSync(join(desk.content, "progress/2019-08.yaml"), "utf8")).toContain("未报");
  const again = await desk.send("POST", "/api/bulletins", {layout: "简报", period: "2019-08"});
  expect(again.status).toBe(400);
  expect(JSON.parse(again.body)).toEqual({
    message: "“2019-08-monthly”已经有了",
    hint: "选别的月份，或者直接改那一期",
  });
  const copy = await desk.send("POST", "/api/bulletins", {layout: "简报", from: "2019-07-monthly", period: "2019-10"});
  expect(JSON.parse(copy.body)).toMatchObject({slug: "2019-10-monthly"});
  expect((await stateOf(desk)).bulletins.map(({slug}) => slug)).not.toContain("2019-09-monthly");
});

test("PUT /api/file saves, merges, or leaves the choice to the writer; the history has all of it", async () => {
  const desk = await open();
  const path = `${monthly}/a.md`;
  const file = JSON.parse((await desk.ask(`/api/file?path=${path}`)).body) as FileText;
  const put = (text: string, more: object = {}) =>
    desk.send("PUT", "/api/file", {path, text, base: file.version, ...more});
  const changed = file.text.replace("全镇", "全镇已经");
  expect(JSON.parse((await put(changed)).body)).toMatchObject({kind: "saved"});
  const conflict = await put(file.text.replace("全镇", "本镇"));
  expect(conflict.status).toBe(409);
  expect(JSON.parse(conflict.body)).toMatchObject({kind: "conflict", theirs: changed, base: file.text});
  const merged = await put(file.text.replace("一篇稿件", "一篇好稿件"));
  expect(JSON.parse(merged.body)).toMatchObject({kind: "merged", text: changed.replace("一篇稿件", "一篇好稿件")});
  const history = JSON.parse((await desk.ask(`/api/history?path=${path}`)).body) as HistoryEntry[];
  expect(history.map(({what}) => what)).toEqual(["采编台存盘", "采编台存盘", "在别处改的"]);
  const first = await desk.ask(`/api/history/text?path=${path}&id=${encodeURIComponent(history[2]?.id ?? "")}`);
  expect(JSON.parse(first.body)).toEqual(file);
});

test("POST /api/photos puts a photo into the bulletin", async () => {
  const desk = await open();
  const bytes = await sharp({create: {width: 40, height: 30, channels: 3, background: "green"}})
    .jpeg()
    .toBuffer();
  const name = encodeURIComponent("田间 field.JPG");
  const answer = await desk.send("POST", `/api/photos?slug=2019-07-monthly&name=${name}`, bytes);
  expect(JSON.parse(answer.body)).toEqual({path: "images/2019-07-field.jpg", width: 40, height: 30});
  expect(readFileSync(join(desk.content, monthly, "images/2019-07-field.jpg")).equals(bytes)).toBe(true);
});

test("POST /api/issued marks a bulletin that is right, and nothing else in its file", async () => {
  const desk = await open();
  await desk.build();
  const path = join(desk.content, monthly, "bulletin.yaml");
  const before = readFileSync(path, "utf8");
  expect((await desk.send("POST", "/api/issued", {slug: "2019-07-monthly"})).status).toBe(200);
  expect(readFileSync(path, "utf8")).toBe(`${before}状态: 已印发\n`);
  expect((await desk.send("POST", "/api/issued", {slug: "none"})).status).toBe(404);
});

test("POST /api/issued refuses what could not be made, and a batch", async () => {
  const files = webOnly(batchWorkspace({[`${monthly}/a.md`]: article("全镇流转{{ 流转面机 }}。")}));
  const desk = await open({files});
  await desk.build();
  for (const slug of ["2019-07-monthly", "2019-07-villages/370322104203"]) {
    const {status, body} = await desk.send("POST", "/api/issued", {slug});
    expect(status).toBe(400);
    expect(JSON.parse(body).message).toContain("不能标成已印发");
  }
  expect(readFileSync(join(desk.content, monthly, "bulletin.yaml"), "utf8")).not.toContain("已印发");
});

test("POST /api/reissued builds an issued bulletin once more and keeps its figures anew; one with errors stays as it was", async () => {
  const desk = await open();
  await desk.build();
  const ask = () => desk.send("POST", "/api/reissued", {slug: "2019-07-monthly"});
  expect(JSON.parse((await ask()).body).message).toContain("还没有标成已印发");
  await desk.send("POST", "/api/issued", {slug: "2019-07-monthly"});
  await desk.build();
  const page = join(desk.out, "2019-07-monthly/index.html");
  const record = join(desk.content, monthly, "figures.json");
  const text = join(desk.content, monthly, "a.md");
  const [printed, kept] = [readFileSync(page, "utf8"), readFileSync(record, "utf8")];

  writeFileSync(text, article("全镇流转{{ 流转面机 }}。"));
  await desk.build();
  const refused = await ask();
  expect(refused.status).toBe(400);
  expect(JSON.parse(refused.body).message).toBe("有 1 处错误，没有重排；留底的还是原来那一份");
  expect([readFileSync(page, "utf8"), readFileSync(record, "utf8")]).toEqual([printed, kept]);

  writeFileSync(text, article("重新排印：{{ 流转面积 }}。"));
  await desk.build();
  expect(readFileSync(page, "utf8")).toBe(printed);
  expect(await ask()).toMatchObject({status: 200, body: "{}"});
  expect(readFileSync(page, "utf8")).toContain("重新排印");
  expect(readFileSync(record, "utf8")).not.toBe(kept);
  expect((await desk.send("POST", "/api/reissued", {slug: "none"})).status).toBe(404);
});

test("POST /api/prints makes files for the printer and tells how to print them", async () => {
  const desk = await open({files: baseWorkspace});
  const print = async (more: object) => {
    const ask = {slug: "2019-07-monthly", kind: "booklet", paper: "A4", grey: false, ...more};
    const {status, body} = await desk.send("POST", "/api/prints", ask);
    expect(status).toBe(200);
    return JSON.parse(body) as PrintAnswer;
  };
  const booklet = await print({grey: true});
  expect(booklet.files).toMatchObject([{address: "/out/2019-07-monthly/2019-07-monthly-booklet-a4-grey.pdf"}]);
  expect(booklet.files[0]?.notes.join()).toContain("短边翻转");
  expect(booklet.pages).toBeGreaterThan(0);
  const address = booklet.files[0]?.address ?? "";
  expect((await desk.ask(address, {method: "HEAD"})).headers["content-length"]).toBe(String(booklet.files[0]?.bytes));
  const pdf = join(desk.out, "2019-07-monthly/2019-07-monthly.pdf");
  const bytes = readFileSync(pdf);
  const plain = await print({kind: "plain"});
  expect(plain.files).toMatchObject([{address: "/out/2019-07-monthly/2019-07-monthly.pdf", bytes: bytes.length}]);
  expect(readFileSync(pdf).equals(bytes)).toBe(true);
  expect((await print({kind: "proof"})).files).toHaveLength(2);
}, 60_000);

test("POST /api/prints tells why there is nothing to print", async () => {
  const desk = await open();
  const ask = {slug: "2019-07-monthly", kind: "booklet", paper: "A3", grey: false};
  const without = await desk.send("POST", "/api/prints", ask);
  expect(without.status).toBe(400);
  expect(JSON.parse(without.body).message).toContain("不出 PDF");
  writeFileSync(join(desk.content, monthly, "a.md"), article("{{ 流转面机 }}"));
  const wrong = JSON.parse((await desk.send("POST", "/api/prints", ask)).body) as PrintAnswer;
  expect(wrong).toMatchObject({files: [], findings: [{severity: "error", slugs: ["2019-07-monthly"]}]});
  expect(existsSync(join(desk.out, "2019-07-monthly/2019-07-monthly-booklet.pdf"))).toBe(false);
});

test("what goes on is told to every page that listens", async () => {
  const desk = await open();
  const listeners = await Promise.all([0, 1].map(() => fetch(`http://127.0.0.1:${desk.port}/api/events`)));
  desk.events.tell({kind: "changed", paths: ["units.yaml"]});
  for (const {body, headers} of listeners) {
    expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let told = "";
    while (!told.includes("units.yaml")) told += (await reader?.read())?.value ?? "";
    expect(told).toContain('data: {"kind":"changed","paths":["units.yaml"]}\n\n');
    await reader?.cancel();
  }
});

test("the page's program is asked about, and sent again when it is another one", async () => {
  const desk = await open();
  const {headers} = await desk.ask("/app.js");
  expect(headers["content-type"]).toContain("text/javascript");
  expect((await desk.ask("/app.js", {headers: {"If-None-Match": headers.etag ?? ""}})).status).toBe(304);
  expect((await desk.ask("/app.js", {headers: {"If-None-Match": '"another"'}})).status).toBe(200);
});

test("questions go to the engine as they were asked; a failure of ours is told without its inside", async () => {
  const desk = await open({
    engine: {
      preview: async asked => {
        if (asked.text === "") throw new Error("at secret (node_modules/x.ts:1)");
        return {body: asked.text, styles: "/api/styles/x", lang: "zh", findings: [], milliseconds: 1};
      },
    },
  });
  const ask = {slug: "2019-07-monthly", path: `${monthly}/a.md`, text: "一\u2028<b>"};
  expect(JSON.parse((await desk.send("POST", "/api/preview", ask)).body)).toMatchObject({body: "一\u2028<b>"});
  const {status, body} = await desk.send("POST", "/api/preview", {...ask, text: ""});
  expect(status).toBe(500);
  expect(JSON.parse(body).message).toBe("程序出了差错，与您的内容无关");
  expect(body).not.toMatch(/secret|node_modules/);
  expect(desk.failures).toHaveLength(1);
});
