import type {Context} from "hono";
import type * as z from "zod";
import {RequestRefusal} from "./refusal.ts";

/** Largest bodies, in bytes. A text of the workspace may have 64 MiB; nobody types more than a few. */
export const bodyLimits = {json: 8 * 1024 * 1024, photo: 40 * 1024 * 1024, sheet: 10 * 1024 * 1024} as const;

const idleTimeoutMs = 15_000;

/** The body of a request, read as far as the limit; a larger one is cut off at once. */
export async function readBytes(context: Context, limit: number): Promise<Uint8Array> {
  const told = context.req.header("Content-Length");
  if (told !== undefined && Number(told) > limit) throw tooLarge(limit);
  const reader = context.req.raw.body?.getReader();
  if (!reader) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {done, value} = await orTimeout(reader);
    if (done) return Buffer.concat(pieces);
    length += value.length;
    if (length > limit) {
      // Not awaited: the rest is never going to arrive.
      void reader.cancel().catch(() => undefined);
      throw tooLarge(limit);
    }
    pieces.push(value);
  }
}

/** The next piece; whoever sends nothing for so long is not waited for. */
async function orTimeout(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RequestRefusal(408, "等得太久，没有收全", "再试一次")), idleTimeoutMs);
  });
  try {
    return await Promise.race([reader.read(), timeout]);
  } catch (error) {
    if (error instanceof RequestRefusal) throw error;
    throw new RequestRefusal(400, "没有收全", "再试一次");
  } finally {
    clearTimeout(timer);
  }
}

/** A JSON body of the given form. */
export async function readJson<T extends z.ZodType>(
  context: Context,
  schema: T,
  limit: number = bodyLimits.json,
): Promise<z.output<T>> {
  const bytes = await readBytes(context, limit);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
  } catch {
    throw new RequestRefusal(400, "送来的内容看不懂", "刷新网页再试");
  }
  return check(schema, value);
}

/** The query of an address, checked. */
export function readQuery<T extends z.ZodType>(context: Context, schema: T): z.output<T> {
  return check(schema, context.req.query());
}

function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const where = checked.error.issues[0]?.path.join(".") ?? "";
  throw new RequestRefusal(400, `送来的内容不对${where === "" ? "" : `：${where}`}`, "刷新网页再试");
}

function tooLarge(limit: number): RequestRefusal {
  return new RequestRefusal(413, `太大了，最多 ${Math.floor(limit / 1024 / 1024)} MB`, "缩小以后再试");
}
