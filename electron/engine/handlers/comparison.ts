import { comparePeriods } from "../comparison/compare-periods.ts";
import { periodSums } from "../comparison/period-sums.ts";
import type { Parts } from "./parts.ts";

export function comparisonHandlers({ contract: { comparison }, session }: Parts) {
  return comparison.router({
    query: comparison.query.handler(({ input, signal }) => comparePeriods(session.current(), input, signal)),
    sums: comparison.sums.handler(({ input, signal }) => periodSums(session.current(), input, signal)),
  });
}
