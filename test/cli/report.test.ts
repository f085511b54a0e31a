import {expect, test} from "vitest";
import {systemTerminal} from "../../src/cli/terminal.ts";
import {article, baseWorkspace} from "../faults/base-workspace.ts";
import {run, temporaryFolder} from "./run.ts";

test("thousands of findings of one kind in a file are counted after the fiftieth", async () => {
  const folder = temporaryFolder({
    ...baseWorkspace,
    "bulletins/2019-07-monthly/a.md": article("{{ 流转面绩 }}\n".repeat(2000)),
    "progress/2019-08.yaml": "\u0000".repeat(200_000),
  });
  const {status, stdout} = await run("check", "--content", folder);
  expect(status).toBe(1);
  expect(stdout).toContain("另有 1950 处同样的问题");
  expect(stdout).toContain("这样的字符共 200000 个");
  expect(stdout.length).toBeLessThan(50_000);
});

test("control characters do not reach the terminal, colours do", () => {
  const written: string[] = [];
  const stream = {write: (text: string) => written.push(text), isTTY: false} as unknown as NodeJS.WriteStream;
  const terminal = systemTerminal({stdout: stream, stderr: stream}, {});
  terminal.print("\u001b[31m红\u001b[0m\u001b]0;x\u0007\u009b2J\r\n完");
  expect(written.join("")).toBe("\u001b[31m红\u001b[0m]0;x2J\n完\n");
});
