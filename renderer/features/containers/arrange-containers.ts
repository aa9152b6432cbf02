import type { ContainerNode } from "#core/container/container.ts";
import { efficiencyOf } from "#core/container/efficiency.ts";
import { containerName, containerPath } from "#core/format/containers.ts";
import { compare, subtract, sum, type Decimal } from "#core/money/decimal.ts";

export type ContainerOrder = "name" | "efficiency" | "unused" | "wasted" | "change" | "cost";
export type ContainerSort = { readonly by: ContainerOrder; readonly descending: boolean };

/** What was paid for and not used: parts of instances that nobody took, and what was reserved and left. */
export function wasted(node: ContainerNode): Decimal {
  return sum([node.unused, efficiencyOf(node).idle ?? "0.0"]);
}

/** Single workloads that share instances, without the tree above them. */
export function rankedWorkloads(nodes: readonly ContainerNode[]): readonly ContainerNode[] {
  return nodes
    .filter(({ kind, unused, split }) => kind === "workload" && compare(sum([unused, split]), "0.0") !== 0)
    .map((node) => ({ ...node, parentId: null }));
}

/** Whether all words typed are in the name, the account or the type of a node. */
export function containerMatcher(search: string): ((node: ContainerNode) => boolean) | null {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return null;
  return (node) => {
    const facts = [node.platform, node.accountName, node.account, node.region, node.workloadType];
    const text = `${containerPath(node)} ${facts.join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** Order of siblings; what is unknown goes last, and so does the sum of the others. */
export function containerComparer({
  by,
  descending,
}: ContainerSort): (a: ContainerNode, b: ContainerNode) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    if ((a.kind === "others") !== (b.kind === "others")) return a.kind === "others" ? 1 : -1;
    const order = orderOf(a, b, by, sign);
    return order === 0 ? containerName(a).localeCompare(containerName(b)) : order;
  };
}

function orderOf(a: ContainerNode, b: ContainerNode, by: ContainerOrder, sign: number): number {
  if (by === "name") return containerPath(a).localeCompare(containerPath(b)) * sign;
  if (by === "efficiency") {
    const [left, right] = [efficiencyOf(a).share, efficiencyOf(b).share];
    return left === null || right === null
      ? Number(left === null) - Number(right === null)
      : (left - right) * sign;
  }
  const [left, right] = [amountOf(a, by), amountOf(b, by)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compare(left, right) * sign;
}

function amountOf(node: ContainerNode, by: "unused" | "wasted" | "change" | "cost"): Decimal | null {
  if (by === "wasted") return wasted(node);
  if (by !== "change") return node[by];
  return node.before === null ? null : subtract(node.cost, node.before);
}
