import type { Decimal } from "../money/decimal.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Driver } from "../report/drivers.ts";
import type { DateRange } from "../time/period.ts";

/** What is different in this period, and which values make the difference. */
export type BudgetChanges = {
  readonly currency: string | null;
  readonly now: DateRange;
  /** The same days of the period before. */
  readonly before: DateRange;
  readonly total: Decimal | null;
  /** `null` where those days are not held. */
  readonly totalBefore: Decimal | null;
  /** The largest of each dimension, in the order of `CHANGE_DIMENSIONS`. */
  readonly drivers: readonly Driver[];
};

export const CHANGE_DIMENSIONS: readonly DimensionRef[] = ["service", "linkedAccount", "usageType", "region"];
/** Values told of each dimension. */
export const MOST_DRIVERS = 3;
