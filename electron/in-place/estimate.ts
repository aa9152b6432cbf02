import type { BillingPeriod } from "#core/time/period.ts";
import type { Failure } from "#core/result/failure.ts";
import type { Surroundings } from "./paid-queries.ts";
import {
  type InPlaceAsked,
  knownPeriods,
  openTableInPlace,
  planInPlace,
  type QueryOf,
  type TableInPlace,
} from "./table-in-place.ts";

/** What a question would read, told without asking it. */
export type InPlaceEstimate = {
  /** What each query to come reads at most; none where all is kept. */
  readonly queries: readonly {
    readonly periods: readonly BillingPeriod[];
    /** Size of the files of these periods; null where they may not be listed. */
    readonly mostBytes: number | null;
  }[];
  readonly todayBytes: number;
  /** Why the sizes are not known; null where they are. */
  readonly unknown: Failure | null;
};

/** Looks only at what is free: the catalogue, the list of files, and what is kept. */
export async function estimateInPlace(
  asked: InPlaceAsked,
  queryOf: QueryOf,
  surroundings: Surroundings,
): Promise<InPlaceEstimate | null> {
  const place = await openTableInPlace(asked, queryOf, surroundings);
  if (place === null) return null;
  const { delivered, paid } = place;
  const reads = (await readsOf(place)).filter((periods) => periods.length > 0);
  return {
    queries: reads.map((periods) => ({ periods, mostBytes: bytesOf(place, periods) })),
    todayBytes: paid.todayBytes(),
    unknown: delivered.type === "unknown" ? delivered.why : null,
  };
}

/** The periods of each query: the look at those that are not known yet, and the question itself. */
async function readsOf(place: TableInPlace): Promise<readonly (readonly BillingPeriod[])[]> {
  const { rows, lacking } = await knownPeriods(place);
  if (lacking.length > 0) return [lacking.map(({ period }) => period), place.periods];
  const { statement, able } = planInPlace(place, rows).plan;
  const own = able.map(({ billingPeriod }) => billingPeriod);
  return statement === null || (await place.lookUp(statement, own)).rows !== null ? [] : [own];
}

function bytesOf({ delivered }: TableInPlace, periods: readonly BillingPeriod[]): number | null {
  if (delivered.type === "unknown") return null;
  return periods.reduce((sum, period) => sum + (delivered.periods.get(period)?.bytes ?? 0), 0);
}
