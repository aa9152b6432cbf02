import { currencyWorlds, restatedWorld, wasteWorld } from "#core/sample/variants.ts";
import type { WorldOptions } from "#core/sample/world.ts";
import { addMonths, type BillingPeriod } from "#core/time/period.ts";
import { UsageError } from "./usage.ts";

/** What a sample may have besides what the usual company has. */
export const SAMPLE_EXTRAS = [
  "split-costs",
  "discount-columns",
  "currencies",
  "restatement",
  "waste",
] as const;
export type SampleExtra = (typeof SAMPLE_EXTRAS)[number];

/** One report's delivery to write, and the folder below the sample's it goes to. */
export type SampleDelivery = {
  readonly folder: string;
  readonly world: WorldOptions;
  /** Only these months; all without. */
  readonly months?: readonly BillingPeriod[];
};

/** Reads `--with A,B`. */
export function sampleExtras(text: string | undefined): ReadonlySet<SampleExtra> {
  const names = (text ?? "").split(",").filter((name) => name !== "");
  return new Set(
    names.map((name) => {
      const found = SAMPLE_EXTRAS.find((extra) => extra === name.trim().toLowerCase());
      if (found === undefined)
        throw new UsageError(`--with knows ${SAMPLE_EXTRAS.join(", ")}, not "${name}"`);
      return found;
    }),
  );
}

/** What is to be written for a world with its extras, in this order. */
export function sampleDeliveries(
  usual: WorldOptions,
  extras: ReadonlySet<SampleExtra>,
): readonly SampleDelivery[] {
  const plain: WorldOptions = {
    ...usual,
    splitCosts: usual.splitCosts === true || extras.has("split-costs"),
    discounts: extras.has("discount-columns") ? "columns" : "rows",
  };
  const world = extras.has("waste") ? wasteWorld(plain) : plain;
  const worlds = extras.has("currencies") ? currencyWorlds(world) : [world];
  if (!extras.has("restatement")) return worlds.map((one) => ({ folder: "", world: one }));
  const months = [addMonths(world.lastPeriod, world.months > 1 ? -1 : 0)];
  return [
    ...worlds.map((one) => ({ folder: "first", world: one })),
    ...worlds.map((one) => ({ folder: "second", world: restatedWorld(one, months), months })),
  ];
}
