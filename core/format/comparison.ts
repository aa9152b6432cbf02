import type { ChargeClass, Effect } from "../compare/comparison.ts";
import type { Decimal } from "../money/decimal.ts";

type EffectWording = {
  readonly name: string;
  /** What it is, in one or two sentences. */
  readonly meaning: string;
  /** With c the cost and q the amount of a purchase option, Q of its product; 0 before, 1 now; t the time held. */
  readonly formula: string;
};

const PLAIN = "c1 − c0";
const EFFECTS: Readonly<Record<Effect, EffectWording>> = {
  calendar: {
    name: "Calendar",
    meaning:
      "What the time alone makes: usage grows with the days of a period, units per month with its parts of months. Fees, tax, credits and refunds do not.",
    formula: "c0 · t1/t0 − c0",
  },
  new: {
    name: "New",
    meaning: "Usage of which nothing was used before: in this account, region, usage type and operation.",
    formula: PLAIN,
  },
  gone: { name: "Gone", meaning: "Usage of which nothing is used any more.", formula: PLAIN },
  volume: {
    name: "Volume",
    meaning:
      "More or less is used of the same things, at what they cost before; without what the time makes.",
    formula: "c0 · Q1/Q0 − c0 · t1/t0",
  },
  mix: {
    name: "Mix",
    meaning:
      "The same things are bought another way: on demand, Spot, reserved or by a Savings Plan, each at its old price.",
    formula: "q1 · c0/q0 − c0 · Q1/Q0",
  },
  price: {
    name: "Price",
    meaning: "What the same amounts of the same things, bought the same way, cost more or less.",
    formula: "c1 − q1 · c0/q0",
  },
  unmeasured: {
    name: "Not measured",
    meaning: "Usage without an amount, a usage type or one single unit: it has no price, only a difference.",
    formula: PLAIN,
  },
  commitments: {
    name: "Commitments",
    meaning: "Fees of Savings Plans and reservations: recurring, upfront and unused.",
    formula: PLAIN,
  },
  fees: { name: "Fees", meaning: "Support, Marketplace, registrations and other fees.", formula: PLAIN },
  tax: { name: "Tax", meaning: "All tax line items.", formula: PLAIN },
  credits: { name: "Credits", meaning: "Credits used; more of them make a negative step.", formula: PLAIN },
  refunds: { name: "Refunds", meaning: "Amounts AWS paid back, corrections included.", formula: PLAIN },
  discounts: {
    name: "Discounts",
    meaning: "Private and bundled discounts that the bill holds as rows of their own.",
    formula: PLAIN,
  },
};

export function effectWords(effect: Effect): EffectWording {
  return EFFECTS[effect];
}

const CHARGES: Readonly<Record<ChargeClass, string>> = {
  usage: "Usage",
  recurring: "Savings Plan fee",
  unmeasured: "Not measured",
  commitments: "Commitment fee",
  fees: "Fee",
  tax: "Tax",
  credits: "Credit",
  refunds: "Refund",
  discounts: "Discount",
};

/** What a charge without an amount is called. */
export function chargeClassName(charge: ChargeClass): string {
  return CHARGES[charge];
}

/** Money for one unit, to five digits: `$0.0464`; blank where nothing was used. */
export function unitPrice(locale: string, price: Decimal | null, currency: string | null): string {
  if (price === null) return "";
  const style = currency === null ? {} : ({ style: "currency", currency } as const);
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 15 };
  return new Intl.NumberFormat(locale, { ...style, ...digits }).format(Number(Number(price).toPrecision(5)));
}
