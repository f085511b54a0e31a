import {loadImage} from "@napi-rs/canvas";
import {widestText} from "../../src/charts/text-width.ts";

/** A <text> of an SVG: what it says, and the room that it takes. */
export interface SvgText {
  readonly content: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Rejects what is no well-formed XML, or no SVG with a size. */
export async function parseStrictly(svg: string): Promise<{readonly width: number; readonly height: number}> {
  const {width, height} = await loadImage(Buffer.from(svg));
  return {width, height};
}

/** All texts of an SVG in drawing order. */
export function readTexts(svg: string): readonly SvgText[] {
  return [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/gs)].map(([, attributes = "", inside = ""]) => {
    const lines = inside.includes("<tspan")
      ? [...inside.matchAll(/<tspan x="([^"]+)" y="([^"]+)">(.*?)<\/tspan>/gs)].map(([, x, y, text = ""]) => ({
          x: Number(x),
          y: Number(y),
          text: unescapeXml(text),
        }))
      : [{x: number(attributes, "x"), y: number(attributes, "y"), text: unescapeXml(inside)}];
    const size = number(attributes, "font-size");
    const width = widestText(
      lines.map(line => line.text),
      size,
    );
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const left = (lines[0]?.x ?? 0) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
    const top = (lines[0]?.y ?? 0) - 0.75 * size;
    const bottom = (lines.at(-1)?.y ?? 0) + 0.1 * size;
    const content = lines.map(line => line.text).join("");
    const turned = /translate\((\S+) (\S+)\) rotate\(-90\)/.exec(attributes);
    if (!turned) return {content, left, right: left + width, top, bottom};
    const [x, y] = [Number(turned[1]), Number(turned[2])];
    return {content, left: x + top, right: x + bottom, top: y - left - width, bottom: y - left};
  });
}

/** Width and height of the viewBox. */
export function readSize(svg: string): {readonly width: number; readonly height: number} {
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg) ?? [];
  return {width: Number(width), height: Number(height)};
}

/** Whether two texts lie on each other by more than a hair. */
export function collide(one: SvgText, other: SvgText): boolean {
  const hair = 1;
  return (
    one.left + hair < other.right &&
    other.left + hair < one.right &&
    one.top + hair < other.bottom &&
    other.top + hair < one.bottom
  );
}

/** Text that a reader can copy: as it was handed in, as far as XML can hold it. */
export function squeezed(text: string): string {
  return text.replace(/\s+/gu, "");
}

function number(attributes: string, name: string): number {
  return Number(new RegExp(`(?:^| )${name}="([^"]+)"`).exec(attributes)?.[1]);
}

function unescapeXml(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
