import { hexDigits, seedOf, uuid, characters } from "./random.ts";
import type { TagSet } from "./line-item.ts";
import type { Region } from "./organisation.ts";
import { SERVICES } from "./prices/services.ts";
import { serviceProduct, type Product } from "./product.ts";
import type { UsageLine } from "./usage-line.ts";

/** What runs on shared instances and is shown by split cost allocation data. */
export type Workload = {
  readonly name: string;
  /** Kubernetes namespace; none on ECS. */
  readonly namespace?: string;
  readonly type?: "Deployment" | "DaemonSet" | "StatefulSet";
  /** Share of a node that each pod reserves. */
  readonly cpuShare: number;
  readonly memoryShare: number;
};

export type Cluster = {
  readonly platform: "EKS" | "ECS";
  readonly name: string;
  /** How many of the group's instances belong to the cluster. */
  readonly nodes: number;
  readonly podsPerNode: number;
  /** Nodes take workloads in turn. */
  readonly workloads: readonly Workload[];
};

/** One pod or task on one node. */
export type Pod = {
  readonly seed: number;
  readonly cluster: Cluster;
  readonly workload: Workload;
  readonly resourceId: string;
  readonly tags: TagSet;
  readonly cpu: SplitOffer;
  readonly memory: SplitOffer;
};

/** What a pod's row charges for, and the id of that row. */
export type SplitOffer = { readonly id: string; readonly product: Product };

/** Tag keys AWS writes on split rows, in the order of a report's columns. */
export const CONTAINER_TAG_KEYS = [
  "aws:ecs:clusterName",
  "aws:ecs:serviceName",
  "aws:eks:cluster-name",
  "aws:eks:deployment",
  "aws:eks:namespace",
  "aws:eks:node",
  "aws:eks:workload-name",
  "aws:eks:workload-type",
] as const;

export const CLUSTERS = {
  dispatch: {
    platform: "EKS",
    name: "dispatch-prod",
    nodes: 4,
    podsPerNode: 2,
    workloads: [
      deployment("dispatch", "dispatch-api", 0.34, 0.22),
      deployment("dispatch", "order-events", 0.2, 0.3),
      deployment("tracking", "robot-tracker", 0.28, 0.26),
      {
        name: "otel-collector",
        namespace: "observability",
        type: "DaemonSet",
        cpuShare: 0.08,
        memoryShare: 0.1,
      },
      deployment("tracking", "eta-service", 0.22, 0.18),
    ],
  },
  dispatchEurope: {
    platform: "EKS",
    name: "dispatch-prod-eu",
    nodes: 2,
    podsPerNode: 2,
    workloads: [
      deployment("dispatch", "dispatch-api", 0.36, 0.3),
      {
        name: "session-cache",
        namespace: "dispatch",
        type: "StatefulSet",
        cpuShare: 0.16,
        memoryShare: 0.42,
      },
      deployment("gateway", "edge-proxy", 0.24, 0.2),
    ],
  },
  staging: {
    platform: "ECS",
    name: "fleet-staging",
    nodes: 1,
    podsPerNode: 2,
    workloads: [
      { name: "dispatch-api", cpuShare: 0.3, memoryShare: 0.25 },
      { name: "billing-portal", cpuShare: 0.2, memoryShare: 0.35 },
    ],
  },
} as const satisfies Record<string, Cluster>;

export type ClusterKey = keyof typeof CLUSTERS;

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const NAME_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** What runs on an instance; nothing where it is no node of a cluster. */
export function podsOf(line: UsageLine): readonly Pod[] {
  const key = line.group.cluster;
  const cluster: Cluster | undefined = key === undefined ? undefined : CLUSTERS[key];
  const { region } = line.product;
  if (cluster === undefined || region === undefined) return [];
  // A larger company has more nodes, as it has more of everything.
  const isNode = line.copy * line.group.count < cluster.nodes * line.copies;
  if (!isNode) return [];
  return Array.from({ length: cluster.podsPerNode }, (_, place) => {
    const turn = (line.copy * cluster.podsPerNode + place) % cluster.workloads.length;
    const workload = cluster.workloads[turn];
    return workload === undefined ? [] : [podOn(line, region, { cluster, workload, place })];
  }).flat();
}

/** AWS tags the nodes of a Kubernetes cluster, too, where the tags of containers are activated. */
export function withClusterTag(line: UsageLine): UsageLine {
  const [pod] = podsOf(line);
  if (pod === undefined || pod.cluster.platform !== "EKS") return line;
  return { ...line, tags: { "aws:eks:cluster-name": pod.cluster.name, ...line.tags } };
}

function podOn(
  line: UsageLine,
  region: Region,
  { cluster, workload, place }: { cluster: Cluster; workload: Workload; place: number },
): Pod {
  const seed = seedOf(`${line.seed}|pod|${place}`);
  const isKubernetes = cluster.platform === "EKS";
  const podName = `${workload.name}-${hexDigits(seed, 9)}-${characters(seed + 1, 5, NAME_ALPHABET)}`;
  const owner = `${region.code}:${line.account.id}`;
  return {
    seed,
    cluster,
    workload,
    resourceId: isKubernetes
      ? `arn:aws:eks:${owner}:pod/${cluster.name}/${workload.namespace ?? ""}/${podName}/${uuid(seed)}`
      : `arn:aws:ecs:${owner}:task/${cluster.name}/${hexDigits(seed, 32)}`,
    tags: isKubernetes ? kubernetesTags(line, cluster, workload) : taskTags(cluster, workload),
    cpu: offer(seed + 2, cluster, region, "vCPU-Hours"),
    memory: offer(seed + 3, cluster, region, "GB-Hours"),
  };
}

function offer(seed: number, { platform }: Cluster, region: Region, unit: string): SplitOffer {
  const service = platform === "EKS" ? SERVICES.eks : SERVICES.ecs;
  const product = serviceProduct(service, `${region.short}-${platform}-EC2-${unit}`);
  const operation = platform === "EKS" ? "EKSPod-EC2" : "ECSTask-EC2";
  const { attributes } = product;
  return {
    id: characters(seed, 52, ID_ALPHABET),
    product: {
      ...product,
      region,
      operation,
      unit,
      attributes: {
        ...attributes,
        operation,
        productFamily: "Compute",
        location: region.location,
        region: region.code,
        regionCode: region.code,
      },
    },
  };
}

function kubernetesTags(line: UsageLine, { name }: Cluster, workload: Workload): TagSet {
  const { type = "Deployment", namespace = "" } = workload;
  const deploymentTag: TagSet = type === "Deployment" ? { "aws:eks:deployment": workload.name } : {};
  return {
    "aws:eks:cluster-name": name,
    ...deploymentTag,
    "aws:eks:namespace": namespace,
    "aws:eks:node": line.resourceId,
    "aws:eks:workload-name": workload.name,
    "aws:eks:workload-type": type,
  };
}

function taskTags({ name }: Cluster, workload: Workload): TagSet {
  return { "aws:ecs:clusterName": name, "aws:ecs:serviceName": workload.name };
}

function deployment(namespace: string, name: string, cpuShare: number, memoryShare: number): Workload {
  return { name, namespace, type: "Deployment", cpuShare, memoryShare };
}
