import type { Filter } from "../cost/filter/filter.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { MissingMetric } from "../cost/query/cost-query.ts";
import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod, DateRange } from "../time/period.ts";

/** How instances are counted that containers share: AWS splits these three and no other cost. */
export const CONTAINER_METRICS = ["amortized", "netAmortized", "onDemandEquivalent"] as const;
export type ContainerMetric = (typeof CONTAINER_METRICS)[number];

/** Dimensions that are the same for containers and the instances below them. */
export const CONTAINER_FILTERS = [
  "payerAccount",
  "linkedAccount",
  "region",
] as const satisfies readonly DimensionRef[];

export type ContainerQuery = {
  readonly metric: ContainerMetric;
  readonly range: DateRange;
  /** Range to compare with; null compares with nothing. */
  readonly before: DateRange | null;
  /** Those on other dimensions than `CONTAINER_FILTERS` are not applied, and named in the answer. */
  readonly filters: readonly Filter[];
  readonly currency: string | null;
};

export const CONTAINER_RESOURCES = ["cpu", "memory", "accelerator", "other"] as const;
/** What of an instance a line item is about: vCPU hours, GB hours, hours of GPUs and the like. */
export type ContainerResource = (typeof CONTAINER_RESOURCES)[number];

export type Platform = "EKS" | "ECS";

/** What runs: one row of a namespace, or of an ECS cluster. Null where line items do not tell. */
export type WorkloadKey = {
  readonly platform: Platform;
  readonly account: string | null;
  readonly region: string | null;
  readonly cluster: string | null;
  /** Kubernetes namespace; null on ECS. */
  readonly namespace: string | null;
  /** Kubernetes workload, or ECS service. */
  readonly workload: string | null;
};

/** Cost and usage of one resource: hours of vCPU, GB or accelerators. */
export type ResourcePart = {
  readonly resource: ContainerResource;
  /** Of what it reserved or used, the larger: `split_line_item_split_cost`. */
  readonly split: Decimal;
  /** Its part of what nobody reserved or used: `split_line_item_unused_cost`. */
  readonly unused: Decimal;
  /** On Fargate, where there is no instance to share. */
  readonly fargate: Decimal;
  /** On instances; on Fargate alone, what was billed. */
  readonly reserved: Decimal | null;
  readonly used: Decimal | null;
  /** The larger of reserved and used, hour by hour: `split_line_item_split_usage`. */
  readonly allocated: Decimal | null;
};

/** Cost of containers: `cost = split + unused + fargate`, exactly. */
export type ContainerCost = {
  readonly cost: Decimal;
  readonly split: Decimal;
  readonly unused: Decimal;
  /** Containers without instances, charged by AWS Fargate: their own cost. */
  readonly fargate: Decimal;
  readonly resources: readonly ResourcePart[];
  readonly lineItems: number;
};

export type ContainerNodeKind = "cluster" | "namespace" | "workload" | "others";

export type ContainerNode = ContainerCost &
  WorkloadKey & {
    readonly id: string;
    readonly parentId: string | null;
    readonly kind: ContainerNodeKind;
    readonly accountName: string | null;
    /** `Deployment`, `DaemonSet` ...; null where tags do not tell. */
    readonly workloadType: string | null;
    /** Of `others`: how many workloads are summed in it. */
    readonly workloads: number;
    /** True where AWS's container tags name it; else its name was read from resource ids. */
    readonly isTagged: boolean;
    readonly before: Decimal | null;
    /** By day or month; null where nothing is known. */
    readonly trend: readonly (Decimal | null)[];
  };

/**
 * How containers take the place of instances in the bill of a month:
 * `bill = instances + fargate + whole + rest` and `instances = split + unused + difference`.
 */
export type Reconciliation = {
  readonly billingPeriod: BillingPeriod;
  /** All line items that count, from the roll-up. */
  readonly bill: Decimal;
  /** Instances that containers share, in the hours for which their cost was split. */
  readonly instances: Decimal;
  readonly split: Decimal;
  readonly unused: Decimal;
  /** What of these instances no container got. */
  readonly difference: Decimal;
  readonly fargate: Decimal;
  /** Instances, and hours of instances, without split cost rows. */
  readonly whole: Decimal;
  /** Everything else. */
  readonly rest: Decimal;
  /** What the parts above leave of the bill: nothing. */
  readonly leftOver: Decimal;
  /** Instance hours that were split. */
  readonly hours: number;
  /** Of these, hours in which the parts are more than a millionth apart from the instance. */
  readonly hoursApart: number;
  /** Of these, hours in which the bill has no line item of the instance. */
  readonly hoursMissing: number;
};

export type ContainerAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  readonly buckets: readonly string[];
  /** Every parent before its children, siblings by cost. */
  readonly nodes: readonly ContainerNode[];
  readonly total: ContainerCost & {
    readonly before: Decimal | null;
    readonly trend: readonly (Decimal | null)[];
  };
  readonly reconciliation: readonly Reconciliation[];
  readonly missing: readonly MissingMetric[];
  /** Periods that are held and have neither split cost rows nor Fargate. */
  readonly without: readonly BillingPeriod[];
  readonly notApplied: readonly DimensionRef[];
};

export type WorkloadQuery = {
  readonly key: WorkloadKey;
  readonly metric: ContainerMetric;
  readonly range: DateRange;
  readonly currency: string | null;
};

/** An instance a workload ran on, over the days it did. */
export type WorkloadInstance = {
  readonly instance: string;
  /** What the instance cost on these days, for all that ran on it. */
  readonly cost: Decimal;
  readonly split: Decimal;
  readonly unused: Decimal;
  readonly days: number;
};

export type WorkloadDetail = {
  /** The dearest for the workload first, at most 200. */
  readonly instances: readonly WorkloadInstance[];
  readonly instanceCount: number;
  /** Resource ids of its pods and tasks, at most 1,000. */
  readonly pods: readonly string[];
  readonly podCount: number;
};
