import { z } from "zod";
import { CONTAINER_METRICS, CONTAINER_RESOURCES } from "../../container/container.ts";
import { billingPeriod, dateRange, decimal } from "./common.ts";
import { dimensionRef, filter, missingMetric } from "./cost.ts";

const metric = z.enum(CONTAINER_METRICS);
const currency = z.string().max(8).nullable();
const text = z.string().max(2_000).nullable();
const amount = decimal.nullable();
const trend = z.array(amount).readonly();

export const containerQuery = z
  .object({
    metric,
    range: dateRange,
    before: dateRange.nullable(),
    filters: z.array(filter).max(50).readonly(),
    currency,
  })
  .readonly();

const key = {
  platform: z.enum(["EKS", "ECS"]),
  account: text,
  region: text,
  cluster: text,
  namespace: text,
  workload: text,
};

export const workloadQuery = z
  .object({ key: z.object(key).readonly(), metric, range: dateRange, currency })
  .readonly();

const cost = {
  cost: decimal,
  split: decimal,
  unused: decimal,
  fargate: decimal,
  resources: z
    .array(
      z
        .object({
          resource: z.enum(CONTAINER_RESOURCES),
          split: decimal,
          unused: decimal,
          fargate: decimal,
          reserved: amount,
          used: amount,
          allocated: amount,
        })
        .readonly(),
    )
    .readonly(),
  lineItems: z.number(),
};

const node = z
  .object({
    ...cost,
    ...key,
    id: z.string(),
    parentId: z.string().nullable(),
    kind: z.enum(["cluster", "namespace", "workload", "others"]),
    accountName: z.string().nullable(),
    workloadType: z.string().nullable(),
    workloads: z.number(),
    isTagged: z.boolean(),
    before: amount,
    trend,
  })
  .readonly();

const reconciliation = z
  .object({
    billingPeriod,
    bill: decimal,
    instances: decimal,
    split: decimal,
    unused: decimal,
    difference: decimal,
    fargate: decimal,
    whole: decimal,
    rest: decimal,
    leftOver: decimal,
    hours: z.number(),
    hoursApart: z.number(),
    hoursMissing: z.number(),
  })
  .readonly();

export const containerAnswer = z
  .object({
    currency: z.string().nullable(),
    currencies: z.array(z.string()).readonly(),
    buckets: z.array(z.string()).readonly(),
    nodes: z.array(node).readonly(),
    total: z.object({ ...cost, before: amount, trend }).readonly(),
    reconciliation: z.array(reconciliation).readonly(),
    missing: z.array(missingMetric).readonly(),
    without: z.array(billingPeriod).readonly(),
    notApplied: z.array(dimensionRef).readonly(),
  })
  .readonly();

export const workloadDetail = z
  .object({
    instances: z
      .array(
        z
          .object({ instance: z.string(), cost: decimal, split: decimal, unused: decimal, days: z.number() })
          .readonly(),
      )
      .readonly(),
    instanceCount: z.number(),
    pods: z.array(z.string()).readonly(),
    podCount: z.number(),
  })
  .readonly();
