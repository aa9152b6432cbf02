import type { Decimal } from "../../money/decimal.ts";
import type { BillingPeriod, DateRange, Granularity } from "../../time/period.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";
import type { TagProfile } from "../profile/tag-profile.ts";

/** A question about costs, as plain data. */
export type CostQuery = {
  readonly metric: MetricId;
  readonly granularity: Granularity;
  readonly range: DateRange;
  readonly groupBy: readonly DimensionRef[];
  readonly filters: readonly Filter[];
  /** Currency to answer in; `null` takes the only one present and refuses when there are several. Nothing is ever converted. */
  readonly currency: string | null;
  /** Groups to list, largest first; the others are summed in `other`. `null` lists all (up to a cap). */
  readonly top: number | null;
  /** The virtual tags that `groupBy` and `filters` name. */
  readonly profiles?: readonly TagProfile[] | undefined;
};

/** One group of the answer. `values` has one entry per bucket; `null` means nothing is known there, never zero. */
export type CostGroup = {
  readonly key: readonly (string | null)[];
  /** Friendly names of the key's parts where they are known (product name, account name). */
  readonly labels: readonly (string | null)[];
  readonly total: Decimal | null;
  readonly values: readonly (Decimal | null)[];
  readonly lineItems: number;
  /** Pricing units met, for usage amounts; a group with several has no total. */
  readonly units: readonly string[];
};

/** Periods that could not take part in the answer, and why. */
export type MissingMetric = { readonly billingPeriod: BillingPeriod; readonly columns: readonly string[] };

/** The answer: groups by size, each over the same time buckets. Serves charts and tables alike. */
export type CostAnswer = {
  readonly currency: string | null;
  /** All currencies the range and filters touch. */
  readonly currencies: readonly string[];
  /** Start of each bucket: `2026-10`, `2026-10-31`, `2026-10-31T05:00` or `total`. */
  readonly buckets: readonly string[];
  readonly groups: readonly CostGroup[];
  readonly other: {
    readonly groups: number;
    readonly total: Decimal | null;
    readonly values: readonly (Decimal | null)[];
    readonly lineItems: number;
  } | null;
  readonly total: Decimal | null;
  readonly values: readonly (Decimal | null)[];
  readonly lineItems: number;
  readonly missing: readonly MissingMetric[];
  /** Which store answered; shown to whoever asks where a number comes from. */
  readonly answeredFrom: "daily" | "dailyResource" | "lineItems";
};

/** One value of a dimension with its cost, for filter pickers. */
export type DimensionValue = {
  readonly value: string | null;
  readonly label: string | null;
  readonly total: Decimal | null;
  readonly lineItems: number;
};
