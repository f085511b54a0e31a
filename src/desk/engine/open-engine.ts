import {openStandingWorkspace} from "../../build/index.ts";
import type {Engine} from "./engine.ts";

export interface EngineOptions {
  /** Folder of the workspace. */
  readonly content: string;
  readonly trustLayouts: boolean;
}

/** The parts that are there. */
type Begun = Pick<Engine, "changed">;

/** Opens the engine: the workspace is read at the first question and again after `changed`. */
export async function openEngine({content, trustLayouts}: EngineOptions): Promise<Begun> {
  const standing = await openStandingWorkspace(content, {trustLayouts});
  return {
    changed: standing.changed,
  };
}
