import { z } from "zod";
import { METRIC_IDS } from "../../cost/metric/metric-id.ts";
import { ACCOUNT_STATES } from "../../organization/known-account.ts";
import { billingPeriod, dateRange, decimal } from "./common.ts";
import { answeredFrom, filter, missingMetric, tagProfiles } from "./cost.ts";

export const accountState = z.enum(ACCOUNT_STATES);

export const organizationQuery = z
  .object({
    metric: z.enum(METRIC_IDS).exclude(["usageAmount"]),
    range: dateRange,
    before: dateRange.nullable(),
    trend: dateRange,
    filters: z.array(filter).max(50).readonly(),
    currency: z.string().max(8).nullable(),
    profiles: tagProfiles.optional(),
  })
  .readonly();

const node = z
  .object({
    id: z.string(),
    parentId: z.string().nullable(),
    kind: z.enum(["payer", "unit", "outside", "account"]),
    name: z.string().nullable(),
    accountId: z.string().nullable(),
    payerAccountId: z.string().nullable(),
    accounts: z.array(z.string().nullable()).readonly(),
    cost: decimal.nullable(),
    before: decimal.nullable(),
    trend: z.array(decimal.nullable()).readonly(),
    lineItems: z.number(),
    services: z.number(),
    regions: z.number(),
    state: accountState.nullable(),
    membership: z.enum(["member", "left", "outside", "unknown"]),
    placedBy: z.enum(["organizations", "user"]).nullable(),
  })
  .readonly();

export const organizationAnswer = z
  .object({
    currency: z.string().nullable(),
    currencies: z.array(z.string()).readonly(),
    nodes: z.array(node).readonly(),
    total: decimal.nullable(),
    before: decimal.nullable(),
    lineItems: z.number(),
    trendMonths: z.array(billingPeriod).readonly(),
    missing: z.array(missingMetric).readonly(),
    answeredFrom,
  })
  .readonly();
