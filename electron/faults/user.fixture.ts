import { spawn } from "node:child_process";
import type { Fault, Step } from "./points.fixture.ts";

/** What a process said of its steps before it ended. */
export type Told = {
  readonly acknowledged: readonly Step[];
  /** Begun and not acknowledged: it may have happened or not. */
  readonly pending: Step | null;
  /** `<step> <failure code>` of those that failed the first time. */
  readonly failed: readonly string[];
  readonly isReached: boolean;
  readonly isFinished: boolean;
  readonly errors: string;
};

type Run = {
  readonly program: string;
  readonly root: string;
  readonly steps: readonly Step[];
  readonly fault?: Fault;
  /** Kills the process this long after its first word. */
  readonly killAfterMs?: number;
};

/** What a process that hangs goes on with meanwhile may still reach the disk. */
const HANGING_MS = 30;
const LONGEST_MS = 60_000;

/** Runs a user in a process of its own until it ends or is killed. */
export async function runUser({ program, root, steps, fault, killAfterMs }: Run): Promise<Told> {
  const given = fault === undefined ? "" : `${fault.point}:${fault.manner}`;
  const child = spawn(process.execPath, [program, root, given, ...steps]);
  const ended = new Promise((resolve) => child.once("close", resolve));
  const killAfter = (ms: number): void => void setTimeout(() => child.kill("SIGKILL"), ms).unref();
  const text = { out: "", errors: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    if (text.out === "" && killAfterMs !== undefined) killAfter(killAfterMs);
    text.out += chunk.toString();
    if (fault?.manner === "hang" && /^fault$/m.test(text.out)) killAfter(HANGING_MS);
  });
  child.stderr.on("data", (chunk: Buffer) => (text.errors += chunk.toString()));
  killAfter(LONGEST_MS);
  await ended;
  return told(text.out.split("\n"), text.errors);
}

/** A moment of a recorded user: what a power cut would leave, and what had been said by then. */
export type ToldBefore = { readonly cut: string; readonly told: Told };

/** Runs a user to its end and writes down what a power cut would leave at every moment. */
export async function recordUser({
  program,
  root,
  steps,
  out,
}: Omit<Run, "fault" | "killAfterMs"> & { readonly out: string }): Promise<readonly ToldBefore[]> {
  const child = spawn(process.execPath, [program, root, `record:${out}`, ...steps]);
  const text = { out: "", errors: "" };
  child.stdout.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text.errors += chunk.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  const lines = text.out.split("\n");
  const whole = told(lines, text.errors);
  if (!whole.isFinished || whole.failed.length > 0)
    throw new Error(`the user failed: ${JSON.stringify(whole)}`);
  return lines.flatMap((line, index) =>
    line.startsWith("cut ") ? [{ cut: line.slice(4), told: told(lines.slice(0, index), "") }] : [],
  );
}

function told(lines: readonly string[], errors: string): Told {
  const of = (word: string): readonly string[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  const acknowledged = of("ack") as readonly Step[];
  const begun = of("begin") as readonly Step[];
  return {
    acknowledged,
    pending: begun[acknowledged.length] ?? null,
    failed: of("failed"),
    isReached: lines.includes("fault"),
    isFinished: of("end").length > 0,
    errors,
  };
}
