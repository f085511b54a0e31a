import {randomBytes} from "node:crypto";

export function newNonce(): string {
  return randomBytes(18).toString("base64url");
}

/**
 * The desk's own page: its own program and stylesheet, the styles that its editor makes (they carry the nonce), pictures
 * that it shows before they are sent, and nothing from anywhere else.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The empty page that the desk puts previews into: it shows what bulletins hold, runs nothing and reaches nothing. */
export const framePolicy = [
  "sandbox allow-same-origin",
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The program that draws PDF pages: it is given bytes, and reads nothing but its own parts. */
export const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
