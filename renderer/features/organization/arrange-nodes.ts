import { compare, subtract, type Decimal } from "#core/money/decimal.ts";
import type { OrganizationNode } from "#core/organization/organization.ts";
import { nodeName } from "../../format/organization.ts";

export type NodeOrder = "name" | "services" | "change" | "before" | "cost";
export type NodeSort = { readonly by: NodeOrder; readonly descending: boolean };

/** Whether a node is meant by the words typed: all of them are in its name or ids. */
export function nodeMatcher(search: string): ((node: OrganizationNode) => boolean) | null {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return null;
  return (node) => {
    const text = `${nodeName(node)} ${node.accountId ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** Order of siblings. What is unknown goes last, and so does what is not in the organization. */
export function nodeComparer({
  by,
  descending,
}: NodeSort): (a: OrganizationNode, b: OrganizationNode) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    if ((a.kind === "outside") !== (b.kind === "outside")) return a.kind === "outside" ? 1 : -1;
    const order = by === "name" ? nodeName(a).localeCompare(nodeName(b)) * sign : byAmount(a, b, by, sign);
    return order === 0 ? nodeName(a).localeCompare(nodeName(b)) : order;
  };
}

function byAmount(
  a: OrganizationNode,
  b: OrganizationNode,
  by: Exclude<NodeOrder, "name">,
  sign: number,
): number {
  if (by === "services") return (a.services - b.services) * sign;
  const [left, right] = [amountOf(a, by), amountOf(b, by)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compare(left, right) * sign;
}

function amountOf({ cost, before }: OrganizationNode, by: "change" | "before" | "cost"): Decimal | null {
  if (by !== "change") return by === "cost" ? cost : before;
  return cost === null || before === null ? null : subtract(cost, before);
}
