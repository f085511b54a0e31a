import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {checkWorkspace} from "../../../src/build/check-workspace.ts";
import {checkContent} from "../../../src/build/index.ts";
import {placeAt} from "../../../src/diagnostics/index.ts";
import {filters, functions, periodWords} from "../../../src/figures/index.ts";
import {openSample} from "./sample.ts";

const monthly = "2019-07-monthly";

test("vocabulary() lists what the grammar knows, and every name of a unit means that unit", async () => {
  const {engine} = await openSample();
  const vocabulary = engine.vocabulary(monthly);
  expect(vocabulary).toMatchObject({unit: "唐坊镇", period: "2019-07"});
  expect(vocabulary?.filters.map(({name}) => name)).toEqual([...filters.keys()]);
  expect(vocabulary?.functions.map(({name}) => name)).toEqual([...functions.keys()]);
  expect(vocabulary?.periods.map(({name}) => name)).toEqual(expect.arrayContaining([...periodWords.keys(), "2019-07"]));
  expect(vocabulary?.sets).toEqual(expect.arrayContaining(["各片区", "各村"]));
  expect(vocabulary?.texts).toContainEqual({name: "期间", detail: "2019年7月"});
  expect(vocabulary?.indicators).toContainEqual(
    expect.objectContaining({
      name: "流转率",
      measure: "%",
      description: expect.stringContaining("流转面积 / 耕地面积"),
    }),
  );
  for (const {name} of vocabulary?.units ?? [])
    expect(engine.explain(monthly, `计数(［${name}］)`)?.text, name).toBe("1个");
  expect(engine.vocabulary("none")).toBeUndefined();
});

test("explain() tells a figure as the command does, with the names of the bulletin", async () => {
  const {engine} = await openSample();
  const explained = engine.explain(monthly, "{{ 顺德村.流转率 }}");
  expect(explained?.text).toBe("60.6%");
  expect(explained?.lines[0]).toMatchObject({depth: 0, text: "顺德村 2019年7月 流转率 = 60.6%"});
  expect(explained?.lines).toContainEqual(
    expect.objectContaining({
      path: "progress/2019-07.yaml",
      place: expect.stringMatching(/^progress\/2019-07\.yaml 第\d+行$/),
    }),
  );
  expect(engine.explain("2019-06-monthly", "顺德村.流转面积")?.text).toBe("371亩");

  const wrong = engine.explain(monthly, "顺得村.流转率");
  expect(wrong?.text).toBeUndefined();
  expect(wrong?.findings).toMatchObject([{code: "JB-2031", fixes: [{replacement: "顺德村"}]}]);
});

test("candidates() gives the figures that the words fit first, the nearest units first, twelve at most", async () => {
  const {engine} = await openSample();
  const near = engine.candidates(monthly, "近400亩");
  expect(near[0]).toEqual({expression: "顺德村.流转面积", text: "388亩", fits: true});
  expect(near.length).toBeLessThanOrEqual(12);
  expect(near.map(({fits}) => fits)).toEqual([...near.map(({fits}) => fits)].sort((a, b) => Number(b) - Number(a)));

  expect(engine.candidates(monthly, "增长6.0%")[0]).toEqual({
    expression: "流转面积 | 环比",
    text: "增长6.0%",
    fits: true,
  });
  expect(engine.candidates(monthly, "23966亩")[0]).toEqual({expression: "流转面积", text: "23966亩", fits: true});
  expect(engine.candidates(monthly, "32个村")[0]).toEqual({expression: "计数(各村)", text: "32个", fits: true});
  expect(engine.candidates(monthly, "48.3%")[0]).toMatchObject({expression: "流转率", fits: true});
  expect(engine.candidates(monthly, "提高2.8个百分点").filter(({fits}) => fits)).toContainEqual(
    expect.objectContaining({expression: "流转率 | 环比"}),
  );
  expect(engine.candidates(monthly, "没有数")).toEqual([]);
  for (const {expression, text} of near) expect(engine.explain(monthly, expression)?.text).toBe(text);
});

