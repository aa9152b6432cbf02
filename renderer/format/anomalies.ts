import type {
  Anomaly,
  AnomalyKind,
  AnomalyReport,
  AnomalyState,
  SeriesPart,
  Sensitivity,
} from "#core/anomaly/anomaly.ts";
import { subtract } from "#core/money/decimal.ts";
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

export const ANOMALY_KINDS: Readonly<Record<AnomalyKind, { readonly name: string; readonly icon: string }>> =
  {
    spike: { name: "Spike", icon: "i-lucide-trending-up" },
    drop: { name: "Drop", icon: "i-lucide-trending-down" },
    leak: { name: "Steady growth", icon: "i-lucide-chart-spline" },
  };

/** What is listed of costs that rose and of drops. */
export type AnomalyWay = "all" | "rose" | "fell";

export const ANOMALY_WAYS: Readonly<Record<AnomalyWay, string>> = { all: "All", rose: "Rose", fell: "Fell" };

export function wentThatWay({ kind }: Anomaly, way: AnomalyWay): boolean {
  return way === "all" || (kind === "drop") === (way === "fell");
}

/** `Amazon CloudWatch`, `Development · EBS:VolumeUsage.gp3`. */
export function seriesWords(series: readonly SeriesPart[]): string {
  return series.map(({ dimension, value, label }) => valueName(dimension, value, label)).join(" · ");
}

/** `Service`, `Account · Usage type`. */
export function seriesKind(series: readonly SeriesPart[]): string {
  return series.map(({ dimension }) => dimensionName(dimension)).join(" · ");
}

/** When and in what: `7 – 11 Oct 2026 · Service`, `Fell 7 – 11 Oct 2026 · Business unit`. */
export function anomalyLine(format: Format, { kind, range, series }: Anomaly): string {
  const days = format.range(range);
  const when = kind === "leak" ? ANOMALY_KINDS.leak.name : kind === "drop" ? `Fell ${days}` : days;
  return `${when} · ${seriesKind(series)}`;
}

/** What happened, in one sentence. */
export function anomalyWords(format: Format, anomaly: Anomaly, currency: string | null): string {
  const { kind, range, actual, expected, score, isOngoing } = anomaly;
  const money = format.money(
    kind === "drop" ? subtract(expected, actual) : subtract(actual, expected),
    currency,
  );
  if (kind === "leak")
    return `Grew steadily by ${format.percent(score)} in twelve weeks: the last four weeks cost ${money} more than the first four.`;
  const days = format.range(range);
  const way = kind === "drop" ? "less" : "more";
  return isOngoing
    ? `${money} ${way} than usual since ${days}, and going on.`
    : `${money} ${way} than usual on ${days}.`;
}

/** Why the list is empty: what was watched, and that nothing of it stood out. */
export function calmWords(
  format: Format,
  { searched }: Extract<AnomalyReport, { kind: "made" }>,
  watched: { readonly units: boolean; readonly drops: boolean },
): string {
  const what = watched.units ? "service, account, region or business unit" : "service, account or region";
  const way = watched.drops ? "more or less" : "more";
  return `No ${what} cost ${way} than its weekdays before in ${format.range(searched)}.`;
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
