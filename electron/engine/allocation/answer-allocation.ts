import { allocate, type ModelFacts, type RuleFact, type WeightFact } from "#core/allocation/allocate.ts";
import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  ChargebackRow,
} from "#core/allocation/allocation-query.ts";
import { chargebackRows } from "#core/allocation/chargeback.ts";
import type { AllocationModel } from "#core/allocation/model.ts";
import { previewOf } from "#core/allocation/preview.ts";
import { type RuleDimension, type TagRule, unknownTags } from "#core/cost/profile/tag-profile.ts";
import { isKnown } from "#core/cost/query/answer.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { lastDay } from "#core/cost/query/compile.ts";
import { newestPeriod } from "#core/cost/query/plan.ts";
import { fail } from "#core/result/failure.ts";
import { sql } from "#core/sql/sql.ts";
import {
  addDays,
  addMonths,
  type DateRange,
  lengthInDays,
  periodOf,
  periodsOf,
  type UsageDate,
} from "#core/time/period.ts";
import { runRows } from "../duckdb/run.ts";
import {
  type Facts,
  MATCHED_BY,
  MATCHING_RULES,
  rememberedFacts,
  ruleFacts,
  type Source,
  TAKEN_BY,
  TAKING_RULE,
} from "./rule-facts.ts";

/** Answers an allocation query over the counted deliveries. */
export async function answerAllocation(source: Source, query: AllocationQuery): Promise<AllocationAnswer> {
  const buckets = bucketsOf(query.range, query.granularity);
  const { facts, read } = await modelFacts(source, query);
  const newest = newestPeriod(source.deliveries);
  const frame = {
    periods: new Set(read.able.map(({ billingPeriod }) => billingPeriod)),
    newestPeriod: newest,
    lastDay: await lastDayOf(source, newest),
  };
  const currencies = currenciesOf(read);
  return allocate(query.model, facts, {
    buckets,
    known: buckets.map((bucket) => isKnown(frame, bucket)),
    bucketOf: bucketFinder(query),
    currency: currencyOf(query, currencies),
    currencies,
    missing: read.missing,
    answeredFrom: read.answeredFrom,
  });
}

/** What each unit owes by account and service. */
export async function answerChargeback(
  source: Source,
  query: AllocationQuery,
): Promise<{ readonly currency: string | null; readonly rows: readonly ChargebackRow[] }> {
  const { facts, read } = await modelFacts(source, query);
  const details = await ruleFacts(source, {
    metric: query.metric,
    granularity: "month",
    range: query.range,
    dimensions: [TAKEN_BY, "linkedAccount", "service"],
    filters: [],
    profiles: takingRules(query),
  });
  const currency = currencyOf(query, currenciesOf(read));
  const rows = chargebackRows(
    query.model,
    facts,
    details.rows
      .filter((row) => query.currency === null || row.currency === query.currency)
      .map(({ bucket, key: [ruleId = null, account = null, service = null], amount }) => ({
        ruleId,
        period: addMonths(periodOf(query.range.from), bucket),
        account,
        service,
        amount,
      })),
    query.range,
  );
  return { currency, rows };
}

/** What each rule of the model takes over the whole range. */
export async function previewAllocation(source: Source, query: AllocationQuery): Promise<AllocationPreview> {
  const matching = { name: MATCHING_RULES, matchesOf: tagRules(query.model) };
  const read = await ruleFacts(source, {
    metric: query.metric,
    granularity: "total",
    range: query.range,
    dimensions: [MATCHED_BY],
    filters: [],
    profiles: [...query.profiles, matching],
  });
  const facts = read.rows
    .filter((row) => query.currency === null || row.currency === query.currency)
    .map(({ key: [marks = null], amount, lineItems }) => ({ marks: marks ?? "", amount, lineItems }));
  return previewOf(query.model, facts, currencyOf(query, currenciesOf(read)));
}

/** Facts over whole billing months, which the weights of shared pools are taken from. */
async function modelFacts(
  source: Source,
  query: AllocationQuery,
): Promise<{ readonly facts: ModelFacts; readonly read: Facts }> {
  const range = wholeMonths(query.range);
  const profiles = takingRules(query);
  const isAsked = ({ currency }: { readonly currency: string | null }): boolean =>
    query.currency === null || currency === query.currency;
  const read = await rememberedFacts(source, {
    metric: query.metric,
    granularity: "day",
    range,
    dimensions: [TAKEN_BY],
    filters: [],
    profiles,
  });
  const days = read.rows
    .filter(isAsked)
    .map(({ bucket, key: [ruleId = null], amount, lineItems }): RuleFact => ({
      ruleId,
      day: addDays(range.from, bucket),
      amount,
      lineItems,
    }));
  const weights = new Map<string, readonly WeightFact[]>();
  for (const { id, split } of query.model.units) {
    // Weights that a deleted virtual tag told are none, and the pool says that it is not split.
    if (split?.kind !== "metric" || unknownTags(split.filters, profiles).length > 0) continue;
    const found = await rememberedFacts(source, {
      metric: split.metric,
      granularity: "month",
      range,
      dimensions: [TAKEN_BY],
      filters: split.filters,
      profiles,
    });
    weights.set(
      id,
      found.rows.filter(isAsked).map(({ bucket, unit, key: [ruleId = null], amount }) => ({
        ruleId,
        period: addMonths(periodOf(range.from), bucket),
        unit,
        amount,
      })),
    );
  }
  return { facts: { days, weights }, read };
}

function takingRules({ model, profiles }: AllocationQuery): readonly RuleDimension[] {
  return [...profiles, { id: TAKING_RULE, name: TAKING_RULE, source: null, rules: tagRules(model) }];
}

function tagRules({ rules }: AllocationModel): readonly TagRule[] {
  return rules.map(({ id, filters }) => ({ id, value: id, filters }));
}

function wholeMonths(range: DateRange): DateRange {
  const last = periodsOf(range).at(-1) ?? periodOf(range.from);
  return { from: `${periodOf(range.from)}-01`, to: `${addMonths(last, 1)}-01` };
}

function bucketFinder({ range, granularity }: AllocationQuery): (day: UsageDate) => number | null {
  const months = periodsOf(range);
  return (day) => {
    if (day < range.from || day >= range.to) return null;
    if (granularity === "total") return 0;
    return granularity === "month"
      ? months.indexOf(periodOf(day))
      : lengthInDays({ from: range.from, to: day });
  };
}

function currenciesOf({ rows }: Facts): readonly string[] {
  return [...new Set(rows.flatMap(({ currency }) => (currency === null ? [] : [currency])))].toSorted();
}

/** Money of several currencies is never added up. */
function currencyOf({ currency }: AllocationQuery, currencies: readonly string[]): string | null {
  if (currency !== null) return currency;
  if (currencies.length > 1) fail("query.mixed_currencies", { currencies });
  return currencies[0] ?? null;
}

async function lastDayOf({ connection, deliveries }: Source, newest: string | null): Promise<string | null> {
  const held = deliveries.filter(({ counted, billingPeriod }) => counted && billingPeriod === newest);
  const [row] = await runRows(connection, sql`SELECT ${lastDay(held)}`);
  return row?.[0] == null ? null : String(row[0]);
}
