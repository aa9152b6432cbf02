import type { ContainerNode, ContainerResource } from "../container/container.ts";
import type { ContainerPart, ContainerPlace, ContainerScope } from "../container/container-scope.ts";

type Named = Pick<ContainerNode, "kind" | "platform" | "cluster" | "namespace" | "workload" | "workloads">;

/** `dispatch-api`; where line items name nothing, what is missing. */
export function containerName(node: Named): string {
  switch (node.kind) {
    case "cluster":
      return clusterName(node.cluster);
    case "namespace":
      return node.namespace ?? "No namespace named";
    case "others":
      return node.workloads === 1 ? "1 other" : `${node.workloads} others`;
    case "workload":
      return workloadName(node);
  }
}

/** `dispatch-prod / dispatch / dispatch-api` */
export function containerPath(node: Named): string {
  const parts = [
    clusterName(node.cluster),
    ...(node.namespace === null ? [] : [node.namespace]),
    ...(node.kind === "workload" || node.kind === "others" ? [containerName(node)] : []),
  ];
  return parts.join(" / ");
}

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

const PARTS: Readonly<Record<ContainerPart, string>> = {
  cost: "containers",
  split: "what containers reserved or used",
  unused: "containers’ parts of what nobody used",
  fargate: "containers on Fargate",
  instances: "instances in the hours in which containers shared them",
  whole: "instances, and hours of instances, that no container shared",
  rest: "what is neither a container nor an instance",
};

/** What is counted, as a part of a sentence: `only containers of dispatch-prod / dispatch (111122223333, eu-west-1)`. */
export function containerScopeWords({ part, place, instance }: ContainerScope): string {
  const of =
    place === null ? "" : `${part === "instances" ? ", on the days of" : " of"} ${placeWords(place)}`;
  return `only ${PARTS[part]}${of}${instance === undefined ? "" : `, on ${instance}`}`;
}

function placeWords(place: ContainerPlace): string {
  const { account, region, cluster, namespace, workload, platform } = place;
  const levels = [
    clusterName(cluster),
    ...(namespace == null ? [] : [namespace]),
    ...(workload === undefined ? [] : [workloadName({ workload, platform })]),
  ];
  const where = [account, region].filter((part) => part !== null).join(", ");
  return `${levels.join(" / ")}${where === "" ? "" : ` (${where})`}`;
}

function clusterName(cluster: string | null): string {
  return cluster ?? "No cluster named";
}

function workloadName({ workload, platform }: Pick<Named, "workload" | "platform">): string {
  return workload ?? (platform === "ECS" ? "Tasks without a service" : "No workload named");
}
