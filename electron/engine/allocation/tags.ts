import { alikeValues } from "#core/allocation/look-alike.ts";
import type {
  TagCoverage,
  TagDetail,
  TagMoney,
  TagQuery,
  TagReport,
} from "#core/allocation/tag-governance.ts";
import { moneyOfKey, taggedMoney } from "#core/allocation/tag-sums.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { groupBy } from "#core/collection/group-by.ts";
import { isKnown } from "#core/cost/query/answer.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { deliveriesIn, divideByMetric } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { compare, formatScaled, parseScaled } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import { runRows } from "../duckdb/run.ts";
import { type Books, from } from "./allocation.ts";
import { ensureTagSums, tagKeysOf, type TagKeys } from "./kept-tags.ts";
import { type Fact, ruleFacts, type Source } from "./rule-facts.ts";

/** Coverage of every tag key the workspace has, in money by month. */
export function reportTags(books: Books, query: TagQuery): Promise<TagReport> {
  return from(books, async (source) => {
    const counted = source.deliveries.filter((delivery) => delivery.counted);
    const keys = await tagKeysOf(source.connection, counted);
    const buckets = bucketsOf(query.range, "month");
    const whole = await billByMonth(source, query);
    const periods = new Set(whole.able.map(({ billingPeriod }) => billingPeriod));
    const known = buckets.map((bucket) => isKnown({ periods, newestPeriod: null, lastDay: null }, bucket));
    const totals = monthly(whole.rows, known);
    const byKey = groupBy(await taggedRows(source, query, whole.able, keys), ({ ref }) => ref);
    const coverage = keys.refs.map((ref): TagCoverage => {
      const tagged = byKey.get(ref) ?? [];
      const months = monthly(tagged, known);
      return {
        ref,
        values: new Set(tagged.map(({ value }) => value)).size,
        tagged: totalOf(months),
        months: months.map((sum, at) => ({ tagged: textOf(sum), total: textOf(totals[at] ?? null) })),
      };
    });
    return {
      currency: currencyOf(query, whole.rows),
      buckets,
      total: totalOf(totals),
      keys: coverage.toSorted(
        (a, b) => compare(b.tagged ?? "0.0", a.tagged ?? "0.0") || (a.ref < b.ref ? -1 : 1),
      ),
    };
  });
}

type Tagged = {
  readonly bucket: number;
  readonly currency: string | null;
  readonly ref: string;
  readonly value: string;
  readonly amount: bigint | null;
};

/** Money with a value, of all keys at once, from sums that are kept for it; what is missing of them is made first. */
async function taggedRows(
  source: Source,
  query: TagQuery,
  able: readonly Delivery[],
  keys: TagKeys,
): Promise<readonly Tagged[]> {
  const tagged = able.filter((delivery) => keys.of(delivery).length > 0);
  if (tagged.length === 0) return [];
  const files = await tagSumsOf(source, tagged, keys);
  const rows = await runRows(source.connection, taggedMoney(query, tagged, files));
  const read = rows.map(([bucket, currency, ref, value, amount]) => ({
    bucket: Number(bucket),
    currency: textOrNull(currency),
    ref: String(ref),
    value: String(value),
    amount: amount == null ? null : parseScaled(String(amount)),
  }));
  return inCurrency(query, read);
}

/** Values of one key that look alike, and where its untagged money is. */
export function reportTag(
  books: Books,
  query: TagQuery & { readonly ref: DimensionRef },
): Promise<TagDetail> {
  return from(books, async (source) => {
    const rows = inCurrency(query, await rowsOfKey(source, query));
    const buckets = bucketsOf(query.range, "month");
    const tagged = rows.filter(({ value }) => value !== null);
    const untagged = rows.filter(({ value }) => value === null);
    const untaggedBy = async (
      dimension: "service" | "linkedAccount",
      valueOf: (row: KeyRow) => string | null,
    ): Promise<readonly TagMoney[]> => {
      const labels = await readLabels(source.connection, [dimension]);
      return moneyOf(untagged, buckets, valueOf).map((row) => ({
        ...row,
        label: labelOf(labels, dimension, row.value),
      }));
    };
    return {
      currency: currencyOf(query, rows),
      alike: alikeValues(
        moneyOf(tagged, buckets, ({ value }) => value).flatMap(({ value, total, lineItems, months }) =>
          value === null ? [] : [{ value, total, lineItems, months }],
        ),
      ),
      untaggedByService: await untaggedBy("service", ({ service }) => service),
      untaggedByAccount: await untaggedBy("linkedAccount", ({ account }) => account),
    };
  });
}

/** Sums of a key by month: by its values, and by service and account where it has none. */
type KeyRow = Omit<Tagged, "ref" | "value"> & {
  readonly value: string | null;
  readonly service: string | null;
  readonly account: string | null;
  readonly lineItems: number;
};

