import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {run, temporaryFolder} from "../cli/run.ts";
import {baseWorkspace} from "../faults/base-workspace.ts";

const bulletin = (baseWorkspace["bulletins/2019-07-monthly/bulletin.yaml"] ?? "").replace(
  "版式: 简报",
  "版式: 支部简讯",
);
const own = {
  ...baseWorkspace,
  "bulletins/2019-07-monthly/bulletin.yaml": bulletin,
  "layouts/news/layout.yaml": "名称: 支部简讯\n沿用: 简报\n纸张: A4\n",
  "layouts/news/style.css": ".briefing .nameplate { color: #123456; } /* </style><script>alert(1)</script> */",
};

async function build(files: Readonly<Record<string, string>>, ...options: string[]) {
  const folder = temporaryFolder(files);
  const out = join(folder, "out");
  const result = await run("build", "--content", folder, "--out", out, "--format", "html", ...options);
  const html = () => readFileSync(join(out, "2019-07-monthly/index.html"), "utf8");
  return {...result, html};
}

test("a layout of the workspace with a stylesheet alone is used without asking", async () => {
  const {status, html} = await build(own);
  expect(status).toBe(0);
  expect(html()).toContain("color: #123456");
  expect(html()).not.toContain("</style><script");
});

test("a template of the workspace is a program: it runs only with --trust-layouts", async () => {
  const files = {...own, "layouts/news/template.eta": "<main><h1><%= it.view.title %></h1><p>自备模板</p></main>"};
  const refused = await build(files);
  expect(refused.status).toBe(1);
  expect(refused.stdout).toContain("JB-6008");
  const trusted = await build(files, "--trust-layouts");
  expect(trusted.status).toBe(0);
  expect(trusted.html()).toContain("<h1>七月进展</h1><p>自备模板</p>");
});

test("a template that fails is told as the layout's mistake, the others go on", async () => {
  const files = {
    ...own,
    "layouts/news/template.eta": "<p><%= it.nothing.at.all %></p>",
    "bulletins/good/bulletin.yaml": baseWorkspace["bulletins/2019-07-monthly/bulletin.yaml"] ?? "",
    "bulletins/good/a.md": baseWorkspace["bulletins/2019-07-monthly/a.md"] ?? "",
  };
  const {status, stdout} = await build(files, "--trust-layouts");
  expect(status).toBe(1);
  expect(stdout).toContain("JB-6009");
  expect(stdout).toContain("✓ good");
});
