import type { Anomaly, AnomalyReport, AnomalyState, SeriesPart, Sensitivity } from "#core/anomaly/anomaly.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { dimensionName, valueName } from "./dimensions.ts";
import type { Format } from "./format.ts";

export const SENSITIVITY_WORDS: Readonly<Record<Sensitivity, string>> = {
  low: "Low: only what stands out by far",
  medium: "Medium",
  high: "High: small deviations too",
};

export const ANOMALY_STATES: Readonly<Record<AnomalyState, string>> = {
  open: "Open",
  acknowledged: "Acknowledged",
  muted: "Muted",
};

/** `Amazon CloudWatch`, `Development · EBS:VolumeUsage.gp3`. */
export function seriesWords(series: readonly SeriesPart[]): string {
  return series.map(({ dimension, value, label }) => valueName(dimension, value, label)).join(" · ");
}

/** `Service`, `Account · Usage type`. */
export function seriesKind(series: readonly SeriesPart[]): string {
  return series.map(({ dimension }) => dimensionName(dimension)).join(" · ");
}

/** What happened, in one sentence. */
export function anomalyWords(format: Format, anomaly: Anomaly, currency: string | null): string {
  const { kind, range, impact, score, isOngoing } = anomaly;
  const money = format.money(impact, currency);
  if (kind === "leak")
    return `Grew steadily by ${format.percent(score)} in twelve weeks: the last four weeks cost ${money} more than the first four.`;
  const days = format.range(range);
  return isOngoing
    ? `${money} more than usual since ${days}, and going on.`
    : `${money} more than usual on ${days}.`;
}

export function noAnomaliesWords({
  reason,
  daysKnown,
  daysNeeded,
}: Extract<AnomalyReport, { kind: "none" }>): string {
  switch (reason) {
    case "noData":
      return "There are no costs to look through yet.";
    case "metricMissing":
      return "The reports cannot support amortized costs, which anomalies are looked for in.";
    case "shortHistory":
      return `What is usual shows after ${daysNeeded} finished days; there are ${daysKnown}.`;
    default:
      return assertNever(reason);
  }
}
