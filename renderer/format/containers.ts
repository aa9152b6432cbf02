import type { ContainerMetric, ContainerNode } from "#core/container/container.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";

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
