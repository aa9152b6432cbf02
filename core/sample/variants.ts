import type { BillingPeriod } from "../time/period.ts";
import type { WorldOptions } from "./world.ts";

/** The same company with two subsidiaries that have payers and currencies of their own: US dollars, euros, yen. */
export function currencyWorlds(options: WorldOptions): readonly WorldOptions[] {
  const { seed, rows, scale = 1 } = options;
  const subsidiary = (organisation: "europe" | "japan", share: number): WorldOptions => ({
    ...options,
    seed: `${seed}-${organisation}`,
    organisation,
    ...(rows === undefined ? { scale: scale * share } : { rows: Math.round(rows * share) }),
  });
  return [options, subsidiary("europe", 0.4), subsidiary("japan", 0.25)];
}

/** The world in which these closed months are delivered a second time: write only them, after the first delivery. */
export function restatedWorld(options: WorldOptions, periods: readonly BillingPeriod[]): WorldOptions {
  return { ...options, restated: periods };
}

/** The same company with waste of every kind on its bill, and with things that only look like it. */
export function wasteWorld(options: WorldOptions): WorldOptions {
  return { ...options, waste: true };
}
