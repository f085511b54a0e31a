import {randomBytes, scrypt, timingSafeEqual} from "node:crypto";
import {promisify} from "node:util";

/** A password as it is kept: nobody reads it back from this. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
  /** Cost of scrypt: 2 to the power of it. */
  readonly cost: number;
}

const derive = promisify<string | Buffer, Buffer, number, {N: number; r: number; p: number; maxmem: number}, Buffer>(
  scrypt,
);
const hashLength = 32;
/** 32 MiB and about a tenth of a second a try. */
const usualCost = 15;
const highestCost = 20;
export const shortestPassword = 8;

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await run(password, salt, usualCost);
  return {salt: salt.toString("base64"), hash: hash.toString("base64"), cost: usualCost};
}

/** Takes as long for a wrong password as for the right one. */
export async function isPassword(password: string, {salt, hash, cost}: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(hash, "base64");
  const given = await run(password, Buffer.from(salt, "base64"), Math.min(cost, highestCost));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The same characters typed on another keyboard may have other code points (NFKC). */
async function run(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  return await derive(Buffer.from(password.normalize("NFKC")), salt, hashLength, {N, r: 8, p: 1, maxmem: N * 8 * 256});
}
