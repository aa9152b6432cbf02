import { lengthInDays, type DateRange } from "#core/time/period.ts";

/** How much of a range the workspace's data reaches. */
export type Coverage = "whole" | "part" | "none";

export function coverageOf(range: DateRange, data: DateRange | null): Coverage {
  if (data === null || data.from >= range.to || data.to <= range.from) return "none";
  const from = data.from > range.from ? data.from : range.from;
  const to = data.to < range.to ? data.to : range.to;
  return lengthInDays({ from, to }) === lengthInDays(range) ? "whole" : "part";
}
