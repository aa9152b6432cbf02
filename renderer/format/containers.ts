import type { ContainerMetric, ContainerNode, ContainerResource } from "#core/container/container.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";

const RESOURCES: Readonly<Record<ContainerResource, { readonly name: string; readonly unit: string }>> = {
  cpu: { name: "CPU", unit: "vCPU hours" },
  memory: { name: "Memory", unit: "GB hours" },
  accelerator: { name: "Accelerators", unit: "accelerator hours" },
  other: { name: "Other", unit: "" },
};

export function resourceName(resource: ContainerResource): string {
  return RESOURCES[resource].name;
}

export function resourceUnit(resource: ContainerResource): string {
  return RESOURCES[resource].unit;
}

type Named = Pick<ContainerNode, "kind" | "platform" | "cluster" | "namespace" | "workload" | "workloads">;

/** `dispatch-api`; where line items name nothing, what is missing. */
export function containerName(node: Named): string {
  switch (node.kind) {
    case "cluster":
      return node.cluster ?? "No cluster named";
    case "namespace":
      return node.namespace ?? "No namespace named";
    case "others":
      return node.workloads === 1 ? "1 other" : `${node.workloads} others`;
    case "workload":
      return node.workload ?? (node.platform === "ECS" ? "Tasks without a service" : "No workload named");
  }
}

/** `dispatch-prod / dispatch / dispatch-api` */
export function containerPath(node: Named): string {
  const parts = [
    node.cluster ?? "No cluster named",
    ...(node.namespace === null ? [] : [node.namespace]),
    ...(node.kind === "workload" || node.kind === "others" ? [containerName(node)] : []),
  ];
  return parts.join(" / ");
}

/** What kind of thing a row is: its type, or the platform of a cluster. */
export function containerType({
  kind,
  platform,
  workloadType,
  fargate,
  split,
  unused,
}: ContainerNode): string {
  const isOnFargate = split === NOTHING && unused === NOTHING && fargate !== NOTHING;
  const where = isOnFargate ? "Fargate" : "";
  if (kind === "cluster") return [platform, where].filter((word) => word !== "").join(" · ");
  return kind === "workload" ? (workloadType ?? where) : "";
}

const NOTHING = "0.0000000000";

/** AWS splits amortized cost; the other ways to count money have their nearest of the three. */
export function containerMetric(metric: MetricId): ContainerMetric {
  switch (metric) {
    case "netUnblended":
    case "netAmortized":
      return "netAmortized";
    case "onDemandEquivalent":
      return "onDemandEquivalent";
    default:
      return "amortized";
  }
}
