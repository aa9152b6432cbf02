import type { LocationQuery, RouteLocationRaw, RouteParams } from "vue-router";
import {
  CHARGE_KINDS,
  GROUPINGS_OF,
  type ChargeGrouping,
  type ChargeKind,
} from "#core/charges/charge-kind.ts";
import { CATEGORY_RULES, type ChargeCategory } from "#core/charges/transfer-category.ts";

/** Which view of charges is open, as its address says it. */
export type ChargePlace = {
  readonly kind: ChargeKind;
  readonly groupBy: ChargeGrouping;
  readonly category: ChargeCategory | null;
};

/** What is no place falls back to data transfer by category, so that an old link still opens. */
export function placeOf(params: RouteParams): ChargePlace {
  const kind = CHARGE_KINDS.find((id) => id === params["kind"]) ?? "dataTransfer";
  const [first] = GROUPINGS_OF[kind];
  const groupBy = GROUPINGS_OF[kind].find((id) => id === params["by"]) ?? first;
  const rule = CATEGORY_RULES.find(({ id, kind: of }) => id === params["category"] && of === kind);
  return { kind, groupBy, category: groupBy === "regionPair" ? null : (rule?.id ?? null) };
}

export function linkTo(
  { kind, groupBy, category }: ChargePlace,
  query: LocationQuery | Record<string, string | string[]>,
): RouteLocationRaw {
  return { name: "charges", params: { kind, by: groupBy, category }, query };
}
