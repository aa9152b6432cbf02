import type { SampleMonth } from "./calendar.ts";
import { planRateOf, type Reservation, type SavingsPlan } from "./commitment.ts";
import type { Organisation } from "./organisation.ts";
import { COMPUTE_OFFERS } from "./prices/compute.ts";
import { DATA_OFFERS } from "./prices/data.ts";
import type { Offer } from "./prices/offer.ts";
import { reservation, type ReservationDraft } from "./reservation.ts";
import { INSTANCE_PLACE, planOf, type PlanDraft, wantedCommitment } from "./savings-plan.ts";
import type { FleetSpan, Levels, UsageLine } from "./usage-line.ts";

export type Portfolio = {
  readonly plans: readonly SavingsPlan[];
  readonly reservations: readonly Reservation[];
};

/** What the company reserves instances of. */
export const RESERVED_OFFERS: readonly Offer[] = [
  COMPUTE_OFFERS.c6iXl,
  DATA_OFFERS.postgresPair,
  DATA_OFFERS.postgresXl,
  DATA_OFFERS.postgres4xl,
  DATA_OFFERS.cacheNode,
  DATA_OFFERS.searchNode,
  DATA_OFFERS.warehouseNode,
];

/** A company that pays everything on demand. */
export const NO_COMMITMENTS: Portfolio = { plans: [], reservations: [] };

/** How much a company commits to: small samples have no room for the fees of every plan. */
export type Appetite = "none" | "few" | "all";

/** Whether a Savings Plan or a reservation may pay for a line. */
export function isCommitted(line: UsageLine): boolean {
  return Object.keys(line.product.planRates).length > 0 || RESERVED_OFFERS.includes(line.group.offer);
}

/** Lines enough for every commitment to be used. */
export function committedAnchors(lines: readonly UsageLine[]): ReadonlySet<UsageLine> {
  const compute = lines.filter((line) => line.product.planRates.ComputeSavingsPlans !== undefined);
  const others = [
    ...RESERVED_OFFERS.map((offer) => lines.find((line) => line.group.offer === offer)),
    lines.find((line) => line.product.planRates.SageMakerSavingsPlans !== undefined),
    compute.find(
      ({ product }) =>
        product.region === INSTANCE_PLACE.region &&
        product.attributes["instanceTypeFamily"] === INSTANCE_PLACE.family,
    ),
  ];
  return new Set([...compute.slice(0, 2), ...others.filter((line) => line !== undefined)]);
}

/** How many plans charge a fee in every interval. */
export function plansOf(appetite: Appetite): number {
  return { none: 0, few: 2, all: 4 }[appetite];
}

export type PortfolioParts = {
  readonly seed: string;
  readonly organisation: Organisation;
  readonly appetite: Appetite;
  readonly months: readonly SampleMonth[];
  readonly span: FleetSpan;
  readonly lines: readonly UsageLine[];
  readonly levels: Levels;
};

/** What the company has committed to. */
export function portfolioOf(parts: PortfolioParts): Portfolio {
  if (parts.appetite === "none") return NO_COMMITMENTS;
  const { seed, lines } = parts;
  const reservations = reservationDrafts(parts).flatMap((draft) => reservation(seed, draft, lines));
  const reserved = new Set(reservations.map(({ product }) => product));
  const unreserved = lines.filter(({ product }) => !reserved.has(product));
  const plans = planDrafts(parts).map((draft) => {
    const covered = unreserved.filter(({ product }) => planRateOf(draft, product) !== undefined);
    return planOf(seed, draft, wantedCommitment(draft, covered, parts.levels));
  });
  return { reservations, plans };
}

/** Of every kind and payment option; those tied to a family come first, as AWS applies them. */
function planDrafts({ appetite, months, span, organisation }: PortfolioParts): readonly PlanDraft[] {
  const [first, second, third, fifth] = [0, 1, 2, 4].map((index) => monthAt(months, index));
  if (first === undefined || second === undefined || third === undefined || fifth === undefined) return [];
  const { accounts, payer } = organisation;
  const everywhere = { kind: "ComputeSavingsPlans", owner: payer, place: undefined } as const;
  const base = { name: "base", startDay: first.firstDay - 40, sizedIn: first, years: 3 } as const;
  const growth = { name: "growth", startDay: second.firstDay, sizedIn: second, years: 1 } as const;
  if (appetite === "few")
    return [
      { ...everywhere, ...base, paymentOption: "No Upfront", percent: 40n },
      { ...everywhere, ...growth, paymentOption: "Partial Upfront", percent: 32n },
    ];
  return [
    {
      name: "instances",
      kind: "EC2InstanceSavingsPlans",
      owner: accounts.shared,
      place: INSTANCE_PLACE,
      startDay: span.lastDay + EXPIRES_SOON_DAYS - YEAR_DAYS,
      sizedIn: first,
      years: 1,
      paymentOption: "All Upfront",
      percent: 45n,
    },
    {
      name: "learning",
      kind: "SageMakerSavingsPlans",
      owner: accounts.data,
      place: undefined,
      startDay: fifth.firstDay,
      sizedIn: fifth,
      years: 1,
      paymentOption: "No Upfront",
      percent: 130n,
    },
    { ...everywhere, ...base, paymentOption: "No Upfront", percent: 36n },
    { ...everywhere, ...growth, paymentOption: "Partial Upfront", percent: 28n },
    {
      ...everywhere,
      name: "returned",
      startDay: third.firstDay + 2,
      sizedIn: third,
      years: 3,
      paymentOption: "All Upfront",
      percent: 2n,
      isReturned: true,
    },
  ];
}

const YEAR_DAYS = 365;
const EXPIRES_SOON_DAYS = 60;

/** Of every payment option; one ends in the months shown, one soon after, and some are not wholly used. */
function reservationDrafts({ appetite, months, span }: PortfolioParts): readonly ReservationDraft[] {
  const [first, second, fourth, sixth] = [0, 1, 3, 5].map((index) => monthAt(months, index).firstDay);
  if (first === undefined || second === undefined || fourth === undefined || sixth === undefined) return [];
  const few: readonly ReservationDraft[] = [
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
  if (appetite === "few") return few;
  return [
    ...few,
    {
      offer: DATA_OFFERS.postgres4xl,
      startDay: Math.max(span.lastDay - 110, first + 9) - YEAR_DAYS,
      years: 1,
      payment: "Partial Upfront",
      percent: 63n,
      spare: false,
    },
    {
      offer: DATA_OFFERS.searchNode,
      startDay: span.lastDay + 35 - YEAR_DAYS,
      years: 1,
      payment: "All Upfront",
      percent: 61n,
      spare: true,
    },
    {
      offer: DATA_OFFERS.warehouseNode,
      startDay: sixth,
      years: 1,
      payment: "All Upfront",
      percent: 66n,
      spare: false,
    },
  ];
}

function monthAt(months: readonly SampleMonth[], index: number): SampleMonth {
  const month = months[Math.min(index, months.length - 1)];
  if (month === undefined) throw new Error("a sample world needs at least one month");
  return month;
}
