import { formula, type Formula } from "../cost/source/formula.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import {
  CONTAINER_METRICS,
  type ContainerMetric,
  type ContainerNode,
  type Platform,
  type WorkloadKey,
} from "./container.ts";

/** What of containers and instances is counted: what containers cost and its parts, then the instances, then all else. */
export const CONTAINER_PARTS = ["cost", "split", "unused", "fargate", "instances", "whole", "rest"] as const;
export type ContainerPart = (typeof CONTAINER_PARTS)[number];

/** A cluster, a namespace or a workload: levels that are not told are open. */
export type ContainerPlace = {
  readonly platform: Platform;
  readonly account: string | null;
  readonly region: string | null;
  readonly cluster: string | null;
  readonly namespace?: string | null | undefined;
  readonly workload?: string | null | undefined;
};

/**
 * Line items that containers are told from. Rows of split cost allocation data count by the cost they repeat, and `instances`
 * are those in the hours in which containers shared them, on the days on which one of the place did.
 */
export type ContainerScope = {
  readonly part: ContainerPart;
  /** `null` for all containers; nothing to `whole` and `rest`. */
  readonly place: ContainerPlace | null;
  /** The only instance meant. */
  readonly instance?: string | undefined;
};

/** Ids of the columns in which AWS tells a container's part of an instance. */
export const SPLIT_COST_COLUMNS: Readonly<
  Record<ContainerMetric, { readonly own: string; readonly unused: string }>
> = {
  amortized: { own: "split_line_item_split_cost", unused: "split_line_item_unused_cost" },
  netAmortized: { own: "split_line_item_net_split_cost", unused: "split_line_item_net_unused_cost" },
  onDemandEquivalent: {
    own: "split_line_item_public_on_demand_split_cost",
    unused: "split_line_item_public_on_demand_unused_cost",
  },
};

/** Headers of the same columns. */
export const SPLIT_COST_HEADERS: Readonly<
  Record<ContainerMetric, { readonly own: string; readonly unused: string }>
> = {
  amortized: { own: "splitLineItem/SplitCost", unused: "splitLineItem/UnusedCost" },
  netAmortized: { own: "splitLineItem/NetSplitCost", unused: "splitLineItem/NetUnusedCost" },
  onDemandEquivalent: {
    own: "splitLineItem/PublicOnDemandSplitCost",
    unused: "splitLineItem/PublicOnDemandUnusedCost",
  },
};

/** Null of metrics that AWS does not split. */
export function splitMetric(metric: MetricId): ContainerMetric | null {
  return CONTAINER_METRICS.find((known) => known === metric) ?? null;
}

/** Where a node of the tree is; the sum of the others has no place but its parent's. */
export function placeOfNode(node: Pick<ContainerNode, "kind" | keyof WorkloadKey>): ContainerPlace {
  const { kind, platform, account, region, cluster, namespace, workload } = node;
  const top = { platform, account, region, cluster };
  if (kind === "cluster") return top;
  if (kind === "workload") return { ...top, namespace, workload };
  return platform === "EKS" ? { ...top, namespace } : top;
}

/** How a row of split cost allocation data counts. */
export function splitFormula(metric: ContainerMetric, part: ContainerPart): Formula {
  const { own, unused } = SPLIT_COST_COLUMNS[metric];
  if (part === "split")
    return formula("S", `${OWN} The row itself costs nothing: it repeats what its instance costs.`, {
      S: own,
    });
  if (part === "unused")
    return formula("U", `${UNUSED} The row itself costs nothing: it repeats what its instance costs.`, {
      U: unused,
    });
  return formula(
    "S + U",
    `${OWN} ${UNUSED} The row itself costs nothing: it repeats what its instance costs.`,
    {
      S: own,
      U: unused,
    },
  );
}

const OWN =
  "AWS gives a container, hour by hour, the part of its instance that it reserved or used, whichever was more.";
const UNUSED = "What no container reserved or used is given to all of them in the same proportions.";
