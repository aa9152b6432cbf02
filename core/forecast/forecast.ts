import type { MissingMetric } from "../cost/query/cost-query.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
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
  /** Virtual tags that the filters name. */
  readonly profiles?: readonly TagProfile[] | undefined;
  /** False: a commitment that ends is not renewed, and what it covers is charged on demand from then on. */
  readonly assumesRenewal?: boolean | undefined;
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
  /** What `expected` gains when no commitment that ends is renewed, whichever of the two is assumed; `0` where none ends. */
  readonly unrenewed: Decimal;
  /** What is still to come, by what it is. */
  readonly toCome: Readonly<Record<ForecastPart, Decimal>>;
};

/** What usage to come is worked out from, day by day: the level, the slope that fades, and what the weekday adds. */
export type DailyShape = {
  readonly level: Decimal;
  /** A day. */
  readonly slope: Decimal;
  /** No day is expected to come below it; `0` unless one of the known days did. */
  readonly floor: Decimal;
  /** Added to the seven days behind the last known one, from the first on, and to those of every later week. */
  readonly week: readonly Decimal[];
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
      readonly daily: DailyShape;
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
      /** What it covered in the last closed month at on-demand prices; `null` where the report does not tell. */
      readonly onDemand: Decimal | null;
      readonly isRenewed: boolean;
    };

/** When a commitment ends, and what it came to in the last closed month. */
export type CommitmentEnd = {
  readonly arn: string;
  /** Its last day. */
  readonly day: UsageDate;
  /** Recurring fees, unblended. */
  readonly perMonth: Decimal;
  /** Recurring fees in the metric asked for. */
  readonly fees: Decimal;
  /** What it covered, in the metric asked for, with what is taken off again (`SavingsPlanNegation`). */
  readonly covered: Decimal;
  /** The same usage at on-demand prices; `null` where the report does not tell. */
  readonly onDemand: Decimal | null;
};
