import type { LocationQueryRaw } from "vue-router";
import { BUSINESS_UNIT } from "#core/allocation/model-dimension.ts";
import { profileName, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Favourite, FavouriteKind } from "#core/favourite/favourite.ts";
import { encodeView, NEUTRAL_VIEW } from "../stores/exploration-link.ts";
import { nextDimension } from "./drill.ts";

/** One value of a dimension (an account, a unit, a tag's value) as a view of its costs. */
export function viewOfValue(dimension: DimensionRef, value: string | null): LocationQueryRaw {
  const next = nextDimension(dimension, [dimension]);
  return encodeView({
    ...NEUTRAL_VIEW,
    filters: [{ dimension, mode: "include", values: [value] }],
    groupBy: [next ?? "usageType"],
  });
}

/** The same as a favourite; `resolve` writes an address. */
export function favouriteOfValue(
  { dimension, value, name }: { dimension: DimensionRef; value: string | null; name: string },
  resolve: (query: LocationQueryRaw) => string,
): Favourite {
  const id = `${dimension}:${JSON.stringify(value)}`;
  return { id, kind: kindOf(dimension), name, link: resolve(viewOfValue(dimension, value)) };
}

function kindOf(dimension: DimensionRef): FavouriteKind {
  if (dimension === "linkedAccount") return "account";
  if (dimension === "service") return "service";
  if (dimension === "resourceId") return "resource";
  return profileName(dimension) === BUSINESS_UNIT ? "unit" : "value";
}
