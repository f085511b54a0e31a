import {readArguments, UsageError} from "./arguments.ts";
import {createBulletin} from "./new-bulletin.ts";
import {draftCorrection} from "./new-correction.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";
import {findWorkspace} from "./workspace-folder.ts";

/** `jianbao new 简报`: next month's bulletin as a copy of this month's. */
export async function newCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {content: "text", period: "text", from: "text"});
  const [layout] = args.names;
  if (layout === undefined || args.names.length > 1) throw new UsageError("new 后面写版式", "例：jianbao new 简报");
  const content = findWorkspace(args.text("content"));
  if (layout === "更正") return await draftCorrection(content, args, terminal);
  const {notes} = createBulletin(content, {layout, period: args.text("period"), from: args.text("from")});
  for (const note of notes) terminal.print(note);
  return exitStatus.done;
}
