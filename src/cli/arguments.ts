import {parseArgs} from "node:util";
import {suggestName} from "../diagnostics/index.ts";

/** A command was typed wrongly: exit status 2. */
export class UsageError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}

/** Options of a command: a text value or a switch. */
export type OptionKinds = Readonly<Record<string, "text" | "switch">>;

export interface Arguments {
  readonly names: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly has: (option: string) => boolean;
}

/** Reads the arguments of a command; what is wrong is a UsageError in Chinese. */
export function readArguments(argv: readonly string[], kinds: OptionKinds): Arguments {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      {type: kind === "text" ? ("string" as const) : ("boolean" as const)},
    ]),
  );
  const {values, positionals, tokens} = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    if (!kind) {
      const known = Object.keys(kinds).map(name => `--${name}`);
      throw new UsageError(`没有选项“${token.rawName}”`, suggestName(token.rawName, known));
    }
    if (kind === "text" && (token.value === undefined || token.value === "")) {
      throw new UsageError(`选项“${token.rawName}”后面要写内容`);
    }
    if (kind === "switch" && token.value !== undefined) throw new UsageError(`选项“${token.rawName}”后面不写内容`);
  }
  return {
    names: positionals,
    text: option => (typeof values[option] === "string" ? values[option] : undefined),
    has: option => values[option] === true,
  };
}
