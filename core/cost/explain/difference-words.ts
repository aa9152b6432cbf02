import type { MetricId } from "../metric/metric-id.ts";
import type { Difference, DifferenceId } from "./differences.ts";

type Told = { readonly detail: string; readonly metric: MetricId };

/** Names of the metrics in Cost Explorer's list "Aggregate costs by". */
const THERE: Readonly<Partial<Record<MetricId, string>>> = {
  amortized: "Amortized costs",
  netUnblended: "Net unblended costs",
  netAmortized: "Net amortized costs",
};

const WORDS: Readonly<Record<DifferenceId, (told: Told) => string>> = {
  otherMetric: ({ metric }) =>
    `Cost Explorer opens with unblended costs: choose “${THERE[metric] ?? metric}” under Aggregate costs by.`,
  noSuchMetric: () => "Cost Explorer has no such metric; there is nothing in it to compare this with.",
  usageUnits: () =>
    "Cost Explorer adds up usage of any unit; here several units have no sum, and Savings Plan negations, which repeat the usage they take back, are not counted.",
  blendedRates: () =>
    "Blended rates are averages that AWS computes over the whole organization and leaves blank on discounts; AWS advises against using them.",
  coveredWithoutNegation: () =>
    "The selection keeps usage that a Savings Plan covers, at its on-demand price, apart from the negations that take it back (or the other way round). Choose amortized cost, or leave the service and charge type unfiltered.",
  unusedReservation: () =>
    "AWS states a reservation's unused fee once a month, on the day of its fee row, and writes it anew with every delivery; Cost Explorer's days can differ, its months do not.",
  netUnusedPlan: () =>
    "AWS publishes no formula for the net cost of an unused Savings Plan; here it is the net commitment in the proportion left unused.",
  planRefund: () =>
    "Refunds of a Savings Plan's one-time fee count nothing here, as the fee itself was never counted in this metric.",
  discountRowsGross: () =>
    "Discounts are line items of their own here, as in Cost Explorer, and are not taken off the services they belong to; a selection by service can miss them.",
  discountRowsNet: () =>
    "Discount line items count nothing here, as in Cost Explorer's net costs: their benefit is already in the net cost of the usage.",
  netOfDiscounts: () =>
    "Part of this comes from FOCUS files, whose costs are after private discounts: compare with Cost Explorer's net costs.",
  taxService: () =>
    "Tax stays with the service it was charged for; Cost Explorer shows all of it as a service called Tax.",
  credits: () =>
    "Credits are part of the sum. Cost Explorer counts them too unless its charge type is filtered; the bill's page lists them apart.",
  refunds: () =>
    "Refunds are part of the sum, on the day AWS gives them. Cost Explorer counts them too unless its charge type is filtered.",
  splitRows: ({ detail }) =>
    `${detail} split cost rows (containers and pods) repeat their instance's cost and are not counted; with split cost allocation shown, other tools can count them twice.`,
  containerRows: () =>
    "Cost Explorer has no split cost allocation data: it shows the instances that containers share, each as a whole. Of the bill, containers take the place of their instances and are never added to them.",
  sharedHours: () =>
    "Cost Explorer does not know in which hours containers shared an instance, nor what else is charged for it apart from its hours.",
  utcDays: () =>
    "Days are UTC days of the usage's start. A charge that AWS dates outside the bill's month counts on the month's first or last day here.",
  openMonth: ({ detail }) =>
    `AWS has not invoiced all of ${detail} yet: it keeps changing, and Cost Explorer may be newer or older than the delivery.`,
  currency: ({ detail }) =>
    `The bill is in ${detail}; Cost Explorer shows US dollars. Nothing is converted here.`,
  resourceHistory: () =>
    "Cost Explorer knows single resources for the last 14 days only, and only once turned on.",
  hourHistory: () => "Cost Explorer keeps hours for the last 14 days only, and only once turned on.",
  leftOut: ({ detail }) =>
    `Line items before the account's starting date (${detail}) were left out on import.`,
  missingPeriods: ({ detail }) =>
    `${detail} is not part of this: its files lack the columns of the metric. Cost Explorer has it.`,
};

/** A reason in a sentence or two. */
export function differenceWords({ id, detail }: Difference, metric: MetricId): string {
  return WORDS[id]({ detail: detail ?? "", metric });
}
