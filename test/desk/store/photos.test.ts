import {mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import sharp from "sharp";
import {expect, test} from "vitest";
import {addPhoto, plainName} from "../../../src/desk/store/photos.ts";
import {temporaryFolder} from "../../cli/run.ts";

const folder = "2019-07-monthly";
const images = `bulletins/${folder}/images`;

function picture(type: "jpeg" | "png" | "webp", shade: number): Promise<Buffer> {
  return sharp({create: {width: 30, height: 20, channels: 3, background: {r: shade, g: 0, b: 0}}})
    .toFormat(type)
    .toBuffer();
}

function open() {
  const root = temporaryFolder({[`bulletins/${folder}/bulletin.yaml`]: "版式: 简报\n"});
  const add = (name: string, bytes: Uint8Array) => addPhoto(root, folder, {name, period: "2019-07", bytes});
  return {root, add, names: () => readdirSync(join(root, images)).sort()};
}

test("a photo goes to the bulletin's images, named by what it is", async () => {
  const {root, add, names} = open();
  const jpeg = await picture("jpeg", 1);
  expect(add("IMG_1234.JPG", jpeg)).toEqual({path: "images/2019-07-img-1234.jpg", width: 30, height: 20});
  expect(readFileSync(join(root, images, "2019-07-img-1234.jpg")).equals(jpeg)).toBe(true);
  expect(add("田间.jpg", await picture("png", 2))?.path).toBe("images/2019-07-photo.png");
  expect(add("../../../etc/passwd.webp", await picture("webp", 3))?.path).toBe("images/2019-07-passwd.webp");
  expect(names()).toEqual(["2019-07-img-1234.jpg", "2019-07-passwd.webp", "2019-07-photo.png"]);
});

test("another photo of the same name stands beside the first; the same photo is there once", async () => {
  const {add, names} = open();
  const [one, two] = [await picture("jpeg", 1), await picture("jpeg", 200)];
  expect(add("a.jpg", one)?.path).toBe("images/2019-07-a.jpg");
  expect(add("a.jpg", two)?.path).toBe("images/2019-07-a-2.jpg");
  expect(add("a.jpg", one)?.path).toBe("images/2019-07-a.jpg");
  expect(add("a.jpg", two)?.path).toBe("images/2019-07-a-2.jpg");
  expect(names()).toHaveLength(2);
});

test.each([
  ["an SVG with a program", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>1</script></svg>"],
  ["a page", "<!doctype html><script>alert(1)</script>"],
  ["a program", "MZ\u0000\u0000"],
  ["an empty file", ""],
  ["half a PNG", "\x89PNG\r\n\x1a\n\u0000\u0000\u0000\rIHDR"],
])("%s with the ending of a photo is refused", (_, content) => {
  const {root, add} = open();
  expect(() => add("photo.jpg", Buffer.from(content, "latin1"))).toThrow(/不能/);
  expect(readdirSync(join(root, images))).toEqual([]);
});

test("nothing is put where there is no bulletin, or through a link that leads elsewhere", async () => {
  const {root, add} = open();
  const bytes = await picture("jpeg", 1);
  for (const other of ["none", "..", ".", "", `../bulletins/${folder}`, "a/b"])
    expect(addPhoto(root, other, {name: "a.jpg", period: "", bytes})).toBeUndefined();
  rmSync(join(root, images), {recursive: true, force: true});
  mkdirSync(join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), join(root, images));
  expect(() => add("a.jpg", bytes)).toThrow("通到了别处");
  expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
});

test("plainName leaves letters and digits", () => {
  expect(plainName("照片 2019.07.05（3）.jpeg")).toBe("2019-07-05-3");
  expect(plainName("C:\\Users\\x\\Ünal.png")).toBe("u-nal");
  expect(plainName("<script>.jpg")).toBe("script");
  expect(plainName(`${"a".repeat(300)}.jpg`)).toHaveLength(40);
  expect(plainName("con.jpg")).toBe("con");
});
