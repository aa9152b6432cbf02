import type { DimensionId } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { CostAnswer, CostGroup } from "../cost/query/cost-query.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, DateRange } from "../time/period.ts";
import type { ChargeGrouping, ChargeKind } from "./charge-kind.ts";
import type { ChargeScope } from "./charge-scope.ts";
import type { ChargeCategory } from "./transfer-category.ts";

/** A way to count money. */
export type ChargeMetric = Exclude<MetricId, "usageAmount">;

/** A question about one kind of charges, answered month by month. */
export type ChargesQuery = {
  readonly kind: ChargeKind;
  /** Only this category of data transfer or network services; `null` for all of the kind. */
  readonly category: ChargeCategory | null;
  readonly groupBy: ChargeGrouping;
  readonly metric: ChargeMetric;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  /** As in a cost query: `null` takes the only one present and refuses when there are several. */
  readonly currency: string | null;
};

/** Bytes that were moved, of the line items that are counted in gigabytes. */
export type TransferVolume = {
  /** GB as AWS bills them (2^30 bytes); `null` where no line item is counted in them. */
  readonly gigabytes: Decimal | null;
  /** By month, like the values of the group. */
  readonly byMonth: readonly (Decimal | null)[];
  /** Money of those line items alone. */
  readonly cost: Decimal | null;
  /** Money for one GB, of those line items alone; `null` without any volume. */
  readonly rate: Decimal | null;
  /** Other units that were met: what is counted in them has money but no part in volume and rate. */
  readonly otherUnits: readonly string[];
};

/** A `CostGroup`, written out, and what a view of charges adds. */
export type ChargeGroup = {
  readonly key: CostGroup["key"];
  readonly labels: CostGroup["labels"];
  readonly total: CostGroup["total"];
  readonly values: CostGroup["values"];
  readonly lineItems: number;
  readonly units: CostGroup["units"];
  readonly volume: TransferVolume | null;
  /** The whole bill of the group's account; `null` where the division is by something else than accounts. */
  readonly bill: Decimal | null;
  /** Filters that keep exactly this group among the line items of the question. */
  readonly narrow: readonly Filter[];
};

/** Months in which line items of the kind are there, but not what they are told or divided by. */
export type LackingDimensions = {
  readonly billingPeriod: BillingPeriod;
  readonly dimensions: readonly DimensionId[];
};

/** A cost answer by month with what a view of charges adds to it. Groups are ordered by the size of their amount, whatever its sign. */
export type ChargesAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  readonly buckets: readonly BillingPeriod[];
  readonly other: CostAnswer["other"];
  readonly total: Decimal | null;
  readonly values: readonly (Decimal | null)[];
  readonly lineItems: number;
  readonly missing: CostAnswer["missing"];
  readonly answeredFrom: CostAnswer["answeredFrom"];
  readonly groups: readonly ChargeGroup[];
  /** Of data transfer alone. */
  readonly volume: TransferVolume | null;
  /** All line items of the range and the filters, for shares. */
  readonly bill: { readonly total: Decimal | null; readonly byMonth: readonly (Decimal | null)[] };
  readonly lacking: readonly LackingDimensions[];
};

/** Regions are only told apart between regions. */
export function scopeOf({ kind, category, groupBy }: ChargesQuery): ChargeScope {
  const told = groupBy === "regionPair" ? "interRegion" : category;
  return { kind, categories: told === null ? null : [told] };
}
