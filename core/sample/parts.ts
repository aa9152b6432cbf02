import { addMonths, type BillingPeriod } from "../time/period.ts";
import type { WorldOptions } from "./world.ts";

/**
 * The months of a sample in the order they are wanted: first those an overview speaks of (the newest three and the
 * newest one's twin of last year), then the others from the newest back.
 */
export function sampleParts({ lastPeriod, months: count }: WorldOptions): {
  readonly first: readonly BillingPeriod[];
  readonly later: readonly BillingPeriod[];
} {
  const all = Array.from({ length: count }, (_, age) => addMonths(lastPeriod, -age));
  const wanted = [0, -1, -2, -12].map((months) => addMonths(lastPeriod, months));
  return {
    first: wanted.filter((period) => all.includes(period)),
    later: all.filter((period) => !wanted.includes(period)),
  };
}
