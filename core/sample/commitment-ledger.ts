import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import { fixedText } from "./amount.ts";
import type { SampleMonth } from "./calendar.ts";
import type { PaymentOption, Reservation, SavingsPlan } from "./commitment.ts";
import type { LineItem } from "./line-item.ts";
import type { PlanKind } from "./prices/offer.ts";
import type { SampleWorld } from "./world.ts";

/** What the company's commitments cost and did, known without reading files back. Money has ten digits. */
export type CommitmentLedger = {
  readonly commitments: readonly CommitmentRecord[];
  /** What plans could have covered, by month and kind of plan, whether they did or not. */
  readonly eligible: Readonly<Record<BillingPeriod, Readonly<Record<EligibleFamily, EligibleSums>>>>;
};

/** One Savings Plan or reservation. */
export type CommitmentRecord = {
  readonly arn: string;
  readonly kind: PlanKind | "ReservedInstance";
  /** `lineItem/ProductCode` of its fees: a Savings Plans product, or the reserved service. */
  readonly service: string;
  readonly paymentOption: PaymentOption;
  readonly term: "1yr" | "3yr";
  /** First instant, `2026-11-01T00:00:00Z`. */
  readonly start: string;
  /** First instant after the term. */
  readonly end: string;
  /** Account that pays. */
  readonly owner: string;
  /** Region and family or instance type it is tied to; null for plans that cover any. */
  readonly region: string | null;
  readonly instanceFamily: string | null;
  readonly instanceType: string | null;
  /** Instances reserved; null for plans. */
  readonly units: number | null;
  /** Recurring fee plus amortized upfront fee of an hour, for all units. */
  readonly commitmentPerHour: Decimal;
  /** Paid once when the term began, in the bills only if that lies in their months. */
  readonly upfrontFee: Decimal;
  /** Given back and refunded at once: it never covers anything. */
  readonly isReturned: boolean;
  /** Months in which it charges or is used. */
  readonly byPeriod: Readonly<Record<BillingPeriod, CommitmentSums>>;
};

/** One month of a commitment: `commitment = recurring + amortizedUpfront = used + unused`. */
export type CommitmentSums = {
  readonly commitment: Decimal;
  readonly recurring: Decimal;
  readonly amortizedUpfront: Decimal;
  /** Amortized cost of the usage it paid for. */
  readonly used: Decimal;
  readonly unused: Decimal;
  /** The same after the private discount. */
  readonly netUsed: Decimal;
  readonly netUnused: Decimal;
  /** List price of the usage it paid for. */
  readonly onDemandEquivalent: Decimal;
  /** One-time fee on this month's bill, before a refund. */
  readonly upfrontPaid: Decimal;
  readonly upfrontRefunded: Decimal;
  /** Reservations only: instance hours paid for and used; zero for plans. */
  readonly reservedHours: Decimal;
  readonly usedHours: Decimal;
  /** By the account whose usage it paid for. */
  readonly byConsumer: Readonly<Record<string, Pick<CommitmentSums, "used" | "onDemandEquivalent">>>;
};

/** Usage that Savings Plans of a family can cover; EC2 Instance plans cover a part of what Compute plans do. */
export type EligibleFamily = "compute" | "sageMaker";

/** List price of eligible usage, Spot aside, by how it was paid. */
export type EligibleSums = {
  readonly onDemand: Decimal;
  readonly coveredByPlans: Decimal;
  readonly coveredByReservations: Decimal;
};

type Amount = Exclude<keyof CommitmentSums, "commitment" | "byConsumer">;
type Tally = Record<Amount, bigint> & {
  readonly byConsumer: Map<string, { used: bigint; onDemandEquivalent: bigint }>;
};
type Term = SavingsPlan | Reservation;
type Tallies = Map<Term, Map<BillingPeriod, Tally>>;
type Eligible = Record<EligibleFamily, Record<keyof EligibleSums, bigint>>;

/** Makes the line items of the months (all of them without) and adds up what commitments did. */
export function commitmentLedger(
  world: SampleWorld,
  months: readonly SampleMonth[] = world.months,
): CommitmentLedger {
  const tallies: Tallies = new Map();
  const eligible = new Map<BillingPeriod, Eligible>();
  for (const month of months) {
    const ofMonth: Eligible = { compute: noneEligible(), sageMaker: noneEligible() };
    eligible.set(month.billingPeriod, ofMonth);
    for (const item of world.lineItems(month)) {
      addCommitment(tallies, item, month);
      addEligible(ofMonth, item);
    }
  }
  const { plans, reservations } = world.portfolio;
  const terms = [...plans, ...reservations].map((term) => record(term, tallies.get(term) ?? new Map()));
  return {
    commitments: terms,
    eligible: Object.fromEntries(
      [...eligible].map(([period, { compute, sageMaker }]) => [
        period,
        { compute: shownEligible(compute), sageMaker: shownEligible(sageMaker) },
      ]),
    ),
  };
}

