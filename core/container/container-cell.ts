import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import type { ContainerQuery } from "./container.ts";
import type { ContainerScope } from "./container-scope.ts";
import { appliedFilters } from "./container-sql.ts";

/** What containers cost, a part of it, or what they are held against, as a question of its own; in one time bucket where told. */
export function containerCell(
  query: Omit<ContainerQuery, "before">,
  scope: ContainerScope,
  bucket: string | null = null,
): CostCell {
  return { ...wholeCell({ ...query, filters: appliedFilters(query) }, bucket), containers: scope };
}
