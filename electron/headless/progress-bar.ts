import { basename } from "node:path";
import type { Progress } from "#core/job/job.ts";
import { count } from "./money.ts";
import type { Terminal } from "./terminal.ts";

/** What the bar shows; what is not known is left out. */
export type Shown = Pick<Progress, "fraction" | "phase" | "subject"> &
  Partial<Pick<Progress, "rows" | "remainingMs">>;

export type ProgressBar = { show(progress: Shown): void; clear(): void };

const CELLS = 24;
const CLEAR_LINE = "\r\u001b[K";

/** One line on standard error that is drawn over and leaves nothing behind; silent where there is no terminal. */
export function createProgressBar(terminal: Terminal): ProgressBar {
  if (!terminal.isInteractive) return { show: ignore, clear: ignore };
  return {
    show(progress) {
      const line = [...lineOf(progress)].slice(0, terminal.columns - 1).join("");
      terminal.err(CLEAR_LINE + line);
    },
    clear: () => terminal.err(CLEAR_LINE),
  };
}

function ignore(): void {}

function lineOf({ fraction, phase, subject, rows = 0, remainingMs = null }: Shown): string {
  const parts = [
    fraction === null ? null : `${bar(fraction)} ${String(Math.floor(fraction * 100)).padStart(3)} %`,
    phase,
    rows === 0 ? null : `${count(rows)} rows`,
    remainingMs === null ? null : `${duration(remainingMs)} left`,
    subject === null ? null : basename(subject),
  ];
  return parts.filter((part) => part !== null && part !== "").join("  ");
}

function bar(fraction: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * CELLS);
  return `[${"#".repeat(full)}${".".repeat(CELLS - full)}]`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
