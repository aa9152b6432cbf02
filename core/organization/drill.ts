import type { Filter } from "../cost/filter/filter.ts";
import type { OrganizationNode } from "./organization.ts";

/** Most values one filter holds. */
const MOST_VALUES = 1_000;

type Place = Pick<OrganizationNode, "kind" | "payerAccountId" | "accounts">;

/** Filters that keep exactly the line items of a node among those that pass `filters`; null where that is more than a filter holds. */
export function filtersOfNode(node: Place, filters: readonly Filter[]): readonly Filter[] | null {
  const payer: Filter = { dimension: "payerAccount", mode: "include", values: [node.payerAccountId] };
  if (node.kind === "payer") return [...without(filters, ["payerAccount"]), payer];
  if (node.accounts.length > MOST_VALUES) return null;
  const accounts: Filter = {
    dimension: "linkedAccount",
    mode: "include",
    values: [...new Set(node.accounts)],
  };
  return [...without(filters, ["payerAccount", "linkedAccount"]), payer, accounts];
}

/** Inclusions that the node has passed already. */
function without(filters: readonly Filter[], dimensions: readonly Filter["dimension"][]): readonly Filter[] {
  return filters.filter(({ dimension, mode }) => mode === "exclude" || !dimensions.includes(dimension));
}
