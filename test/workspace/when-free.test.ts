import {expect, test, vi} from "vitest";
import {whenFree} from "../../src/workspace/index.ts";

function heldFor(times: number, code: string) {
  return vi.fn(() => {
    if (times-- > 0) throw Object.assign(new Error(code), {code});
    return "done";
  });
}

test("what Windows refuses for a moment is tried again", () => {
  expect(whenFree(heldFor(2, "EPERM"), "win32")).toBe("done");
  expect(whenFree(heldFor(2, "EBUSY"), "win32")).toBe("done");
});

test("a file that stays open, another failure, another system: told", () => {
  expect(() => whenFree(heldFor(100, "EPERM"), "win32")).toThrow("EPERM");
  const missing = heldFor(1, "ENOENT");
  expect(() => whenFree(missing, "win32")).toThrow("ENOENT");
  expect(missing).toHaveBeenCalledTimes(1);
  const forbidden = heldFor(1, "EPERM");
  expect(() => whenFree(forbidden, "linux")).toThrow("EPERM");
  expect(forbidden).toHaveBeenCalledTimes(1);
});
