import { amountOf, ONE, times } from "./amount.ts";
import { daySpan, type SampleMonth, type Slot } from "./calendar.ts";
import {
  charge,
  planRefundItem,
  planUpfrontItem,
  reservationFeeItem,
  reservationUpfrontItem,
} from "./commitment-charges.ts";
import { enter, type Ledger } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import type { Account, AccountKey } from "./organisation.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Service } from "./prices/offer.ts";
import { SERVICES } from "./prices/services.ts";
import { serviceProduct } from "./product.ts";

const CENT = ONE / 100n;
const SALES_TAX = amountOf("0.066");
const SMALLEST_TAXED_DOLLARS = 5n;
/** Above this a discount is itemised by day, below it by month. */
const DAILY_DISCOUNT_DOLLARS = 90n;
const SUPPORT_TIERS: readonly (readonly [upToDollars: bigint, rate: bigint])[] = [
  [10_000n, amountOf("0.10")],
  [80_000n, amountOf("0.07")],
  [250_000n, amountOf("0.05")],
];
const SUPPORT_MINIMUM_DOLLARS = 100n;
const REFUND_MONTH = 5;
const DISCOUNT_REFUND_MONTH = 7;
const DOMAIN_MONTH = 2;

export type MonthContext = {
  readonly month: SampleMonth;
  /** 0 for the oldest month of the world. */
  readonly index: number;
  readonly monthCount: number;
  readonly portfolio: Portfolio;
  readonly ledger: Ledger;
  /** The month is delivered a second time, with what AWS corrected after its invoice. */
  readonly isRestated: boolean;
  /** Size of the fleet against the usual one. */
  readonly scale: number;
};

/** Charges that come once a month, after usage is known; each kind may depend on those before it. */
export function monthCharges(context: MonthContext): readonly LineItem[] {
  const commitments = entered(context, commitmentCharges(context));
  const extras = entered(context, [...support(context), ...domains(context)]);
  return [
    ...commitments,
    ...extras,
    ...credits(context),
    ...refunds(context),
    ...(context.isRestated ? lateCorrections(context) : []),
    ...discounts(context),
    ...taxes(context),
  ];
}

function entered(context: MonthContext, items: readonly LineItem[]): readonly LineItem[] {
  for (const item of items) enter(context.ledger, item);
  return items;
}

function commitmentCharges({ month, portfolio, ledger }: MonthContext): readonly LineItem[] {
  const dataEnd = month.firstDay + month.days.length;
  const isNew = (term: { readonly startDay: number }) =>
    term.startDay >= month.firstDay && term.startDay < dataEnd;
  const plans = portfolio.plans.filter((plan) => isNew(plan) && plan.upfrontFee > 0n);
  const reservations = portfolio.reservations.filter(
    (reservation) => reservation.startDay < dataEnd && reservation.endDay > month.firstDay,
  );
  const bought = reservations.filter((reservation) => isNew(reservation) && reservation.upfrontFee > 0n);
  return [
    ...plans.map(planUpfrontItem),
    ...plans.filter(({ isReturned }) => isReturned).map(planRefundItem),
    ...bought.map(reservationUpfrontItem),
    ...reservations.map((item) => reservationFeeItem(item, month, ledger.usedHours.get(item) ?? 0n)),
  ];
}

/** AWS Support (Business): a share of the bill in falling tiers. */
function support({ month, ledger }: MonthContext): readonly LineItem[] {
  let fee = 0n;
  let below = 0n;
  for (const [upToDollars, rate] of SUPPORT_TIERS) {
    const upTo = priceOf(month, upToDollars);
    const inTier = (ledger.supported < upTo ? ledger.supported : upTo) - below;
    if (inTier > 0n) fee += times(inTier, rate);
    below = upTo;
  }
  const minimum = priceOf(month, SUPPORT_MINIMUM_DOLLARS);
  const unblended = toCents(fee > minimum ? fee : minimum);
  const product = serviceProduct(SERVICES.support, "Dollar");
  const description = `AWS Support (Business): ${month.billingPeriod}`;
  return [
    plainFee({ account: month.organisation.payer, product, slot: monthSlot(month), description, unblended }),
  ];
}

function domains({ month, index, monthCount }: MonthContext): readonly LineItem[] {
  if (index !== Math.min(DOMAIN_MONTH, monthCount - 1)) return [];
  const product = serviceProduct(SERVICES.registrar, "RenewDomain-io");
  const slot = daySpan(month.firstDay, month.firstDay + 1);
  const description = "Renewal of larkfieldrobotics.io";
  const item = plainFee({
    account: month.organisation.accounts.shared,
    product,
    slot,
    description,
    unblended: priceOf(month, 71n),
  });
  return [{ ...item, billType: "Purchase" }];
}

function plainFee(parts: Omit<Parameters<typeof charge>[0], "type">): LineItem {
  return { ...charge({ ...parts, type: "Fee" }), onDemandEquivalent: parts.unblended };
}

/** A sum AWS grants: taken off month by month until it is used up. */
type Grant = {
  readonly account: AccountKey;
  readonly service: Service;
  readonly description: string;
  readonly dollars: number;
  readonly dollarsAMonth: number;
  /** Month of the world in which it begins. */
  readonly from: (monthCount: number) => number;
};

