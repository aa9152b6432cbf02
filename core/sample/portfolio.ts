import { ONE } from "./amount.ts";
import { dayText, type SampleMonth } from "./calendar.ts";
import type { Reservation, SavingsPlan } from "./commitment.ts";
import { PAYER, type Account } from "./organisation.ts";
import { COMPUTE_OFFERS } from "./prices/compute.ts";
import { DATA_OFFERS } from "./prices/data.ts";
import type { Offer } from "./prices/offer.ts";
import { SERVICES } from "./prices/services.ts";
import { serviceProduct, type Product } from "./product.ts";
import { hexDigits, seedOf, uuid } from "./random.ts";
import { quantityOf, type Levels, type UsageLine } from "./usage-line.ts";

export type Portfolio = {
  readonly plans: readonly SavingsPlan[];
  readonly reservations: readonly Reservation[];
};

/** What the company reserves instances of. */
export const RESERVED_OFFERS: readonly Offer[] = [
  COMPUTE_OFFERS.c6iXl,
  DATA_OFFERS.postgresPair,
  DATA_OFFERS.postgresXl,
  DATA_OFFERS.cacheNode,
];

/** Whether a Savings Plan or a reservation may pay for a line. */
export function isCommitted(line: UsageLine): boolean {
  return line.product.planRate !== undefined || RESERVED_OFFERS.includes(line.group.offer);
}

const YEAR_DAYS = 365;
/** Savings Plans were bought for this share of a working day's eligible usage, so weekends leave some unused. */
const OLD_PLAN_PERCENT = 40n;
const NEW_PLAN_PERCENT = 32n;
const TENTH_OF_A_CENT = ONE / 1000n;

/** A company that pays everything on demand. */
export const NO_COMMITMENTS: Portfolio = { plans: [], reservations: [] };

/** What the company has committed to: two Savings Plans and four reservations. */
export function portfolioOf(
  seed: string,
  months: readonly SampleMonth[],
  lines: readonly UsageLine[],
  levels: Levels,
): Portfolio {
  const reservations = reservationsOf(seed, months, lines);
  const reserved = new Set(reservations.map((reservation) => reservation.product));
  const eligible = lines.filter((line) => line.product.planRate !== undefined && !reserved.has(line.product));
  const first = monthAt(months, 0);
  const second = monthAt(months, 1);
  return {
    reservations,
    plans: [
      plan(
        seed,
        "base",
        first.firstDay - 40,
        3,
        "No Upfront",
        (hourlyCost(eligible, first, levels) * OLD_PLAN_PERCENT) / 100n,
      ),
      plan(
        seed,
        "growth",
        second.firstDay,
        1,
        "Partial Upfront",
        (hourlyCost(eligible, second, levels) * NEW_PLAN_PERCENT) / 100n,
      ),
    ],
  };
}

function reservationsOf(
  seed: string,
  months: readonly SampleMonth[],
  lines: readonly UsageLine[],
): Reservation[] {
  const first = monthAt(months, 0).firstDay;
  const second = monthAt(months, 1).firstDay;
  const fourth = monthAt(months, 3).firstDay;
  const drafts: readonly ReservationDraft[] = [
    {
      offer: COMPUTE_OFFERS.c6iXl,
      startDay: second,
      years: 1,
      payment: "Partial Upfront",
      percent: 62n,
      spare: true,
    },
    {
      offer: DATA_OFFERS.postgresPair,
      startDay: first,
      years: 3,
      payment: "No Upfront",
      percent: 58n,
      spare: false,
    },
    {
      offer: DATA_OFFERS.postgresXl,
      startDay: fourth,
      years: 1,
      payment: "No Upfront",
      percent: 67n,
      spare: false,
    },
    {
      offer: DATA_OFFERS.cacheNode,
      startDay: first - 75,
      years: 3,
      payment: "All Upfront",
      percent: 48n,
      spare: false,
    },
  ];
  return drafts.flatMap((draft) => {
    const matching = lines.filter((line) => line.group.offer === draft.offer);
    const anchor = matching[0];
    if (anchor === undefined) return [];
    const ofProduct = matching.filter((line) => line.product === anchor.product);
    return [reservation(seed, draft, anchor, ofProduct.length)];
  });
}

