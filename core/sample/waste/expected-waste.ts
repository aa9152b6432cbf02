import type { SampleMonth } from "../calendar.ts";
import type { LineItem } from "../line-item.ts";
import type { SampleWorld } from "../world.ts";
import type { Paid, Plant, PlantedSums } from "./plant.ts";
import { plantOf, PLANTS } from "./waste.ts";

/** What one rule should find in one planted thing. */
export type ExpectedFinding = {
  readonly rule: string;
  readonly key: string;
  readonly account: string;
  /** Scaled by 10^18; null where the bill cannot tell it. */
  readonly saving: bigint | null;
};

/** FOCUS counts commitments and prices net of private discounts, CUR gross. */
export type MoneyView = "gross" | "net";

type Books = {
  readonly byPlant: ReadonlyMap<Plant, readonly LineItem[]>;
  readonly items: readonly LineItem[];
};

/** Digits the world has less than findings. */
const FINER = 10n ** 8n;

/** Works out what should be found in a month, from the line items themselves. */
export function expectedWaste(
  world: SampleWorld,
  month: SampleMonth,
  view: MoneyView,
): readonly ExpectedFinding[] {
  const before = world.months[world.months.indexOf(month) - 1];
  const now = booksOf(world, month);
  const past = before === undefined ? null : booksOf(world, before);
  return PLANTS.flatMap((plant) => {
    const sums = sumsOf(plant, now, past, view);
    return Object.entries(plant.fires).map(([rule, saving]) => ({
      rule,
      key: plant.key ?? plant.resource,
      account: world.organisation.accounts[plant.account].id,
      saving: saving(sums),
    }));
  });
}

function booksOf(world: SampleWorld, month: SampleMonth): Books {
  const items = [...world.lineItems(month)].filter(({ isUsage }) => isUsage);
  const byPlant = new Map<Plant, LineItem[]>();
  for (const item of items) {
    const plant = plantOf(item);
    if (plant === null) continue;
    const held = byPlant.get(plant);
    if (held === undefined) byPlant.set(plant, [item]);
    else held.push(item);
  }
  return { items, byPlant };
}

function sumsOf(plant: Plant, now: Books, past: Books | null, view: MoneyView): PlantedSums {
  const own = now.byPlant.get(plant) ?? [];
  const before = past?.byPlant.get(plant) ?? [];
  return {
    cost: (usageType) => paid(own.filter(isOf(usageType))).cost,
    usage: (usageType) => paid(own.filter(isOf(usageType))).usage,
    charged:
      own.reduce((sum, item) => sum + (view === "net" ? item.netUnblended : item.unblended), 0n) * FINER,
    costBefore: paid(before).cost,
    days: daysOf(own),
    daysBefore: daysOf(before),
    own: (service, usageType, region) =>
      paid(
        now.items
          .filter(isOf(usageType))
          .filter(
            ({ product }) =>
              product.service.code === service.code &&
              (region === undefined || product.region?.code === region),
          ),
      ),
  };
}

function isOf(usageType: RegExp | undefined): (item: LineItem) => boolean {
  return ({ product }) => usageType === undefined || usageType.test(product.usageType);
}

function paid(items: readonly LineItem[]): Paid {
  return {
    cost: items.reduce((sum, { netAmortized }) => sum + netAmortized, 0n) * FINER,
    usage: items.reduce((sum, { amount }) => sum + amount, 0n) * FINER,
  };
}

function daysOf(items: readonly LineItem[]): bigint {
  return BigInt(new Set(items.map(({ slot }) => slot.dayNumber)).size);
}
