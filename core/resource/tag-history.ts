import type { UsageDate } from "../time/period.ts";
import type { TagHistory, TagSpan } from "./resource-query.ts";

/** The tags of a resource's line items on one day, in the order of the keys. */
export type TagDay = { readonly day: UsageDate; readonly values: readonly (string | null)[] };

/**
 * Folds days into spans, per key. Some line items of a day may lack a tag that others have: the last value of the day
 * counts, and "no value" only where no line item has one. Keys that never had a value are left out; days on which the
 * resource was not there do not end a span.
 */
export function tagHistory(keys: readonly string[], days: readonly TagDay[]): readonly TagHistory[] {
  return keys.flatMap((key, at) => {
    const byDay = new Map<UsageDate, string | null>();
    for (const { day, values } of days) byDay.set(day, values[at] ?? byDay.get(day) ?? null);
    const spans = spansOf([...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return spans.some(({ value }) => value !== null) ? [{ key, spans }] : [];
  });
}

function spansOf(days: readonly (readonly [UsageDate, string | null])[]): readonly TagSpan[] {
  const spans: TagSpan[] = [];
  for (const [day, value] of days) {
    const last = spans.at(-1);
    if (last !== undefined && last.value === value) spans[spans.length - 1] = { ...last, to: day };
    else spans.push({ value, from: day, to: day });
  }
  return spans;
}