type ReservationDraft = {
  readonly offer: Offer;
  readonly startDay: number;
  readonly years: 1 | 3;
  readonly payment: Reservation["paymentOption"];
  /** Effective price in percent of the on-demand price. */
  readonly percent: bigint;
  /** One in eight was bought too many. */
  readonly spare: boolean;
};

function reservation(seed: string, draft: ReservationDraft, anchor: UsageLine, copies: number): Reservation {
  const { product, account } = anchor;
  const units = draft.spare ? copies + Math.max(1, Math.floor(copies / 8)) : copies;
  const endDay = draft.startDay + draft.years * YEAR_DAYS;
  const effective = (product.rate * draft.percent) / 100n;
  const amortizedPerHour = tidy((effective * upfrontPercent(draft.payment)) / 100n);
  const id = uuid(seedOf(`${seed}|reservation|${product.usageType}`));
  return {
    arn: reservationArn(product, account, id),
    subscriptionId: String(parseInt(hexDigits(seedOf(id), 9), 16)),
    owner: account,
    product,
    units,
    startDay: draft.startDay,
    endDay,
    start: dayText(draft.startDay),
    end: dayText(endDay),
    paymentOption: draft.payment,
    recurringPerHour: draft.payment === "All Upfront" ? 0n : tidy(effective - amortizedPerHour),
    amortizedPerHour,
    upfrontFee: amortizedPerHour * BigInt(units * draft.years * YEAR_DAYS * 24),
  };
}

function upfrontPercent(payment: Reservation["paymentOption"]): bigint {
  return payment === "All Upfront" ? 100n : payment === "Partial Upfront" ? 50n : 0n;
}

function reservationArn(product: Product, owner: Account, id: string): string {
  const region = product.region?.code ?? "us-east-1";
  switch (product.service.code) {
    case "AmazonRDS":
      return `arn:aws:rds:${region}:${owner.id}:ri:ri-${id.slice(0, 18)}`;
    case "AmazonElastiCache":
      return `arn:aws:elasticache:${region}:${owner.id}:reserved-instance:ri-${id.slice(0, 18)}`;
    default:
      return `arn:aws:ec2:${region}:${owner.id}:reserved-instances/${id}`;
  }
}

function plan(
  seed: string,
  name: string,
  startDay: number,
  years: 1 | 3,
  paymentOption: SavingsPlan["paymentOption"],
  wantedPerHour: bigint,
): SavingsPlan {
  const endDay = startDay + years * YEAR_DAYS;
  const half = tidyMoney(wantedPerHour / 2n);
  const amortizedPerHour = paymentOption === "Partial Upfront" ? half : 0n;
  const id = uuid(seedOf(`${seed}|plan|${name}`));
  const term = `${years}yr` as const;
  return {
    arn: `arn:aws:savingsplans::${PAYER.id}:savingsplan/${id}`,
    id,
    startDay,
    endDay,
    start: dayText(startDay),
    end: dayText(endDay),
    term,
    paymentOption,
    recurringPerHour: paymentOption === "Partial Upfront" ? half : half * 2n,
    amortizedPerHour,
    upfrontFee: amortizedPerHour * BigInt(years * YEAR_DAYS * 24),
    product: serviceProduct(SERVICES.savingsPlans, `ComputeSP:${term}${paymentOption.replace(" ", "")}`),
  };
}

/** What eligible usage of a Wednesday costs an hour at Savings Plans rates. */
function hourlyCost(lines: readonly UsageLine[], month: SampleMonth, levels: Levels): bigint {
  const wednesday = month.days.find((day) => day.slot.weekday === 3) ?? month.days[0];
  if (wednesday === undefined) return ONE;
  const daily = lines.reduce((sum, line) => {
    const quantity = quantityOf(line, month, wednesday.slot, levels);
    return sum + (quantity * (line.product.planRate ?? 0n)) / ONE;
  }, 0n);
  return daily / 24n;
}

function tidyMoney(value: bigint): bigint {
  const tidied = (value / TENTH_OF_A_CENT) * TENTH_OF_A_CENT;
  return tidied > 0n ? tidied : TENTH_OF_A_CENT;
}

/** Four digits, as reservation prices have. */
function tidy(value: bigint): bigint {
  return (value / 1_000_000n) * 1_000_000n;
}

function monthAt(months: readonly SampleMonth[], index: number): SampleMonth {
  const month = months[Math.min(index, months.length - 1)];
  if (month === undefined) throw new Error("a sample world needs at least one month");
  return month;
}
