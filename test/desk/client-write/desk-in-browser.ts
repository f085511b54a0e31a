import {type ChildProcess, spawn} from "node:child_process";
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import puppeteer, {type Page} from "puppeteer";
import {findBrowser} from "../../../src/press/index.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface DeskInBrowser {
  readonly page: Page;
  /** "http://127.0.0.1:4600/" */
  readonly address: string;
  /** What the page complained about: refused by its policy, thrown. */
  readonly complaints: readonly string[];
  /** A file of the workspace: "bulletins/x/a.md". */
  read(path: string): string;
  write(path: string, text: string): void;
  close(): Promise<void>;
}

/** `jianbao dev` on a copy of the sample content, web pages alone, and a page of a browser. */
export async function openDeskInBrowser(): Promise<DeskInBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "jianbao-desk-"));
  cpSync(join(root, "content"), folder, {recursive: true});
  for (const slug of readdirSync(join(folder, "bulletins"))) {
    const path = join(folder, "bulletins", slug, "bulletin.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace(/^输出:.*$/m, "输出: html"));
  }
  const program = join(root, "bin/jianbao.js");
  const child = spawn(process.execPath, [
    program,
    "dev",
    "--content",
    folder,
    "--out",
    join(folder, "out"),
    "--port",
    "0",
  ]);
  const address = await addressOf(child);
  const browser = await puppeteer.launch({
    executablePath: (await findBrowser(process.env)).path,
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage();
  await page.setViewport({width: 1280, height: 800});
  const complaints: string[] = [];
  page.on("pageerror", error => complaints.push(String(error)));
  page.on("console", message => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return {
    page,
    address,
    complaints,
    read: path => readFileSync(join(folder, path), "utf8"),
    write: (path, text) => writeFileSync(join(folder, path), text),
    async close() {
      await browser.close();
      child.kill("SIGKILL");
      rmSync(folder, {recursive: true, force: true, maxRetries: 5});
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", piece => {
      said += piece;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (address) resolve(address);
    });
    child.once("exit", () => reject(new Error(said)));
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it is: "rule: element". */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return await page.evaluate(async () => {
    const {axe} = globalThis as unknown as {
      axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
    };
    return (await axe.run()).violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}
