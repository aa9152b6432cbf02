import { amountOf, rounded } from "../amount.ts";
import type { SampleMonth, Slot } from "../calendar.ts";
import type { LineItem } from "../line-item.ts";
import type { Organisation } from "../organisation.ts";
import { productOf, type Product } from "../product.ts";
import { characters, seedOf } from "../random.ts";
import { usageItem } from "../usage-charges.ts";
import { COMPUTE_PLANTS } from "./compute-plants.ts";
import { DATA_PLANTS } from "./data-plants.ts";
import { NETWORK_PLANTS } from "./network-plants.ts";
import type { Plant, PlantedLine } from "./plant.ts";
import { PEOPLE_PLANTS } from "./people-plants.ts";
import { PLATFORM_PLANTS } from "./platform-plants.ts";
import { STORAGE_PLANTS } from "./storage-plants.ts";

/** Waste of every kind, and what only looks like it. */
export const PLANTS: readonly Plant[] = [
  ...COMPUTE_PLANTS,
  ...STORAGE_PLANTS,
  ...NETWORK_PLANTS,
  ...DATA_PLANTS,
  ...PLATFORM_PLANTS,
  ...PEOPLE_PLANTS,
];

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const PLACES = 6;

/** What the plants add to the bill of a month. */
export function* wasteItems(month: SampleMonth): Generator<LineItem, void> {
  for (const plant of PLANTS)
    if (month.age <= (plant.monthsBefore ?? 1))
      for (const [at, line] of plant.lines.entries()) yield* lineItems(plant, line, at, month);
}

/** The plant a line item belongs to: by its resource, else by what it is charged for and where. */
export function plantOf(item: LineItem): Plant | null {
  return PLANTS.find((plant) => isOf(plant, item)) ?? null;
}

function isOf({ account, region, resource, lines }: Plant, item: LineItem): boolean {
  if (resource !== "") return item.resourceId === resource;
  if (item.resourceId !== "" || item.type !== "Usage") return false;
  const isThere = item.product.region === undefined || item.product.region.code === region;
  return (
    isThere &&
    account === ACCOUNT_KEYS.get(item.account.id) &&
    lines.some(({ offer }) => item.product.usageType.endsWith(offer.usageType))
  );
}

const ACCOUNT_KEYS: ReadonlyMap<string, Plant["account"]> = new Map([
  ["730248159604", "management"],
  ["048172263915", "security"],
  ["261590437718", "shared"],
]);

function* lineItems(
  { account: key, region, resource, isUntagged, name }: Plant,
  line: PlantedLine,
  at: number,
  month: SampleMonth,
): Generator<LineItem, void> {
  const account = month.organisation.accounts[key];
  const facts = {
    account,
    product: productIn(month.organisation, line, region),
    resourceId: resource,
    zone: "",
    tags: isUntagged === true ? {} : { "user:app": "waste", "user:env": account.environment },
    usageId: characters(seedOf(`waste|${name}|${at}`), 52, ID_ALPHABET),
  };
  const grown = (line.growth ?? 1) ** (1 - month.age);
  for (const day of month.days)
    for (const [slot, units] of slotsOf(line, day, month)) {
      const amount = rounded(units * grown, PLACES);
      if (amount > 0n) yield usageItem(facts, slot, amount);
    }
}

function slotsOf(
  { perDay, perHour }: PlantedLine,
  day: SampleMonth["days"][number],
  { isHourly }: SampleMonth,
): readonly (readonly [Slot, number])[] {
  if (perHour === undefined || !isHourly) return [[day.slot, perDay]];
  return day.hours.map((slot) => [slot, perHour(slot.hour ?? 0)]);
}

/** Priced alike in every Region, so that savings come out as planned. */
function productIn(organisation: Organisation, { offer }: PlantedLine, region: Plant["region"]): Product {
  const product = productOf(offer, organisation, region);
  if (offer.spotPercent !== undefined) return product;
  const rate = amountOf(offer.rate);
  return { ...product, rate, publicRate: rate };
}
