export const METRIC_IDS = [
  "unblended",
  "blended",
  "amortized",
  "netUnblended",
  "netAmortized",
  "onDemandEquivalent",
  "usageAmount",
] as const;

/** A way to count the same line items; formulas per line-item type live beside the columns they read. */
export type MetricId = (typeof METRIC_IDS)[number];

export function isMetricId(text: string): text is MetricId {
  return METRIC_IDS.some((id) => id === text);
}
