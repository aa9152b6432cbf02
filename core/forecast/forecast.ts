import type { MissingMetric } from "../cost/query/cost-query.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, UsageDate } from "../time/period.ts";
import type { BackTest } from "./back-test.ts";

/** What to look ahead at, as plain data. */
export type ForecastQuery = {
  readonly metric: MetricId;
  readonly filters: readonly Filter[];
  /** As in a cost query: `null` takes the only one there is. */
  readonly currency: string | null;
};

/** Where a month's expected cost comes from; the parts and `actual` add up to `expected` exactly. */
export const FORECAST_PARTS = ["usage", "commitments", "monthly", "tax", "credits"] as const;
export type ForecastPart = (typeof FORECAST_PARTS)[number];

export type ForecastMonth = {
  readonly month: BillingPeriod;
  /** Charged so far, days that are not finished left out. */
  readonly actual: Decimal;
  readonly expected: Decimal;
  /** 80 % of months end between the two. */
  readonly low: Decimal;
  readonly high: Decimal;
  /** What is still to come, by what it is. */
  readonly toCome: Readonly<Record<ForecastPart, Decimal>>;
};

/** The running sum of the month at the end of a day. */
export type ForecastDay = {
  readonly day: UsageDate;
  readonly expected: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
};

export type Forecast =
  | {
      readonly kind: "made";
      readonly currency: string | null;
      /** Last day taken as known. */
      readonly knownUntil: UsageDate;
      /** Newest days that AWS had not finished. */
      readonly dropped: readonly UsageDate[];
      /** The month that goes on, then twelve more. */
      readonly months: readonly ForecastMonth[];
      /** Days of the first month that are still to come. */
      readonly days: readonly ForecastDay[];
      /** `null` when the history leaves nothing to test on. */
      readonly backTest: BackTest | null;
      readonly missing: readonly MissingMetric[];
      readonly notes: readonly ForecastNote[];
    }
  | {
      readonly kind: "none";
      readonly reason: "noData" | "shortHistory" | "metricMissing";
      readonly currency: string | null;
      readonly daysKnown: number;
      readonly daysNeeded: number;
      readonly dropped: readonly UsageDate[];
      readonly missing: readonly MissingMetric[];
    };

/** What a reader must know about what was assumed. */
export type ForecastNote =
  /** Credits of the last month are expected once more and then none: a bill does not tell what is left of them. */
  | { readonly kind: "creditsEnd"; readonly month: BillingPeriod; readonly amount: Decimal }
  /** Credits that were there are gone. */
  | { readonly kind: "creditsEnded"; readonly month: BillingPeriod }
  /** Hourly and monthly fees of commitments are taken to be renewed at their present level. */
  | { readonly kind: "commitmentsRenewed"; readonly perMonth: Decimal }
  /** A Savings Plan or reservation ends: what it covers is charged on demand from that day on, unless it is renewed. */
  | {
      readonly kind: "commitmentEnds";
      readonly arn: string;
      readonly day: UsageDate;
      readonly perMonth: Decimal;
    };

/** When a commitment ends and what its fees came to in the last closed month. */
export type CommitmentEnd = { readonly arn: string; readonly day: UsageDate; readonly perMonth: Decimal };
