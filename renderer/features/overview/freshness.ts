import type { PeriodSummary } from "#core/ingest/import-report.ts";

export type Freshness = { readonly quality: PeriodSummary["quality"]; readonly words: string };

/** The worst quality among the periods that count, in a few words. */
export function freshnessOf(periods: readonly PeriodSummary[]): Freshness {
  const counted = periods.filter((period) => period.counted);
  const problems = monthsWith(counted, "problems");
  if (problems > 0) return { quality: "problems", words: `Check ${months(problems)}` };
  const notes = monthsWith(counted, "notes");
  if (notes > 0) return { quality: "notes", words: `Notes on ${months(notes)}` };
  return { quality: "good", words: "All checks hold" };
}

function monthsWith(periods: readonly PeriodSummary[], quality: PeriodSummary["quality"]): number {
  return new Set(periods.filter((period) => period.quality === quality).map((period) => period.billingPeriod))
    .size;
}

function months(count: number): string {
  return count === 1 ? "1 month" : `${count} months`;
}
