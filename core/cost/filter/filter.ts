import type { DimensionRef } from "../dimension/dimension-ref.ts";

/** Keeps (`include`) or drops (`exclude`) line items whose value is one of `values`; `null` stands for "no value". Filters of a query are all applied. */
export type Filter = {
  readonly dimension: DimensionRef;
  readonly mode: "include" | "exclude";
  readonly values: readonly (string | null)[];
};
