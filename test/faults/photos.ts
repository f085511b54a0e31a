/** Small right and wrong pictures. */
import {readFileSync} from "node:fs";
import {crc32} from "node:zlib";
import sharp from "sharp";

const picture = sharp({create: {width: 60, height: 40, channels: 3, background: "#3a7050"}});

export const jpg = await picture.clone().jpeg().toBuffer();
export const png = await picture.clone().png().toBuffer();
export const webp = await picture.clone().webp().toBuffer();
export const gif = await picture.clone().gif().toBuffer();
export const heic = readFileSync(new URL("../pages/photos/corners.heic", import.meta.url));

/** One bit of its pixels is wrong. */
export const damagedPng = Buffer.from(png);
const pixels = damagedPng.indexOf("IDAT") + 8;
damagedPng.writeUInt8(damagedPng.readUInt8(pixels) ^ 1, pixels);

/** Its parts are there, but which of them is the picture is not said. */
export const damagedHeic = Buffer.from(heic);
damagedHeic.write("free", damagedHeic.indexOf("pitm"), "latin1");

/** Says that it has 20,000 by 20,000 pixels. */
export const hugePng = Buffer.from(png);
hugePng.writeUInt32BE(20_000, 16);
hugePng.writeUInt32BE(20_000, 20);
hugePng.writeUInt32BE(crc32(hugePng.subarray(12, 29)), 29);
