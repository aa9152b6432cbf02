import { z } from "zod";
import { COMMITMENT_KINDS, COMMITMENT_LIMITS, PLAN_TYPES } from "../../commitment/commitment.ts";
import { GRANULARITIES } from "../../time/period.ts";
import { billingPeriod, dateRange, decimal, tableRows } from "./common.ts";

const currency = z.string().max(8).nullable();
const currencies = z.array(z.string()).readonly();
const text = z.string().nullable();
const amount = decimal.nullable();
const kind = z.enum(COMMITMENT_KINDS);
const planType = z.enum(PLAN_TYPES);

export const commitmentQuery = z
  .object({
    range: dateRange,
    granularity: z.enum(GRANULARITIES),
    currency,
    arn: z.string().min(1).max(2_048).nullable(),
    byMonth: z.boolean().optional(),
  })
  .readonly();

const family = z.enum(["cur", "focus"]);

export const commitmentsAway = z
  .object({
    periods: z.array(z.object({ billingPeriod, family }).readonly()).readonly(),
    rows: tableRows,
  })
  .readonly();

const amounts = z
  .object({
    coveredList: amount,
    coveredCost: amount,
    unused: amount,
    onDemand: amount,
    committed: amount,
    used: amount,
    reservedUnits: amount,
    unusedUnits: amount,
    coveredUnits: amount,
    runningUnits: amount,
  })
  .readonly();

const side = z.object({ total: amounts, values: z.array(amounts.nullable()).readonly() }).readonly();

const commitment = z
  .object({
    arn: z.string(),
    kind,
    program: text,
    owner: text,
    ownerLabel: text,
    term: text,
    payment: text,
    start: text,
    end: text,
    region: text,
    instanceType: text,
    count: text,
    amounts: amounts.nullable(),
    months: z.array(z.object({ month: billingPeriod, amounts }).readonly()).readonly(),
    hourly: z.object({ amount: decimal, committed: decimal, hours: z.number() }).readonly().nullable(),
    consumers: z
      .array(
        z
          .object({
            account: text,
            label: text,
            list: amount,
            cost: amount,
            months: z
              .array(z.object({ month: billingPeriod, list: amount, cost: amount }).readonly())
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
    lastSeen: billingPeriod,
  })
  .readonly();

export const commitmentAnswer = z
  .object({
    currency: text,
    currencies,
    buckets: z.array(z.string()).readonly(),
    all: side,
    savingsPlans: side,
    reservations: side,
    commitments: z.array(commitment).readonly(),
    gaps: z
      .array(z.object({ billingPeriod, kind, columns: z.array(z.string()).readonly() }).readonly())
      .readonly(),
    limits: z.array(z.enum(COMMITMENT_LIMITS)).readonly(),
  })
  .readonly();

export const simulationQuery = z
  .object({
    range: dateRange,
    currency,
    planType,
    scope: z.string().max(256).nullable(),
    includesCovered: z.boolean(),
    commitment: decimal.refine((value) => !value.startsWith("-")).nullable(),
    discount: z
      .string()
      .regex(/^0\.\d{1,18}$/)
      .nullable(),
    dropPercent: z.number().min(0).max(100),
  })
  .readonly();

const outcome = z
  .object({
    commitment: decimal,
    cost: decimal,
    covered: decimal,
    saving: decimal,
    utilisation: z.number().nullable(),
    coverage: z.number().nullable(),
    savingAfterDrop: decimal,
  })
  .readonly();

export const simulationAnswer = z
  .object({
    currency: text,
    currencies,
    hours: z.number(),
    spreadHours: z.number(),
    demand: decimal,
    discount: z
      .object({ source: z.enum(["lineItems", "given"]), rate: decimal, list: amount, cost: amount })
      .readonly()
      .nullable(),
    breakEven: amount,
    best: outcome.nullable(),
    chosen: outcome.nullable(),
    fatalDropPercent: z.number().nullable(),
    curve: z.array(outcome).readonly(),
    choices: z.array(z.object({ planType, scope: text, list: decimal }).readonly()).readonly(),
  })
  .readonly();

export const fairShareQuery = z.object({ range: dateRange, currency }).readonly();

const share = {
  eligible: decimal,
  billed: decimal,
  fair: decimal,
  billedTotal: decimal,
  fairTotal: decimal,
  parts: z
    .object({
      coveredList: decimal,
      onDemandList: decimal,
      coveredCost: decimal,
      onDemandCost: decimal,
      unused: decimal,
      kept: decimal,
      pools: z.array(z.object({ pool: z.string(), eligible: decimal, fair: decimal }).readonly()).readonly(),
    })
    .readonly(),
};

export const fairShareAnswer = z
  .object({
    currency: text,
    currencies,
    accounts: z.array(z.object({ account: text, label: text, ...share }).readonly()).readonly(),
    total: z.object(share).readonly(),
    isKnown: z.boolean(),
    limits: z.array(z.enum(COMMITMENT_LIMITS)).readonly(),
  })
  .readonly();
