import { dayText } from "./calendar.ts";
import type { PaymentOption, Reservation } from "./commitment.ts";
import type { Account } from "./organisation.ts";
import type { Offer } from "./prices/offer.ts";
import type { Product } from "./product.ts";
import { hexDigits, seedOf, uuid } from "./random.ts";
import type { UsageLine } from "./usage-line.ts";

/** A wish for reserved instances of an offer, where most of them run. */
export type ReservationDraft = {
  readonly offer: Offer;
  readonly startDay: number;
  readonly years: 1 | 3;
  readonly payment: PaymentOption;
  /** Effective price in percent of the on-demand price. */
  readonly percent: bigint;
  /** One in eight was bought too many. */
  readonly spare: boolean;
};

const YEAR_DAYS = 365;

/** Reserves as many units as there are; none where the company does not run the offer. */
export function reservation(
  seed: string,
  draft: ReservationDraft,
  lines: readonly UsageLine[],
): readonly Reservation[] {
  const matching = lines.filter((line) => line.group.offer === draft.offer);
  const anchor = matching[0];
  if (anchor === undefined) return [];
  const copies = matching.filter((line) => line.product === anchor.product).length;
  const { product, account } = anchor;
  const units = draft.spare ? copies + Math.max(1, Math.floor(copies / 8)) : copies;
  const endDay = draft.startDay + draft.years * YEAR_DAYS;
  const effective = (product.rate * draft.percent) / 100n;
  const amortizedPerHour = tidy((effective * upfrontPercent(draft.payment)) / 100n);
  const id = uuid(seedOf(`${seed}|reservation|${product.usageType}`));
  return [
    {
      arn: reservationArn(product, account, id),
      subscriptionId: String(parseInt(hexDigits(seedOf(id), 9), 16)),
      owner: account,
      product,
      units,
      startDay: draft.startDay,
      endDay,
      start: dayText(draft.startDay),
      end: dayText(endDay),
      term: `${draft.years}yr`,
      paymentOption: draft.payment,
      recurringPerHour: draft.payment === "All Upfront" ? 0n : tidy(effective - amortizedPerHour),
      amortizedPerHour,
      upfrontFee: amortizedPerHour * BigInt(units * draft.years * YEAR_DAYS * 24),
    },
  ];
}

function upfrontPercent(payment: PaymentOption): bigint {
  return payment === "All Upfront" ? 100n : payment === "Partial Upfront" ? 50n : 0n;
}

function reservationArn(product: Product, owner: Account, id: string): string {
  const region = product.region?.code ?? "us-east-1";
  switch (product.service.code) {
    case "AmazonRDS":
      return `arn:aws:rds:${region}:${owner.id}:ri:ri-${id.slice(0, 18)}`;
    case "AmazonElastiCache":
      return `arn:aws:elasticache:${region}:${owner.id}:reserved-instance:ri-${id.slice(0, 18)}`;
    case "AmazonES":
      return `arn:aws:es:${region}:${owner.id}:reserved-instances/${id}`;
    case "AmazonRedshift":
      return `arn:aws:redshift:${region}:${owner.id}:reservednode:${id}`;
    default:
      return `arn:aws:ec2:${region}:${owner.id}:reserved-instances/${id}`;
  }
}

/** Four digits, as reservation prices have. */
function tidy(value: bigint): bigint {
  return (value / 1_000_000n) * 1_000_000n;
}