test("block() draws a chart, a table and cards as the page has them, and tells mistakes at their place in the YAML", async () => {
  const {engine} = await openSample();
  const ask = (kind: "图表" | "表格" | "指标卡", yaml: string) => engine.block({slug: monthly, kind, yaml});
  const chart = await ask("图表", "类型: 条形图\n标题: 各片区流转率\n单位: 各片区\n指标: 流转率");
  expect(chart.findings).toEqual([]);
  expect(chart.html).toMatch(/<figure class="chart[\s\S]*<svg role="img"[\s\S]*各片区流转率/);
  expect((await ask("表格", "标题: 流转\n单位: 各片区\n列: [流转率]")).html).toContain("东部片区");
  expect((await ask("指标卡", "- 流转率\n- 流转面积")).html).toContain("48.3");

  const wrong = await ask("图表", "类型: 条形图\n标题: 各片区流转率\n单位: 各片区\n指标: 流转绿");
  expect(wrong.html).toBeUndefined();
  expect(wrong.findings).toMatchObject([
    {code: "JB-3002", place: {line: 4, column: 5, endColumn: 8}},
    {code: "JB-5010"},
  ]);
  const unread = await ask("图表", "类型: 条形图\n```\n<script>");
  expect(unread.html).toBeUndefined();
  expect(unread.findings.length).toBeGreaterThan(0);
  expect(await engine.block({slug: "none", kind: "图表", yaml: ""})).toEqual({findings: []});
});

test("numbers() lists as many numbers of each kind as check counts, each at its place", async () => {
  const {content, engine} = await openSample();
  const {bulletins} = await checkContent(content, {});
  let all = 0;
  for (const {folder, numbers} of bulletins) {
    const listed = engine.numbers(folder.slug) ?? [];
    const count = (kind: string) => listed.filter(each => each.kind === kind).length;
    expect(
      {references: count("引用"), claims: count("核对"), notes: count("说明"), untied: count("未对")},
      folder.slug,
    ).toEqual(numbers);
    all += listed.length;
    for (const {context, text, place, kind, origins, verdict, expression = ""} of listed) {
      expect(context).toContain(`\u0001${text}\u0002`);
      const line = readFileSync(join(content, place.path), "utf8").split("\n")[place.line - 1] ?? "";
      expect(place.column).toBeLessThanOrEqual(line.length);
      if (kind === "核对") expect(verdict).toBe("对");
      // A target written as a number rests on nothing.
      const isTarget = /^\d+%?$/.test(expression);
      if ((kind === "表格" || kind === "图表") && !isTarget) expect(origins.length, expression).toBeGreaterThan(0);
    }
  }
  expect(all).toBeGreaterThan(100);
});

test("numbers() holds every value that a bulletin prints, each at the line that asks for it", async () => {
  const {content, engine} = await openSample();
  const {bulletins} = await checkContent(content, {});
  const kinds = new Set<string>();
  for (const {folder} of bulletins) {
    const listed = engine.numbers(folder.slug) ?? [];
    const shown = new Set(
      listed.map(({place, text, expression}) => `${place.path}:${place.line} ${expression} ${text}`),
    );
    const {composed} = checkWorkspace(content).bulletins.find(each => each.folder.slug === folder.slug) ?? {};
    const claims = new Set(listed.filter(({kind}) => kind === "核对").map(({expression}) => expression));
    for (const {kind, text, measure, form, expression, span} of composed?.printed ?? []) {
      // Words tied to a figure are shown as the writer has them.
      if (kind === "引用" && claims.has(expression)) continue;
      kinds.add(kind);
      const {line} = placeAt(span.source, span.start);
      const whole = form === "number" && /^-?[\d,.]+$|^[↑↓]/.test(text) ? `${text}${measure}` : text;
      expect(shown, folder.slug).toContain(`${span.source.path}:${line} ${expression} ${whole}`);
    }
  }
  expect([...kinds].sort()).toEqual(["图表", "引用", "指标卡", "政策", "数据说明", "红黑榜", "综述", "表格"].sort());
});

test("numbers() shows what stands in YAML as it reads: its key, no quotes; bulletin.yaml comes first", async () => {
  const {engine} = await openSample();
  const contexts = (engine.numbers("2019-07-monthly") ?? []).map(({context}) => context);
  expect(contexts[0]).toBe("标题：\u00017月\u0002党支部领办合作社进展情况");
  expect(contexts[1]).toBe("标题：\u00012019年7月\u0002全镇党支部领办合作社进展情况");
  expect(contexts).toContain("说明：比上月\u0001增加1367亩\u0002");
  expect(contexts).toContain("标题：\u00012019年7月\u0002土地流转奖励达标村");
  expect(contexts).toContain("文字：\u00017月\u0002，");
  expect(contexts.filter(context => /["{}]/.test(context))).toEqual([]);
});

test("numbers() tells a number of a block in its sentence or with what it is, and leads to policies", async () => {
  const {engine} = await openSample();
  const listed = engine.numbers("2019-07-monthly") ?? [];
  expect(listed.find(({kind, text}) => kind === "综述" && text === "9个村")).toMatchObject({
    context: expect.stringMatching(/流转率60%以上的有\u00019个村\u0002，分别是/),
    isWorked: true,
  });
  expect(listed.find(({text}) => text === "还差1.4个百分点（27亩）")).toMatchObject({
    kind: "政策",
    context: "千乘村 与条件相比 \u0001还差1.4个百分点（27亩）\u0002",
    origins: expect.arrayContaining([
      expect.objectContaining({text: expect.stringContaining("千乘村 2019年7月 流转率 = 58.6%")}),
      {text: "政策“土地流转奖励”　policies.yaml 第6行", path: "policies.yaml", line: 6},
    ]),
  });
});

test("numbers() tells verdict, figure and origin of a claim, and what a note rests on", async () => {
  const {engine} = await openSample();
  const listed = engine.numbers("2019-07-feature") ?? [];
  expect(listed.find(({text}) => text === "542户")).toMatchObject({
    kind: "核对",
    expression: "文苑社区.总户数",
    figure: "542户",
    verdict: "对",
    context: expect.stringMatching(/共有18栋楼、\u0001542户\u0002居民，长期没有物业/),
    origins: expect.arrayContaining([expect.objectContaining({path: "units.yaml"})]),
  });
  expect(listed.find(({text}) => text === "20年以上")).toMatchObject({
    kind: "说明",
    origins: [{text: "文苑社区小区台账"}],
  });
});

test("toFindings() tells the cell that a place of the data is, and none for what has no cell", async () => {
  const {content, engine} = await openSample();
  const path = "progress/2019-07.yaml";
  const file = join(content, path);
  const text = readFileSync(file, "utf8")
    .replace(/(\n {2}顺德村:.*流转面积: +)388/, "$1三百")
    .replace(/(\n {2}吴家村:.*)流转面积:/, "$1流转面绩:");
  writeFileSync(file, text);
  engine.changed([path]);
  const {diagnostics} = checkWorkspace(content);
  const found = engine.toFindings(diagnostics, () => []).filter(({place}) => place?.path === path);
  const cellOf = (line: string) =>
    found.find(({place}) => text.split("\n")[(place?.line ?? 0) - 1]?.trim().startsWith(line))?.place?.cell;
  expect(cellOf("顺德村")).toEqual({unit: "顺德村", indicator: "流转面积"});
  expect(found.some(({place}) => text.split("\n")[(place?.line ?? 0) - 1]?.trim().startsWith("吴家村"))).toBe(true);
  expect(cellOf("吴家村")).toBeUndefined();
});
