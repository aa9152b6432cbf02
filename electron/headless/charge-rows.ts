import {
  CHARGE_GROUPINGS,
  type ChargeGrouping,
  type ChargeKind,
  GROUPINGS_OF,
} from "#core/charges/charge-kind.ts";
import type { ChargeGroup } from "#core/charges/charges-query.ts";
import { UsageError } from "./usage.ts";

/** A way to divide a kind of charges by its name; the first it has where none is named. */
export function chargeGrouping(kind: ChargeKind, text: string | undefined): ChargeGrouping {
  const [first] = GROUPINGS_OF[kind];
  if (text === undefined) return first;
  const found = CHARGE_GROUPINGS.find((grouping) => grouping.toLowerCase() === text.toLowerCase());
  if (found === undefined || !GROUPINGS_OF[kind].includes(found))
    throw new UsageError(`${kind} is not divided by "${text}", only by ${GROUPINGS_OF[kind].join(", ")}`);
  return found;
}

/** What a row is called in tables. */
export function chargeRowName({ key, labels }: Pick<ChargeGroup, "key" | "labels">): string {
  return key.map((part, at) => labels[at] ?? part ?? "(no value)").join(" > ");
}
