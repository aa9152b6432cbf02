import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { ContainerNode } from "./container.ts";

type Place = Pick<
  ContainerNode,
  "kind" | "platform" | "account" | "region" | "cluster" | "namespace" | "workload" | "isTagged"
>;

/**
 * Filters that keep a node's line items by AWS's container tags; null where tags do not name it. Such line items are parts of
 * instances: they cost nothing themselves.
 */
export function filtersOfContainers(node: Place): readonly Filter[] | null {
  if (!node.isTagged || node.kind === "others") return null;
  const only = (dimension: DimensionRef, value: string | null): Filter => ({
    dimension,
    mode: "include",
    values: [value],
  });
  const isKubernetes = node.platform === "EKS";
  const place = [only("linkedAccount", node.account), only("region", node.region)];
  const cluster = only(isKubernetes ? "tag:aws:eks:cluster-name" : "tag:aws:ecs:clusterName", node.cluster);
  const operation: Filter = {
    dimension: "operation",
    mode: "include",
    values: isKubernetes ? ["EKSPod-EC2", "FargatePod"] : ["ECSTask-EC2", "FargateTask"],
  };
  const namespace =
    isKubernetes && node.kind !== "cluster" ? [only("tag:aws:eks:namespace", node.namespace)] : [];
  const workload =
    node.kind === "workload"
      ? [only(isKubernetes ? "tag:aws:eks:workload-name" : "tag:aws:ecs:serviceName", node.workload)]
      : [];
  return [...place, operation, cluster, ...namespace, ...workload];
}

/** The line items of single pods and tasks. */
export function filtersOfPods(pods: readonly string[]): readonly Filter[] {
  return [{ dimension: "resourceId", mode: "include", values: pods }];
}
