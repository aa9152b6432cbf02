import { allocate, type ModelFacts, type RuleFact, type WeightFact } from "#core/allocation/allocate.ts";
import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  ChargebackRow,
} from "#core/allocation/allocation-query.ts";
import { chargebackRows } from "#core/allocation/chargeback.ts";
import { dayFacts, detailFacts, matchFacts, weightFacts } from "#core/allocation/fact-questions.ts";
import { previewOf } from "#core/allocation/preview.ts";
import { isKnown } from "#core/cost/query/answer.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { lastDay } from "#core/cost/query/compile.ts";
import { newestPeriod } from "#core/cost/query/plan.ts";
import { fail } from "#core/result/failure.ts";
import { sql } from "#core/sql/sql.ts";
import { addDays, addMonths, lengthInDays, periodOf, periodsOf, type UsageDate } from "#core/time/period.ts";
import { runRows } from "../duckdb/run.ts";
import { type AllFacts, allFacts, rememberedFacts, type Source } from "./rule-facts.ts";

/** Answers an allocation query over the counted deliveries. */
export async function answerAllocation(source: Source, query: AllocationQuery): Promise<AllocationAnswer> {
  const buckets = bucketsOf(query.range, query.granularity);
  const { facts, read } = await modelFacts(source, query);
  const frame = { periods: new Set(read.periods), ...(await newestOf(source)) };
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
  const details = await allFacts(source, detailFacts(query));
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
  const read = await allFacts(source, matchFacts(query));
  const facts = read.rows
    .filter((row) => query.currency === null || row.currency === query.currency)
    .map(({ key: [marks = null], amount, lineItems }) => ({ marks: marks ?? "", amount, lineItems }));
  return previewOf(query.model, facts, currencyOf(query, currenciesOf(read)));
}

/** Facts over whole billing months, which the weights of shared pools are taken from. */
async function modelFacts(
  source: Source,
  query: AllocationQuery,
): Promise<{ readonly facts: ModelFacts; readonly read: AllFacts }> {
  const needed = dayFacts(query);
  const { range } = needed.question;
  const isAsked = ({ currency }: { readonly currency: string | null }): boolean =>
    query.currency === null || currency === query.currency;
  const read = await allFacts(source, needed, rememberedFacts);
  const days = read.rows
    .filter(isAsked)
    .map(({ bucket, key: [ruleId = null], amount, lineItems }): RuleFact => ({
      ruleId,
      day: addDays(range.from, bucket),
      amount,
      lineItems,
    }));
  const weights = new Map<string, readonly WeightFact[]>();
  for (const { unitId, needed: weighing } of weightFacts(query)) {
    const found = await allFacts(source, weighing, rememberedFacts);
    weights.set(
      unitId,
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

function currenciesOf({ rows }: AllFacts): readonly string[] {
  return [...new Set(rows.flatMap(({ currency }) => (currency === null ? [] : [currency])))].toSorted();
}

/** Money of several currencies is never added up. */
function currencyOf({ currency }: AllocationQuery, currencies: readonly string[]): string | null {
  if (currency !== null) return currency;
  if (currencies.length > 1) fail("query.mixed_currencies", { currencies });
  return currencies[0] ?? null;
}

/** The newest billing period there is, and its last day with usage. */
async function newestOf({
  connection,
  deliveries,
  away,
}: Source): Promise<{ readonly newestPeriod: string | null; readonly lastDay: string | null }> {
  const newest = newestPeriod(deliveries);
  const there = away?.newest ?? null;
  if (there !== null && there.billingPeriod > (newest ?? ""))
    return { newestPeriod: there.billingPeriod, lastDay: there.lastDay };
  const held = deliveries.filter(({ counted, billingPeriod }) => counted && billingPeriod === newest);
  const [row] = await runRows(connection, sql`SELECT ${lastDay(held)}`);
  return { newestPeriod: newest, lastDay: row?.[0] == null ? null : String(row[0]) };
}