const MIGRATION = "AWS Migration Acceleration Program credit LKF-MAP-2291";
const GRANTS: readonly Grant[] = [
  {
    account: "data",
    service: SERVICES.redshift,
    description: MIGRATION,
    dollars: 4_050,
    dollarsAMonth: 900,
    from: () => 0,
  },
  {
    account: "production",
    service: SERVICES.ec2,
    description: MIGRATION,
    dollars: 6_500,
    dollarsAMonth: 1_450,
    from: () => 0,
  },
  {
    account: "learning",
    service: SERVICES.bedrock,
    description: "AWS Generative AI Innovation credit LKF-GAI-0417",
    dollars: 6_400,
    dollarsAMonth: 1_150,
    from: (monthCount) => Math.max(0, monthCount - 6),
  },
];

function credits({ month, index, monthCount, scale }: MonthContext): readonly LineItem[] {
  return GRANTS.flatMap(({ account, service, description, dollars, dollarsAMonth, from }) => {
    const used = (index - from(monthCount)) * dollarsAMonth;
    if (used < 0 || used >= dollars) return [];
    const item = charge({
      type: "Credit",
      account: month.organisation.accounts[account],
      product: serviceProduct(service),
      slot: monthSlot(month),
      description,
      unblended: -scaledPrice(month, Math.min(dollarsAMonth, dollars - used), scale),
    });
    return [item];
  });
}

function refunds(context: MonthContext): readonly LineItem[] {
  return [
    ...refund(context, {
      inMonth: REFUND_MONTH,
      account: "production",
      service: SERVICES.rds,
      description: "Service level agreement refund: Amazon RDS availability",
      dollars: 386.4,
    }),
    ...refund(context, {
      inMonth: DISCOUNT_REFUND_MONTH,
      account: "management",
      service: SERVICES.savingsPlans,
      description: "Enterprise Program Discount refund for an earlier month",
      dollars: 1_240.75,
    }),
  ];
}

function refund(
  { month, index, monthCount, scale }: MonthContext,
  parts: RefundParts & { readonly inMonth: number },
): readonly LineItem[] {
  if (index !== Math.min(parts.inMonth, monthCount - 1)) return [];
  return [refundItem(month, parts, scale)];
}

/** What a closed month is charged and paid back later. */
function lateCorrections({ month, scale }: MonthContext): readonly LineItem[] {
  const credit = charge({
    type: "Credit",
    account: month.organisation.accounts.production,
    product: serviceProduct(SERVICES.s3),
    slot: monthSlot(month),
    description: "Late adjustment of Amazon S3 requests",
    unblended: -scaledPrice(month, 612.5, scale),
  });
  const refunded = {
    account: "data",
    service: SERVICES.glue,
    description: "Refund of AWS Glue jobs that failed in AWS's network",
    dollars: 148.2,
  } as const;
  return [credit, refundItem(month, refunded, scale)];
}

type RefundParts = {
  readonly account: AccountKey;
  readonly service: Service;
  readonly description: string;
  readonly dollars: number;
};

function refundItem(month: SampleMonth, parts: RefundParts, scale: number): LineItem {
  const item = charge({
    type: "Refund",
    account: month.organisation.accounts[parts.account],
    product: serviceProduct(parts.service),
    slot: monthSlot(month),
    description: parts.description,
    unblended: -scaledPrice(month, parts.dollars, scale),
  });
  return { ...item, billType: "Refund" };
}

/** The private discount as rows of its own: with them the net columns carry the discount and these rows are zero. */
function discounts({ month, ledger }: MonthContext): readonly LineItem[] {
  if (month.hasDiscountColumns) return [];
  const smallestDaily = priceOf(month, DAILY_DISCOUNT_DOLLARS);
  return [...ledger.discounts.values()].flatMap(({ account, service, amount, byDay }) => {
    const spans: readonly (readonly [Slot, bigint])[] =
      amount >= smallestDaily
        ? [...byDay].map(([day, ofDay]) => [daySpan(day, day + 1), ofDay])
        : [[monthSlot(month), amount]];
    return spans.map(([slot, discount]) => discountItem(account, service, slot, discount));
  });
}

function discountItem(account: Account, service: Service, slot: Slot, discount: bigint): LineItem {
  const item = charge({
    type: "EdpDiscount",
    account,
    product: serviceProduct(service),
    slot,
    description: "Enterprise Program Discount",
    unblended: -discount,
  });
  return { ...item, blended: undefined, netUnblended: 0n, netAmortized: 0n };
}

function taxes({ month, ledger }: MonthContext): readonly LineItem[] {
  const smallest = priceOf(month, SMALLEST_TAXED_DOLLARS);
  const taxed = [...ledger.taxable.values()].filter((subtotal) => subtotal.amount >= smallest);
  return taxed.map(({ account, service, amount }) => {
    const item = charge({
      type: "Tax",
      account,
      product: serviceProduct(service),
      slot: monthSlot(month),
      description: `Tax for product code ${service.code}`,
      unblended: toCents(times(amount, SALES_TAX)),
    });
    return { ...item, taxType: "US Sales Tax" };
  });
}

function monthSlot(month: SampleMonth): Slot {
  return daySpan(month.firstDay, month.endDay);
}

/** What a price in dollars is in the bill's currency. */
function priceOf({ organisation }: SampleMonth, dollars: bigint): bigint {
  return (dollars * ONE * organisation.exchangePercent) / 100n;
}

function scaledPrice({ organisation }: SampleMonth, dollars: number, scale: number): bigint {
  const cents = BigInt(Math.max(1, Math.round(dollars * 100 * scale)));
  return (cents * CENT * organisation.exchangePercent) / 100n;
}

function toCents(value: bigint): bigint {
  return ((value + CENT / 2n) / CENT) * CENT;
}
