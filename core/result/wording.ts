import type { FailureCode, FailureParams } from "./codes.ts";

/** An expected failure in words: `title` says what is wrong, `advice` what to do; each one full sentence. */
export type Sentence = { readonly title: string; readonly advice: string };

/** How a path is written in a sentence: whole in a terminal, only its name on a screen. */
export type WritePath = (path: string) => string;

/** How an ISO instant is written in a sentence: as it is in a terminal, in local time on a screen. */
export type WriteInstant = (iso: string) => string;

/** Words of a set of codes; a code without words does not compile. */
export type Wording<Codes extends FailureCode> = {
  readonly [C in Codes]: (params: FailureParams[C], path: WritePath, instant: WriteInstant) => Sentence;
};

export function say(title: string, advice: string): Sentence {
  return { title, advice };
}

/** A cause that stands inside a sentence: one line, no full stop. */
export function clause(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}

/** Up to three of the items, and how many more there are. */
export function list(items: readonly string[], otherwise: string): string {
  if (items.length === 0) return otherwise;
  if (items.length > 3) return `${items.slice(0, 3).join(", ")} and ${items.length - 3} more`;
  return items.join(", ");
}

/** A number of bytes in the unit people use. */
export function size(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${Math.round((bytes / 1000 ** step) * 10) / 10} ${units[step] ?? ""}`;
}