function addCommitment(tallies: Tallies, item: LineItem, { billingPeriod }: SampleMonth): void {
  const term = item.plan?.plan ?? item.reservation?.reservation ?? item.refunded;
  if (term === undefined) return;
  const byPeriod = tallies.get(term) ?? new Map<BillingPeriod, Tally>();
  tallies.set(term, byPeriod);
  const tally = byPeriod.get(billingPeriod) ?? emptyTally();
  byPeriod.set(billingPeriod, tally);
  switch (item.type) {
    case "SavingsPlanCoveredUsage":
    case "DiscountedUsage":
      addUse(tally, item);
      break;
    case "SavingsPlanRecurringFee":
    case "RIFee":
      tally.recurring += item.unblended;
      tally.amortizedUpfront +=
        item.plan?.amortizedUpfront ?? item.reservation?.amortizedUpfrontForPeriod ?? 0n;
      tally.unused += item.amortized;
      tally.netUnused += item.netAmortized;
      tally.reservedHours += item.reservation?.totalUnitHours ?? 0n;
      break;
    case "SavingsPlanUpfrontFee":
    case "Fee":
      tally.upfrontPaid += item.unblended;
      break;
    case "Refund":
      tally.upfrontRefunded -= item.unblended;
      break;
    default:
      break;
  }
}

function addUse(tally: Tally, item: LineItem): void {
  tally.used += item.amortized;
  tally.netUsed += item.netAmortized;
  tally.onDemandEquivalent += item.onDemandEquivalent;
  if (item.reservation !== undefined) tally.usedHours += item.amount;
  const consumer = tally.byConsumer.get(item.account.id) ?? { used: 0n, onDemandEquivalent: 0n };
  consumer.used += item.amortized;
  consumer.onDemandEquivalent += item.onDemandEquivalent;
  tally.byConsumer.set(item.account.id, consumer);
}

function addEligible(eligible: Eligible, { type, product, onDemandEquivalent }: LineItem): void {
  const { ComputeSavingsPlans: compute, SageMakerSavingsPlans: sageMaker } = product.planRates;
  if (compute === undefined && sageMaker === undefined) return;
  const sums = compute === undefined ? eligible.sageMaker : eligible.compute;
  if (type === "Usage") sums.onDemand += onDemandEquivalent;
  if (type === "SavingsPlanCoveredUsage") sums.coveredByPlans += onDemandEquivalent;
  if (type === "DiscountedUsage") sums.coveredByReservations += onDemandEquivalent;
}

function record(term: Term, byPeriod: ReadonlyMap<BillingPeriod, Tally>): CommitmentRecord {
  const perHour = term.recurringPerHour + term.amortizedPerHour;
  const common = {
    arn: term.arn,
    service: term.product.service.code,
    paymentOption: term.paymentOption,
    term: term.term,
    start: term.start,
    end: term.end,
    owner: term.owner.id,
    upfrontFee: fixedText(term.upfrontFee),
    byPeriod: Object.fromEntries([...byPeriod].map(([period, tally]) => [period, shown(tally)])),
  };
  if ("kind" in term)
    return {
      ...common,
      kind: term.kind,
      region: term.place?.region.code ?? null,
      instanceFamily: term.place?.family ?? null,
      instanceType: null,
      units: null,
      commitmentPerHour: fixedText(perHour),
      isReturned: term.isReturned,
    };
  return {
    ...common,
    kind: "ReservedInstance",
    region: term.product.region?.code ?? null,
    instanceFamily: term.product.attributes["instanceTypeFamily"] ?? null,
    instanceType: term.product.attributes["instanceType"] ?? null,
    units: term.units,
    commitmentPerHour: fixedText(perHour * BigInt(term.units)),
    isReturned: false,
  };
}

function shown(tally: Tally): CommitmentSums {
  return {
    recurring: fixedText(tally.recurring),
    amortizedUpfront: fixedText(tally.amortizedUpfront),
    used: fixedText(tally.used),
    unused: fixedText(tally.unused),
    netUsed: fixedText(tally.netUsed),
    netUnused: fixedText(tally.netUnused),
    onDemandEquivalent: fixedText(tally.onDemandEquivalent),
    upfrontPaid: fixedText(tally.upfrontPaid),
    upfrontRefunded: fixedText(tally.upfrontRefunded),
    reservedHours: fixedText(tally.reservedHours),
    usedHours: fixedText(tally.usedHours),
    commitment: fixedText(tally.recurring + tally.amortizedUpfront),
    byConsumer: Object.fromEntries(
      [...tally.byConsumer].map(([account, { used, onDemandEquivalent }]) => [
        account,
        { used: fixedText(used), onDemandEquivalent: fixedText(onDemandEquivalent) },
      ]),
    ),
  };
}

function shownEligible(sums: Record<keyof EligibleSums, bigint>): EligibleSums {
  return {
    onDemand: fixedText(sums.onDemand),
    coveredByPlans: fixedText(sums.coveredByPlans),
    coveredByReservations: fixedText(sums.coveredByReservations),
  };
}

function noneEligible(): Record<keyof EligibleSums, bigint> {
  return { onDemand: 0n, coveredByPlans: 0n, coveredByReservations: 0n };
}

function emptyTally(): Tally {
  return {
    recurring: 0n,
    amortizedUpfront: 0n,
    used: 0n,
    unused: 0n,
    netUsed: 0n,
    netUnused: 0n,
    onDemandEquivalent: 0n,
    upfrontPaid: 0n,
    upfrontRefunded: 0n,
    reservedHours: 0n,
    usedHours: 0n,
    byConsumer: new Map(),
  };
}
