import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { MonthAmount } from "../currency/convert.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";
import type { DateRange } from "../time/period.ts";

/** How well costs are tagged. */
export type TagQuery = {
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly range: DateRange;
  readonly currency: string | null;
};

/** Money with and without a value of a tag key; per month null where nothing is known. */
export type TagCoverage = {
  readonly ref: DimensionRef;
  readonly values: number;
  readonly tagged: Decimal | null;
  readonly months: readonly {
    readonly tagged: Decimal | null;
    readonly total: Decimal | null;
  }[];
};

export type TagReport = {
  readonly currency: string | null;
  /** Months of the range, `2026-10`. */
  readonly buckets: readonly string[];
  readonly total: Decimal | null;
  /** Best covered first. */
  readonly keys: readonly TagCoverage[];
};

export type TagMoney = {
  readonly value: string | null;
  readonly label: string | null;
  readonly total: Decimal;
  readonly lineItems: number;
  /** Months of the range in which there is any. */
  readonly months: readonly MonthAmount[];
};

/** One key: its values that look alike, and where the untagged money is. */
export type TagDetail = {
  readonly currency: string | null;
  readonly alike: readonly AlikeValues[];
  readonly untaggedByService: readonly TagMoney[];
  readonly untaggedByAccount: readonly TagMoney[];
};

/** Values that probably mean one thing; `keep` is the one with the most money behind it. */
export type AlikeValues = {
  readonly keep: string;
  /** All of them, `keep` among them, by money. */
  readonly values: readonly {
    readonly value: string;
    readonly total: Decimal;
    readonly lineItems: number;
    readonly months: TagMoney["months"];
  }[];
  /** `spelling`: they differ in case, spaces and separators only. `typo`: by a letter or two. */
  readonly reason: "spelling" | "typo";
};
