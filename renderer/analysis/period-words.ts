import type { Comparison } from "#core/time/comparison.ts";
import type { PeriodPreset } from "#core/time/preset.ts";

const PRESETS: Readonly<Record<PeriodPreset, string>> = {
  monthToDate: "Month to date",
  lastMonth: "Last month",
  last7Days: "Last 7 days",
  last30Days: "Last 30 days",
  last90Days: "Last 90 days",
  last3Months: "Last 3 months",
  last6Months: "Last 6 months",
  last12Months: "Last 12 months",
  yearToDate: "Year to date",
};

const COMPARISONS: Readonly<Record<Comparison, string>> = {
  previousPeriod: "Previous period",
  lastMonth: "Same days last month",
  lastYear: "Same days last year",
};

export function presetName(preset: PeriodPreset): string {
  return PRESETS[preset];
}

export function comparisonName(comparison: Comparison): string {
  return COMPARISONS[comparison];
}
