import {cpSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {onTestFinished} from "vitest";
import type {Engine} from "../../../src/desk/engine/engine.ts";
import {openEngine} from "../../../src/desk/engine/open-engine.ts";

export const sampleContent = resolve(import.meta.dirname, "../../../content");

/** The sample workspace in a folder of its own, and an engine for it. */
export async function openSample(): Promise<{content: string; engine: Engine}> {
  const content = mkdtempSync(join(tmpdir(), "desk-engine-"));
  onTestFinished(() => rmSync(content, {recursive: true, force: true}));
  cpSync(sampleContent, content, {recursive: true});
  return {content, engine: await openEngine({content, trustLayouts: false})};
}
