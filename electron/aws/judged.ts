import type { Check } from "#core/account/check.ts";
import type { Failure } from "#core/result/failure.ts";
import { sentence } from "#core/result/sentence.ts";

/** What a check has found. */
export type Judged = Omit<Check, "id">;

export function ok(message: string): Judged {
  return { outcome: "ok", message, remedy: "", failure: null };
}

export function skipped(message: string): Judged {
  return { outcome: "skipped", message, remedy: "", failure: null };
}

export function failed(reason: Failure): Judged {
  const { title, advice } = sentence(reason, (path) => path, localTime);
  return { outcome: "failed", message: title, remedy: advice, failure: reason };
}

export function warning(reason: Failure): Judged {
  return { ...failed(reason), outcome: "warning" };
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
