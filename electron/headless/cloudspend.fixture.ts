import type { ExitCode, Terminal } from "./terminal.ts";
import { run } from "./run.ts";

/** What a command left on its streams. */
export type Ran = { readonly code: ExitCode; readonly out: string; readonly err: string };

/** Runs a command line in this process, with the streams kept. */
export async function cloudspend(
  argv: readonly string[],
  given: Partial<Terminal> & Pick<Terminal, "directory">,
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isInteractive: false,
    columns: 80,
    signal: new AbortController().signal,
    wait: () => Promise.resolve(),
    now: () => new Date("2024-03-15T12:00:00Z"),
    consoleProgram: "",
    printPdf: null,
    ...given,
  });
  return { code, out: out.join(""), err: err.join("") };
}
