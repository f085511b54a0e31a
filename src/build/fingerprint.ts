import {fingerprintOf} from "../workspace/files/index.ts";

/** One fingerprint of a value made of plain data, and of bytes where they are given by themselves. */
export function fingerprint(value: unknown): string {
  return fingerprintOf(value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value) ?? ""));
}
