import type { AccountKey, RegionCode } from "../organisation.ts";
import type { Offer, Service } from "../prices/offer.ts";

/** One thing a planted resource is charged for. */
export type PlantedLine = {
  readonly offer: Offer;
  /** Units a day; from the hours of a day where `perHour` is given. */
  readonly perDay: number;
  /** Units of each hour, for what only hours tell; the month has to come hour by hour. */
  readonly perHour?: (hour: number) => number;
  /** Times as much for every month the month is newer than the newest but one: growth. */
  readonly growth?: number;
};

export type Paid = { readonly cost: bigint; readonly usage: bigint };

/** Sums of a planted resource in one month, scaled by 10^18, and what the whole bill pays for other things. */
export type PlantedSums = {
  readonly cost: (usageType?: RegExp) => bigint;
  readonly usage: (usageType?: RegExp) => bigint;
  /** What usage was charged, in the view of the report. */
  readonly charged: bigint;
  /** The same of the month before. */
  readonly costBefore: bigint;
  readonly days: bigint;
  readonly daysBefore: bigint;
  /** Net cost and usage of all that a service charges for such a usage type, in a Region or anywhere. */
  readonly own: (service: Service, usageType: RegExp, region?: RegionCode) => Paid;
};

/** Savings a rule should find; null where the bill cannot tell them. */
export type ExpectedSaving = (sums: PlantedSums) => bigint | null;

/**
 * Something put on the bill on purpose: waste, with what each rule should make of it, or a look-alike that no rule may take for
 * waste. A rule that is not named must find nothing.
 */
export type Plant = {
  readonly name: string;
  readonly account: AccountKey;
  readonly region: RegionCode;
  /** Empty where AWS names none. */
  readonly resource: string;
  readonly lines: readonly PlantedLine[];
  readonly fires: Readonly<Record<string, ExpectedSaving>>;
  /** What the finding is called where that is not the resource. */
  readonly key?: string;
  /** Months before the newest one in which it is there already. */
  readonly monthsBefore?: number;
  readonly isUntagged?: boolean;
};

export function planted(
  name: string,
  place: readonly [account: AccountKey, region: RegionCode],
  resource: string,
  lines: readonly PlantedLine[],
  fires: Plant["fires"] = {},
  more: Pick<Plant, "key" | "monthsBefore" | "isUntagged"> = {},
): Plant {
  const [account, region] = place;
  return { name, account, region, resource, lines, fires, ...more };
}

type Terms = {
  readonly operation?: string;
  readonly unit?: string;
  readonly instance?: string;
  readonly isGlobal?: boolean;
};

export function sold(service: Service, usageType: string, rate: string, terms: Terms = {}): Offer {
  const { operation = "", unit = "Hrs", instance, isGlobal } = terms;
  return {
    service,
    usageType,
    operation,
    unit,
    rate,
    per: unit,
    family: "Planted",
    ...(instance === undefined ? {} : { attributes: { instanceType: instance } }),
    ...(isGlobal === undefined ? {} : { isGlobal }),
  };
}

export function line(
  offer: Offer,
  perDay: number,
  more: Pick<PlantedLine, "perHour" | "growth"> = {},
): PlantedLine {
  return { offer, perDay, ...more };
}

const ONE = 10n ** 18n;

/** A part in ten thousandths: `part(x, 2_000)` is 20 %. */
export function part(amount: bigint, tenThousandths: number): bigint {
  return (amount * BigInt(tenThousandths)) / 10_000n;
}

/** Amount at the price that others pay, cut at the last digit: first the price, then the product. */
export function atPriceOf(usage: bigint, { cost, usage: used }: Paid): bigint {
  return used === 0n ? 0n : (usage * ((cost * ONE) / used)) / ONE;
}

export const all: ExpectedSaving = ({ cost }) => cost();
export const unknown: ExpectedSaving = () => null;
export function share(tenThousandths: number): ExpectedSaving {
  return ({ cost }) => part(cost(), tenThousandths);
}
