import type { Failure } from "#core/result/failure.ts";
import { sentence } from "#core/result/sentence.ts";

/** A failure as the screen shows it; paths are cut to their last part, the whole stays in the tooltip or log. */
export function problemOf(failure: Failure): {
  readonly title: string;
  readonly advice: string;
  readonly code: string;
} {
  return { ...sentence(failure, fileName, localTime), code: failure.code };
}

/** An instant in the time zone and words of this computer. */
function localTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** Last part of a path of any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
