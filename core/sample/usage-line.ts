import { rounded } from "./amount.ts";
import type { SampleMonth, Slot } from "./calendar.ts";
import { FLEET, type FleetGroup } from "./fleet.ts";
import type { TagSet } from "./line-item.ts";
import { APPS, type Account, type Organisation } from "./organisation.ts";
import { productOf, type Product } from "./product.ts";
import { characters, chance, hexDigits, seedOf } from "./random.ts";
import { meteredHours, runningHours, trendLevel, type Trend } from "./rhythm.ts";
import { tagsOf } from "./tagging.ts";

/** One resource and one thing it is charged for. */
export type UsageLine = {
  readonly seed: number;
  readonly group: FleetGroup;
  /** Which copy of the group it is, and of how many. */
  readonly copy: number;
  readonly copies: number;
  readonly product: Product;
  readonly account: Account;
  readonly tags: TagSet;
  readonly resourceId: string;
  readonly zone: string;
  /** Line item ids: AWS repeats them every hour, only id and interval together are unique. */
  readonly usageId: string;
  readonly reservedId: string;
  readonly bornDay: number;
};

/** Levels of the trends by day, worked out once. */
export type Levels = (trend: Trend, month: SampleMonth, dayNumber: number) => number;

/** Whose fleet it is, from which numbers it is drawn, and when it runs. */
export type FleetParts = {
  readonly seed: string;
  readonly organisation: Organisation;
  readonly span: FleetSpan;
};

export type FleetSpan = { readonly firstDay: number; readonly lastDay: number };

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LEAK_DAYS = 300;
const YOUNG_SHARE = 0.25;
const STORED_PLACES = 6;

/** All resources of the company, `scale` times the usual fleet; those a plan covers first, best discount first. */
export function usageLines({ seed, organisation, span }: FleetParts, scale: number): readonly UsageLine[] {
  const products = new Map<string, Product>();
  const tagSets = new Map<string, TagSet>();
  const lines = FLEET.flatMap((group, groupIndex) => {
    const count = copies(group, groupIndex, scale);
    return Array.from({ length: count }, (_, copy) =>
      usageLine({
        group,
        groupSeed: seedOf(`${seed}|${groupIndex}`),
        organisation,
        copy,
        count,
        span,
        products,
        tagSets,
      }),
    );
  });
  return lines.sort((a, b) => coverageOrder(a) - coverageOrder(b));
}

/** Quantity of a line in a slot; zero when it did not run. */
export function quantityOf(line: UsageLine, month: SampleMonth, slot: Slot, levels: Levels): bigint {
  if (slot.dayNumber < line.bornDay) return 0n;
  const { offer, shape, trend, level, count } = line.group;
  if (offer.isInstance === true) return rounded(runningHours(shape, slot, line.seed), 0);
  const trendOfCopy = trend === "leaking" && count > 2 ? "steady" : trend;
  const base = level * levels(trendOfCopy, month, slot.dayNumber);
  if (offer.isStored !== true) {
    return rounded(base * meteredHours(shape, slot, line.seed), offer.places ?? STORED_PLACES);
  }
  const wobble = 0.995 + 0.01 * chance(line.seed, slot.dayNumber);
  return rounded((base * wobble * slot.hours) / month.hoursInMonth, offer.places ?? STORED_PLACES);
}

/** Trend levels, remembered by trend and day. */
export function trendLevels(lastDay: number): Levels {
  const known = new Map<string, number>();
  return (trend, month, dayNumber) => {
    const key = `${trend}${dayNumber}`;
    const level = known.get(key) ?? trendLevel(trend, month, dayNumber, lastDay);
    known.set(key, level);
    return level;
  };
}

/** At least one copy, so that a small world has every service; fractions are spread over the groups. */
function copies(group: FleetGroup, groupIndex: number, scale: number): number {
  const wanted = group.count * scale;
  const spread = (groupIndex * 0.618_033_99) % 1;
  return Math.max(1, Math.floor(wanted + spread));
}

function coverageOrder(line: UsageLine): number {
  const percent = line.group.offer.planPercents?.ComputeSavingsPlans;
  return percent === undefined ? 1_000 : Number(percent);
}

type Draft = {
  readonly group: FleetGroup;
  readonly groupSeed: number;
  readonly organisation: Organisation;
  readonly copy: number;
  readonly count: number;
  readonly span: FleetSpan;
  readonly products: Map<string, Product>;
  readonly tagSets: Map<string, TagSet>;
};

function usageLine(draft: Draft): UsageLine {
  const { group, copy, products, tagSets } = draft;
  const { offer, region, toRegion } = group;
  const seed = seedOf(`${draft.groupSeed}|${copy}`);
  const account = draft.organisation.accounts[group.account];
  const tags = tagsOf(seed, account, group.app);
  return {
    seed,
    group,
    copy,
    copies: draft.count,
    account,
    product: shared(
      products,
      `${offer.service.code}|${offer.usageType}|${offer.operation}|${region}|${toRegion}`,
      () => productOf(offer, draft.organisation, region, toRegion),
    ),
    tags: shared(tagSets, JSON.stringify(tags), () => tags),
    resourceId: resourceIdOf(group, account, copy, seed),
    zone: offer.hasZone === true ? `${region}${"abc".charAt(copy % 3)}` : "",
    usageId: characters(seed + 1, 52, ID_ALPHABET),
    reservedId: characters(seed + 3, 52, ID_ALPHABET),
    bornDay: bornDayOf(draft, seed),
  };
}

function shared<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** A growing fleet gets new members over time; a leak gets one more forgotten volume every few days. */
function bornDayOf(draft: Draft, seed: number): number {
  const { group, copy, count, span } = draft;
  if (group.trend === "leaking" && group.count > 2) {
    return span.lastDay - Math.round(LEAK_DAYS * (1 - copy / count));
  }
  const isYoung =
    group.trend === "growing" && group.offer.isInstance === true && copy >= count * (1 - YOUNG_SHARE);
  return isYoung ? span.firstDay + Math.floor(chance(seed, 9) * (span.lastDay - span.firstDay)) : 0;
}

function resourceIdOf(group: FleetGroup, account: Account, copy: number, seed: number): string {
  const pattern: string = group.offer.resource ?? "";
  return pattern
    .replaceAll("{region}", group.region)
    .replaceAll("{account}", account.id)
    .replaceAll("{app}", APPS[group.app].name)
    .replaceAll("{env}", account.environment)
    .replaceAll("{hex}", hexDigits(seed, 16))
    .replaceAll("{n}", String(copy + 1).padStart(2, "0"));
}
