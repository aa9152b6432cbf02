import { z } from "zod";
import { FINDING_NEEDS } from "../../finding/finding.ts";
import { FINDING_ITEM_ORDERS, FINDING_STATUSES } from "../../finding/findings-query.ts";
import { billingPeriod, dateRange, decimal } from "./common.ts";
import { filter } from "./cost.ts";
import { failureValue } from "./failure.ts";

const findingId = z.string().min(1).max(100);
const currency = z.string().max(8);
const setAssumption = z.object({ finding: findingId, id: z.string().min(1).max(50), value: decimal });
const assumptions = z.array(setAssumption.readonly()).max(500).readonly();
const request = { range: dateRange, currency: currency.nullable(), assumptions };
const leaveOut = z.array(findingId).max(200).readonly();

export const findingsRequest = z.object(request).readonly();
/** A hash: of what lies in AWS. */
const run = z.string().regex(/^[0-9a-f]{64}$/);
export const findingsQuery = z.object({ ...request, leaveOut, run: run.optional() }).readonly();

const sums = {
  items: z.number(),
  cost: decimal,
  charged: decimal,
  lineItems: z.number(),
  found: decimal.nullable(),
  kept: decimal.nullable(),
};
const filters = z.array(filter).readonly();
const account = { account: z.string().nullable(), accountLabel: z.string().nullable() };
const service = { service: z.string().nullable(), serviceLabel: z.string().nullable() };
const need = z.enum(FINDING_NEEDS);

const looked = {
  currency,
  months: z.array(billingPeriod).readonly(),
  metric: z.enum(["amortized", "netAmortized", "mixed"]),
  notComputable: z
    .array(
      z
        .object({
          finding: findingId,
          months: z.array(billingPeriod).readonly(),
          needs: z.array(need).readonly(),
          monthsMissing: z.number(),
          isPartial: z.boolean(),
        })
        .readonly(),
    )
    .readonly(),
};

export const findingsAnswer = z
  .object({
    ...looked,
    findings: z
      .array(
        z
          .object({
            finding: findingId,
            ...sums,
            parts: z.array(z.object({ ...account, ...service, ...sums }).readonly()).readonly(),
            months: z.array(z.object({ month: billingPeriod, ...sums }).readonly()).readonly(),
            filters,
            besides: z.number(),
          })
          .readonly(),
      )
      .readonly(),
    clear: z.array(findingId).readonly(),
    failed: z.array(z.object({ finding: findingId, failure: failureValue }).readonly()).readonly(),
  })
  .readonly();

export const findingsAway = z.object({ run, answer: findingsAnswer }).readonly();

export const summedBills = z
  .object({
    ...looked,
    range: dateRange,
    assumptions,
    focusMonths: z.array(billingPeriod).readonly(),
    run,
    /** Below the workspace folder. */
    file: z.string().regex(/^athena-answers\/[0-9a-f]{64}\.ndjson$/),
  })
  .readonly();

export const findingItemsQuery = z
  .object({
    ...request,
    leaveOut,
    run: run.optional(),
    finding: findingId,
    account: z.string().max(64).nullable(),
    key: z.string().max(4_096).optional(),
    sort: z.object({ by: z.enum(FINDING_ITEM_ORDERS), descending: z.boolean() }).readonly(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(1_000),
  })
  .readonly();

export const findingItemPage = z
  .object({
    items: z.number(),
    rows: z
      .array(
        z
          .object({
            key: z.string(),
            month: billingPeriod,
            resource: z.string().nullable(),
            ...account,
            ...service,
            region: z.string().nullable(),
            usageTypes: z.array(z.string()).readonly(),
            cost: decimal,
            charged: decimal,
            lineItems: z.number(),
            found: decimal.nullable(),
            kept: decimal.nullable(),
            filters,
            besides: z.number(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const accepted = z.object({ month: billingPeriod, expected: decimal, currency }).readonly().nullable();

export const findingMark = z
  .object({
    id: findingId,
    status: z.enum(FINDING_STATUSES),
    note: z.string().max(2_000),
    owner: z.string().max(200),
    accepted,
    markedAt: z.string(),
  })
  .readonly();

export const findingAssumption = z
  .object({
    id: z.string().min(1).max(160),
    finding: findingId,
    assumption: z.string().min(1).max(50),
    value: decimal,
  })
  .readonly();

export const measureQuery = z
  .object({
    marks: z
      .array(z.object({ id: findingId, accepted }).readonly())
      .max(200)
      .readonly(),
    assumptions,
  })
  .readonly();

export const measuredFindings = z
  .array(
    z
      .object({
        finding: findingId,
        month: billingPeriod,
        expected: decimal,
        currency,
        items: z.number(),
        found: decimal,
        costBefore: decimal,
        filters: z.array(filter).readonly(),
        months: z
          .array(
            z.object({ month: billingPeriod, still: decimal, cost: decimal, realised: decimal }).readonly(),
          )
          .readonly(),
      })
      .readonly(),
  )
  .readonly();
