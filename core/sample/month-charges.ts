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
import { ACCOUNTS, PAYER, type Account } from "./organisation.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Service } from "./prices/offer.ts";
import { SERVICES } from "./prices/services.ts";
import { serviceProduct } from "./product.ts";

const CENT = ONE / 100n;
const SALES_TAX = amountOf("0.066");
const SMALLEST_TAXED = 5n * ONE;
/** Above this a discount is itemised by day, below it by month. */
const DAILY_DISCOUNT = 90n * ONE;
const SUPPORT_TIERS: readonly (readonly [upTo: bigint, rate: bigint])[] = [
  [10_000n * ONE, amountOf("0.10")],
  [80_000n * ONE, amountOf("0.07")],
  [250_000n * ONE, amountOf("0.05")],
];
const SUPPORT_MINIMUM = 100n * ONE;
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
  for (const [upTo, rate] of SUPPORT_TIERS) {
    const inTier = (ledger.supported < upTo ? ledger.supported : upTo) - below;
    if (inTier > 0n) fee += times(inTier, rate);
    below = upTo;
  }
  const unblended = toCents(fee > SUPPORT_MINIMUM ? fee : SUPPORT_MINIMUM);
  const product = serviceProduct(SERVICES.support, "Dollar");
  const description = `AWS Support (Business): ${month.billingPeriod}`;
  return [plainFee({ account: PAYER, product, slot: monthSlot(month), description, unblended })];
}

function domains({ month, index, monthCount }: MonthContext): readonly LineItem[] {
  if (index !== Math.min(DOMAIN_MONTH, monthCount - 1)) return [];
  const product = serviceProduct(SERVICES.registrar, "RenewDomain-io");
  const slot = daySpan(month.firstDay, month.firstDay + 1);
  const description = "Renewal of larkfieldrobotics.io";
  const item = plainFee({ account: ACCOUNTS.shared, product, slot, description, unblended: 71n * ONE });
  return [{ ...item, billType: "Purchase" }];
}

function plainFee(parts: Omit<Parameters<typeof charge>[0], "type">): LineItem {
  return { ...charge({ ...parts, type: "Fee" }), onDemandEquivalent: parts.unblended };
}

/** A sum AWS grants: taken off month by month until it is used up. */
type Grant = {
  readonly account: Account;
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
    account: ACCOUNTS.data,
    service: SERVICES.redshift,
    description: MIGRATION,
    dollars: 4_050,
    dollarsAMonth: 900,
    from: () => 0,
  },
  {
    account: ACCOUNTS.production,
    service: SERVICES.ec2,
    description: MIGRATION,
    dollars: 6_500,
    dollarsAMonth: 1_450,
    from: () => 0,
  },
  {
    account: ACCOUNTS.learning,
    service: SERVICES.bedrock,
    description: "AWS Generative AI Innovation credit LKF-GAI-0417",
    dollars: 7_000,
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
      account,
      product: serviceProduct(service),
      slot: monthSlot(month),
      description,
      unblended: -scaledDollars(Math.min(dollarsAMonth, dollars - used), scale),
    });
    return [item];
  });
}

function refunds(context: MonthContext): readonly LineItem[] {
  return [
    ...refund(context, {
      inMonth: REFUND_MONTH,
      account: ACCOUNTS.production,
      service: SERVICES.rds,
      description: "Service level agreement refund: Amazon RDS availability",
      dollars: 386.4,
    }),
    ...refund(context, {
      inMonth: DISCOUNT_REFUND_MONTH,
      account: PAYER,
      service: SERVICES.savingsPlans,
      description: "Enterprise Program Discount refund for an earlier month",
      dollars: 1_240.75,
    }),
  ];
}

function refund(
  { month, index, monthCount, scale }: MonthContext,
  parts: {
    readonly inMonth: number;
    readonly account: Account;
    readonly service: Service;
    readonly description: string;
    readonly dollars: number;
  },
): readonly LineItem[] {
  if (index !== Math.min(parts.inMonth, monthCount - 1)) return [];
  const item = charge({
    type: "Refund",
    account: parts.account,
    product: serviceProduct(parts.service),
    slot: monthSlot(month),
    description: parts.description,
    unblended: -scaledDollars(parts.dollars, scale),
  });
  return [{ ...item, billType: "Refund" }];
}

/** The private discount as rows of its own: with them the net columns carry the discount and these rows are zero. */
function discounts({ month, ledger }: MonthContext): readonly LineItem[] {
  return [...ledger.discounts.values()].flatMap(({ account, service, amount, byDay }) => {
    const spans: readonly (readonly [Slot, bigint])[] =
      amount >= DAILY_DISCOUNT
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
  const taxed = [...ledger.taxable.values()].filter((subtotal) => subtotal.amount >= SMALLEST_TAXED);
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

function scaledDollars(dollars: number, scale: number): bigint {
  return BigInt(Math.max(1, Math.round(dollars * 100 * scale))) * CENT;
}

function toCents(value: bigint): bigint {
  return ((value + CENT / 2n) / CENT) * CENT;
}
