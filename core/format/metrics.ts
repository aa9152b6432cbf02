import type { MetricId } from "../cost/metric/metric-id.ts";

type Wording = { readonly name: string; readonly explanation: string };

const METRICS: Readonly<Record<MetricId, Wording>> = {
  unblended: {
    name: "Unblended cost",
    explanation:
      "What each account was charged on the day, as invoiced. Upfront and recurring fees show when they fall due.",
  },
  blended: {
    name: "Blended cost",
    explanation:
      "Usage at the average rate of the whole organization, so that reservation discounts are spread over all accounts.",
  },
  amortized: {
    name: "Amortized cost",
    explanation:
      "Upfront and recurring fees of reservations and Savings Plans are spread over the usage and days they cover.",
  },
  netUnblended: {
    name: "Net unblended cost",
    explanation: "Unblended cost after private discounts such as an enterprise agreement.",
  },
  netAmortized: {
    name: "Net amortized cost",
    explanation: "Amortized cost after private discounts such as an enterprise agreement.",
  },
  onDemandEquivalent: {
    name: "On-demand equivalent",
    explanation: "What the same usage would have cost at public on-demand prices.",
  },
  usageAmount: {
    name: "Usage amount",
    explanation: "How much was used, in the unit it is priced in. Totals exist only where the units agree.",
  },
};

export function metricName(metric: MetricId): string {
  return METRICS[metric].name;
}

/** One plain sentence or two: what the metric counts. */
export function metricExplanation(metric: MetricId): string {
  return METRICS[metric].explanation;
}
