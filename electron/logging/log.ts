import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { redact } from "./redact.ts";

type Level = "info" | "warn" | "error";
type Write = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Structured log: an event name in past tense and fields. */
export type Log = Readonly<Record<Level, Write>>;

const LARGEST_BYTES = 2_000_000;

/**
 * Appends one JSON line per event to `file`; past 2 MB the file becomes `.1` and a new one is begun.
 * Lines are written synchronously, since the last ones before a crash are those that matter.
 */
export function createLog(file: string, now: () => Date = () => new Date()): Log {
  mkdirSync(dirname(file), { recursive: true });
  const write =
    (level: Level): Write =>
    (event, fields = {}) => {
      const line = JSON.stringify({ at: now().toISOString(), level, event, ...asRecord(redact(fields)) });
      append(file, `${line}\n`);
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}

function asRecord(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** A full disk or a read-only folder must not take the app down with it. */
function append(file: string, text: string): void {
  try {
    if (existsSync(file) && statSync(file).size > LARGEST_BYTES) renameSync(file, `${file}.1`);
    appendFileSync(file, text, { mode: 0o600 });
  } catch {
    // There is nowhere left to say so.
  }
}
