import { amountOf, fixedText } from "./amount.ts";
import { REGIONS, type Organisation, type Region, type RegionCode } from "./organisation.ts";
import type { Offer, PlanKind, Service } from "./prices/offer.ts";
import { characters, hexDigits, seedOf } from "./random.ts";

/** An offer in a region: everything of a line item that does not change from row to row. */
export type Product = {
  readonly service: Service;
  readonly region: Region | undefined;
  readonly usageType: string;
  readonly operation: string;
  readonly unit: string;
  readonly rate: bigint;
  /** List price; above the rate only for Spot. */
  readonly publicRate: bigint;
  /** Savings Plans rates, by the kinds of plans that apply. */
  readonly planRates: Readonly<Partial<Record<PlanKind, bigint>>>;
  /** Digits a quantity may have when a plan covers a part of it. */
  readonly coveredPlaces: number;
  readonly description: string;
  readonly normalization: string;
  readonly sku: string;
  readonly rateId: string;
  /** `product/<key>` cells. */
  readonly attributes: Readonly<Record<string, string>>;
};

const SKU_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const COARSE_RATE = 10_000_000n;

/** Gives each offer its regional price, usage type and attributes. */
export function productOf(
  offer: Offer,
  { currency, exchangePercent }: Pick<Organisation, "currency" | "exchangePercent">,
  regionCode: RegionCode,
  toRegion?: RegionCode,
): Product {
  const region = offer.isGlobal === true ? undefined : REGIONS[regionCode];
  const target = toRegion === undefined ? undefined : REGIONS[toRegion];
  const usageType = usageTypeOf(offer, region, target);
  const listRate = regionalRate(amountOf(offer.rate), region, exchangePercent);
  const rate = offer.spotPercent === undefined ? listRate : tidyRate((listRate * offer.spotPercent) / 100n);
  const seed = seedOf(`${offer.service.code}|${usageType}|${offer.operation}|${regionCode}`);
  const sku = characters(seed, 16, SKU_ALPHABET);
  return {
    service: offer.service,
    region,
    usageType,
    operation: offer.operation,
    unit: offer.unit,
    rate,
    publicRate: listRate,
    planRates: planRatesOf(offer, listRate),
    coveredPlaces: Math.min(offer.places ?? 2, 2),
    description: `${currency === "USD" ? "$" : `${currency} `}${shortPrice(rate)} per ${offer.per}`,
    normalization: offer.normalization ?? "",
    sku,
    rateId: `${parseInt(hexDigits(seed, 10), 16)}`,
    attributes: attributesOf(offer, { region, target, usageType, sku }),
  };
}

/** A product for charges on a whole service: tax, credit, discount, support. */
export function serviceProduct(service: Service, usageType = ""): Product {
  const sku = characters(seedOf(`${service.code}|${usageType}`), 16, SKU_ALPHABET);
  return {
    service,
    region: undefined,
    usageType,
    operation: "",
    unit: "",
    rate: 0n,
    publicRate: 0n,
    planRates: {},
    coveredPlaces: 0,
    description: "",
    normalization: "",
    sku,
    rateId: "",
    attributes: { ProductName: service.name, servicecode: service.code, usagetype: usageType },
  };
}

function usageTypeOf(offer: Offer, region: Region | undefined, target: Region | undefined): string {
  if (!offer.usageType.includes("{from}")) return (region?.prefix ?? "") + offer.usageType;
  return offer.usageType.replace("{from}", region?.short ?? "").replace("{to}", target?.short ?? "");
}

function regionalRate(rate: bigint, region: Region | undefined, exchangePercent: bigint): bigint {
  const percent = (region?.pricePercent ?? 100n) * exchangePercent;
  return percent === 10_000n ? rate : tidyRate((rate * percent) / 10_000n);
}

/** Prices above a tenth of a cent have at most six digits, as on real price lists. */
function tidyRate(rate: bigint): bigint {
  return rate >= COARSE_RATE ? (rate / 10_000n) * 10_000n : rate;
}

function planRatesOf(offer: Offer, rate: bigint): Product["planRates"] {
  const places = offer.places ?? 0;
  return Object.fromEntries(
    Object.entries(offer.planPercents ?? {}).map(([kind, percent]) => [
      kind,
      planRate(rate, percent, places),
    ]),
  );
}

/** Few enough digits that covered cost and its share of a private discount stay exact. */
function planRate(rate: bigint, percent: bigint, places: number): bigint {
  const reduced = (rate * percent) / 100n;
  if (places > 2) return (reduced / 1_000_000n) * 1_000_000n;
  return rate >= COARSE_RATE ? tidyRate(reduced) : (reduced / 100n) * 100n;
}

function shortPrice(rate: bigint): string {
  const text = fixedText(rate).replace(/0+$/, "");
  return text.endsWith(".") ? `${text}00` : text;
}

function attributesOf(
  offer: Offer,
  names: { region: Region | undefined; target: Region | undefined; usageType: string; sku: string },
): Readonly<Record<string, string>> {
  const { region, target, usageType, sku } = names;
  const isTransfer = offer.attributes?.["transferType"] !== undefined && region !== undefined;
  const place: Record<string, string> =
    region === undefined
      ? {}
      : {
          location: region.location,
          locationType: "AWS Region",
          region: region.code,
          regionCode: region.code,
        };
  const from: Record<string, string> = isTransfer
    ? { fromLocation: region.location, fromRegionCode: region.code }
    : {};
  const to: Record<string, string> =
    target === undefined ? {} : { toLocation: target.location, toRegionCode: target.code };
  return {
    ProductName: offer.service.name,
    operation: offer.operation,
    productFamily: offer.family,
    servicecode: offer.serviceCode ?? offer.service.code,
    servicename: offer.serviceCode === undefined ? offer.service.name : "AWS Data Transfer",
    sku,
    usagetype: usageType,
    ...place,
    ...from,
    ...to,
    ...offer.attributes,
  };
}
