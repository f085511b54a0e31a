/** Windows lets a program have a file to itself. */
import {expect, onTestFinished, test, vi} from "vitest";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {MachineError} from "../../../src/diagnostics/index.ts";
import {temporaryFolder} from "../../cli/run.ts";

const held = vi.hoisted(() => ({path: undefined as string | undefined}));

vi.mock("node:fs", async load => {
  const fs = await load<typeof import("node:fs")>();
  const readFileSync = (path: string, ...rest: []) => {
    if (held.path !== undefined && String(path).endsWith(held.path))
      throw Object.assign(new Error("EBUSY"), {code: "EBUSY"});
    return fs.readFileSync(path, ...rest);
  };
  return {...fs, readFileSync};
});

test("a text that a program has to itself can neither be read nor saved, and whoever asks is told so", () => {
  const store = openStore(temporaryFolder({"bulletins/x/a.md": "一\n"}));
  onTestFinished(() => store.close());
  const {version = ""} = store.read("bulletins/x/a.md") ?? {};
  held.path = "bulletins/x/a.md";
  const told = new MachineError("读不了“a.md”", "检查它的权限，或者关掉正在用它的程序再试");
  expect(() => store.read("bulletins/x/a.md")).toThrow(told);
  expect(() => store.save({path: "bulletins/x/a.md", text: "二\n", base: version})).toThrow(told);
  held.path = undefined;
  expect(store.save({path: "bulletins/x/a.md", text: "二\n", base: version})).toMatchObject({kind: "saved"});
});
