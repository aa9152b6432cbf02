import { formatScaled, ratio, scaledOf, type Decimal } from "../money/decimal.ts";
import type { ContainerCost, ResourcePart } from "./container.ts";

/** Where the money of containers on instances goes. All but `idle` is exact; `idle` is cut at eighteen digits. */
export type Efficiency = {
  /** Part of the split cost for what was reserved and not used; null where reports do not tell use. */
  readonly idle: Decimal | null;
  /** Share of the cost, unused parts included, that paid for what was really used; null where nothing can be told. */
  readonly share: number | null;
};

/**
 * A resource's split cost is for the larger of reserved and used, hour by hour. The share of it that was only reserved is
 * `1 - used / allocated`. Fargate is left out: its bill does not tell what was used.
 */
export function efficiencyOf({ split, unused, resources }: ContainerCost): Efficiency {
  const told = resources.filter(({ used, allocated }) => used !== null && allocated !== null);
  const whole = scaledOf(split) + scaledOf(unused);
  if (told.length === 0 || whole <= 0n) return { idle: null, share: null };
  const idle = told.reduce((sum, part) => sum + idleOf(part), 0n);
  return {
    idle: formatScaled(idle),
    share: ratio(formatScaled(scaledOf(split) - idle), formatScaled(whole)),
  };
}

/** Used over reserved; above 1 where more was used than reserved. Null where either is not told or nothing was reserved. */
export function usedShare({ used, reserved }: Pick<ResourcePart, "used" | "reserved">): number | null {
  return used === null || reserved === null ? null : ratio(used, reserved);
}

function idleOf({ split, used, allocated }: ResourcePart): bigint {
  const whole = scaledOf(allocated ?? "0.0");
  const busy = scaledOf(used ?? "0.0");
  return whole <= 0n || busy >= whole ? 0n : (scaledOf(split) * (whole - busy)) / whole;
}
