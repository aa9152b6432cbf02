import { type CellDifference, type CostCell, groupCell } from "../cost/explain/cost-cell.ts";
import type { CostQuery } from "../cost/query/cost-query.ts";
import { chargeFilters } from "./charge-class.ts";
import { type AcrossQuery, type ComparedProduct, PRODUCT_DIMENSIONS } from "./comparison.ts";

/** What a product, or a kind of charge, cost in both periods of the open workspace; null where no filters keep just that. */
export function productCells(
  query: Pick<AcrossQuery, "metric" | "filters" | "groupBy" | "currency" | "byAccount" | "before" | "now">,
  { key, charge, product }: Pick<ComparedProduct, "key" | "charge" | "product">,
): CellDifference | null {
  const kept = chargeFilters(charge);
  if (kept === null) return null;
  const told = PRODUCT_DIMENSIONS.map((dimension, at) => ({
    dimension,
    value: product?.[at] ?? null,
  })).filter(({ dimension }) => product !== null && (query.byAccount || dimension !== "linkedAccount"));
  const asked = {
    metric: query.metric,
    currency: query.currency,
    filters: [...query.filters, ...kept],
    groupBy: [...query.groupBy, ...told.map(({ dimension }) => dimension)],
  } satisfies Omit<Parameters<typeof groupCell>[0], "range">;
  const cellOf = (range: CostQuery["range"]): CostCell =>
    groupCell({ ...asked, range }, [...key, ...told.map(({ value }) => value)]);
  return { before: cellOf(query.before.range), now: cellOf(query.now.range) };
}