/** From the sums kept for all keys; of deliveries without the key all is untagged, as the daily roll-up tells. */
async function rowsOfKey(
  source: Source,
  query: TagQuery & { readonly ref: DimensionRef },
): Promise<readonly KeyRow[]> {
  const { connection } = source;
  const keys = await tagKeysOf(
    connection,
    source.deliveries.filter((delivery) => delivery.counted),
  );
  if (!keys.refs.includes(query.ref))
    fail("query.unknown_dimension", { dimension: query.ref, known: keys.refs });
  const { able } = divideByMetric(deliveriesIn(source.deliveries, query.range), query.metric);
  const hasKey = (delivery: Delivery): boolean => keys.of(delivery).includes(query.ref);
  const without = await ruleFacts(
    { ...source, deliveries: able.filter((delivery) => !hasKey(delivery)) },
    {
      metric: query.metric,
      granularity: "month",
      range: query.range,
      dimensions: ["service", "linkedAccount"],
      filters: [],
      profiles: [],
    },
  );
  const untagged = without.rows.map(
    ({ bucket, currency, amount, lineItems, key: [service = null, account = null] }): KeyRow => ({
      bucket,
      currency,
      value: null,
      service,
      account,
      amount,
      lineItems,
    }),
  );
  const having = able.filter(hasKey);
  if (having.length === 0) return untagged;
  const files = await tagSumsOf(source, having, keys);
  const rows = await runRows(connection, moneyOfKey(query, having, files));
  return [
    ...untagged,
    ...rows.map(([bucket, currency, value, service, account, amount, lineItems]): KeyRow => ({
      bucket: Number(bucket),
      currency: textOrNull(currency),
      value: textOrNull(value),
      service: textOrNull(service),
      account: textOrNull(account),
      amount: amount == null ? null : parseScaled(String(amount)),
      lineItems: Number(lineItems),
    })),
  ];
}

async function tagSumsOf(
  { connection, directory }: Source,
  deliveries: readonly Delivery[],
  keys: TagKeys,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const delivery of deliveries)
    files.push(await ensureTagSums(connection, directory, delivery, keys.of(delivery)));
  return files;
}

/** The whole bill by month. */
async function billByMonth(source: Source, query: TagQuery) {
  const found = await ruleFacts(source, {
    metric: query.metric,
    granularity: "month",
    range: query.range,
    dimensions: [],
    filters: [],
    profiles: [],
  });
  return { ...found, rows: inCurrency(query, found.rows) };
}

function inCurrency<Row extends Pick<Fact, "currency">>(
  { currency }: TagQuery,
  rows: readonly Row[],
): readonly Row[] {
  return rows.filter((row) => currency === null || row.currency === currency);
}

function monthly(
  rows: readonly Pick<Fact, "bucket" | "amount">[],
  known: readonly boolean[],
): readonly (bigint | null)[] {
  const sums = known.map((isThere): bigint | null => (isThere ? 0n : null));
  for (const { bucket, amount } of rows) if (amount !== null) sums[bucket] = (sums[bucket] ?? 0n) + amount;
  return sums;
}

function moneyOf(
  rows: readonly KeyRow[],
  buckets: readonly string[],
  valueOf: (row: KeyRow) => string | null,
): readonly TagMoney[] {
  const sums = new Map<string | null, { lineItems: number; months: Map<string, bigint> }>();
  for (const row of rows) {
    const value = valueOf(row);
    const sum = sums.get(value) ?? { lineItems: 0, months: new Map<string, bigint>() };
    const month = buckets[row.bucket]?.slice(0, 7) ?? "";
    sum.months.set(month, (sum.months.get(month) ?? 0n) + (row.amount ?? 0n));
    sum.lineItems += row.lineItems;
    sums.set(value, sum);
  }
  return [...sums]
    .map(([value, { lineItems, months }]) => ({
      value,
      label: null,
      total: formatScaled([...months.values()].reduce((total, amount) => total + amount, 0n)),
      lineItems,
      months: [...months].map(([month, amount]) => ({ month, amount: formatScaled(amount) })),
    }))
    .toSorted((a, b) => compare(b.total, a.total) || ((a.value ?? "") < (b.value ?? "") ? -1 : 1));
}

function textOrNull(value: unknown): string | null {
  return value == null ? null : String(value);
}

function totalOf(sums: readonly (bigint | null)[]): string | null {
  const known = sums.filter((sum) => sum !== null);
  return known.length === 0 ? null : formatScaled(known.reduce((total, sum) => total + sum, 0n));
}

function textOf(sum: bigint | null): string | null {
  return sum === null ? null : formatScaled(sum);
}

/** Money of several currencies is never added up. */
function currencyOf({ currency }: TagQuery, rows: readonly Pick<Fact, "currency">[]): string | null {
  if (currency !== null) return currency;
  const found = [...new Set(rows.flatMap((row) => (row.currency === null ? [] : [row.currency])))].toSorted();
  if (found.length > 1) fail("query.mixed_currencies", { currencies: found });
  return found[0] ?? null;
}
