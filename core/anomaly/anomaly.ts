import type { Definitions } from "../allocation/definitions.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Driver } from "../report/drivers.ts";
import type { DateRange, UsageDate } from "../time/period.ts";

export const SENSITIVITIES = ["low", "medium", "high"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** What counts as an anomaly, as the user set it; one of each workspace. */
export type AnomalyRules = {
  readonly id: "rules";
  /** Least money an anomaly costs, or a drop saves, in all, in the currency of the bill. */
  readonly minimum: Decimal;
  readonly sensitivity: Sensitivity;
  /** Same weekdays looked back at, 4 to 8. */
  readonly weeks: number;
  /** Key of a tag whose values are watched as well. */
  readonly tagKey: string | null;
  /** Whether costs that fell are told as well; rules kept before there were drops do not say. */
  readonly withDrops?: boolean | undefined;
};

export const DEFAULT_RULES: AnomalyRules = {
  id: "rules",
  minimum: "100.0",
  sensitivity: "medium",
  weeks: 6,
  tagKey: null,
  withDrops: false,
};

export type AnomalyQuery = {
  readonly metric: MetricId;
  readonly currency: string | null;
  readonly rules: AnomalyRules;
  /** Units of the model in force are watched by what their own rules take, pools too, before shared costs are split. */
  readonly definitions: Definitions;
};

/** One dimension value of what is watched. */
export type SeriesPart = {
  readonly dimension: DimensionRef;
  readonly value: string | null;
  readonly label: string | null;
};

/** A day of the series; `expected` is `null` on days around the anomaly. */
export type AnomalyDay = {
  readonly day: UsageDate;
  readonly actual: Decimal;
  readonly expected: Decimal | null;
  /** What the same weekday was charged in the weeks before, the last first; only where `expected` was made of it. */
  readonly weekdays?: readonly Decimal[] | undefined;
};

/** `spike`, `drop`: days that cost more, or less, than their weekdays. `leak`: twelve weeks of steady growth. */
export type AnomalyKind = "spike" | "drop" | "leak";

/** Costs that are not like those before them. */
export type Anomaly = {
  /** The same for the same series and first day, whenever it is looked for. */
  readonly id: string;
  readonly kind: AnomalyKind;
  readonly series: readonly SeriesPart[];
  readonly range: DateRange;
  /** Whether the last known day belongs to it. */
  readonly isOngoing: boolean;
  readonly actual: Decimal;
  readonly expected: Decimal;
  /** `actual - expected`, exactly, below 0 where costs fell; of a leak, what its last four weeks cost more than its first four. */
  readonly impact: Decimal;
  /** Distance of the worst day in standard deviations of the days before; of a leak, the growth in parts of the start. */
  readonly score: number;
  /** Values that explain most of it, largest first in each dimension. */
  readonly drivers: readonly Driver[];
  /** Other watched values in which the same costs stand out. */
  readonly alsoIn: readonly SeriesPart[];
  readonly days: readonly AnomalyDay[];
};

export type AnomalyReport =
  | {
      readonly kind: "made";
      readonly currency: string | null;
      /** Days looked at. */
      readonly searched: DateRange;
      /** Newest days that AWS had not finished. */
      readonly dropped: readonly UsageDate[];
      /** Largest impact first, whichever way. */
      readonly anomalies: readonly Anomaly[];
    }
  | {
      readonly kind: "none";
      readonly reason: "noData" | "shortHistory" | "metricMissing";
      readonly daysKnown: number;
      readonly daysNeeded: number;
    };

/** What the user made of an anomaly or of a whole series. */
export type AnomalyMark =
  | {
      readonly kind: "anomaly";
      /** That of the anomaly. */
      readonly id: string;
      readonly isAcknowledged: boolean;
      readonly note: string;
      readonly markedAt: string;
    }
  /** Nothing of the series is shown as news any more. */
  | {
      readonly kind: "muted";
      /** `seriesId` of the series. */
      readonly id: string;
      readonly series: readonly SeriesPart[];
      readonly markedAt: string;
    };

/** Names a series, for marks. */
export function seriesId(series: readonly Pick<SeriesPart, "dimension" | "value">[]): string {
  return `series ${series.map(({ dimension, value }) => `${dimension}=${value ?? ""}`).join(" & ")}`;
}

export function seriesFilters(series: readonly SeriesPart[]): readonly Filter[] {
  return series.map(({ dimension, value }) => ({ dimension, mode: "include", values: [value] }));
}

/** Open anomalies are news; acknowledged and muted ones are not. */
export type AnomalyState = "open" | "acknowledged" | "muted";

export function stateOf(anomaly: Anomaly, marks: readonly AnomalyMark[]): AnomalyState {
  const muted = marks.some(({ kind, id }) => kind === "muted" && id === seriesId(anomaly.series));
  if (muted) return "muted";
  return marks.some((mark) => mark.kind === "anomaly" && mark.id === anomaly.id && mark.isAcknowledged)
    ? "acknowledged"
    : "open";
}
