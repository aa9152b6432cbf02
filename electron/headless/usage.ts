import { parseArgs, type ParseArgsConfig } from "node:util";
import type { ExitCode, Terminal } from "./terminal.ts";

/** One command: what its help says and what it does with its arguments. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
};

/** The command line cannot be understood; the message is one sentence without its full stop. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads arguments strictly; throws a `UsageError` in plain words. */
export function parse<const O extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(plain(error));
  }
}

/** The value of an option that must be there. */
export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === "") throw new UsageError(`${option} is missing`);
  return value;
}

/** The value of an option that counts something. */
export function positiveInteger(value: string | undefined, option: string): number | null {
  if (value === undefined) return null;
  if (!/^[1-9]\d{0,9}$/.test(value))
    throw new UsageError(`${option} must be a whole number above 0, not "${value}"`);
  return Number(value);
}

export function noMore(positionals: readonly string[]): void {
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`"${first}" is one argument too many`);
}

/** Node's messages go on with hints about its own conventions; the first sentence is what the user needs. */
function plain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split(/\. |\n/, 1)[0] ?? text).replace(/\.$/, "").replaceAll("'", '"');
}
