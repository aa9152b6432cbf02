import type { DuckDBConnection } from "@duckdb/node-api";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { deliveriesFor, deliveriesIn, divideByMetric, storeFor } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { scaledOf, sumKnown } from "#core/money/decimal.ts";
import type { OrganizationAnswer, OrganizationQuery } from "#core/organization/organization.ts";
import { costByAccount } from "#core/organization/organization-sql.ts";
import { organizationTree, type AccountCost } from "#core/organization/organization-tree.ts";
import type { DateRange } from "#core/time/period.ts";
import { listKnownAccounts } from "../catalogue/account-names.ts";
import { answerCurrency } from "#core/cost/query/answer-currency.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { readLabels } from "../cost/labels.ts";
import type { Plain } from "../duckdb/decode.ts";
import { runRows } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

/** What payers, organizational units and linked accounts of a workspace cost. */
export async function queryOrganization(
  { database, directory }: OpenWorkspace,
  query: OrganizationQuery,
  signal?: AbortSignal,
): Promise<OrganizationAnswer> {
  return withDeliveries(
    database,
    (connection, deliveries) => answerOrganization(connection, directory, deliveries, query),
    signal,
  );
}

type Found = {
  readonly bucket: number;
  readonly currency: string | null;
  readonly payer: string | null;
  readonly account: string | null;
  readonly amount: bigint | null;
  readonly lineItems: number;
  readonly services: readonly string[];
  readonly regions: readonly string[];
};

async function answerOrganization(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: OrganizationQuery,
): Promise<OrganizationAnswer> {
  const { metric, range, before, trend, filters, profiles = [] } = query;
  const store = storeFor(
    ["payerAccount", "linkedAccount", ...filters.map(({ dimension }) => dimension)],
    false,
    profiles,
  );
  const read = async (asked: DateRange, granularity: "month" | "total") => {
    const { able, missing } = divideByMetric(deliveriesIn(deliveries, asked), metric);
    const held = deliveriesFor(able, filters);
    const rows = await runRows(
      connection,
      costByAccount({
        store,
        deliveries: held,
        directory,
        metric,
        granularity,
        range: asked,
        filters,
        profiles,
      }),
    );
    return { able, missing, rows: rows.map(foundRow) };
  };
  const now = await read(range, "total");
  const past = before === null ? null : await read(before, "total");
  const months = bucketsOf(trend, "month");
  const course = await read(trend, "month");
  const currencies = currenciesOf(now.rows);
  const currency = answerCurrency(query, currencies);
  const isAsked = (row: Found): boolean => currency === null || row.currency === currency;
  const costs = together(
    now.rows.filter(isAsked),
    past?.rows.filter(isAsked) ?? [],
    course.rows.filter(isAsked),
  );
  const heldMonths = new Set(course.able.map(({ billingPeriod }) => billingPeriod));
  const labels = await readLabels(connection, ["linkedAccount", "payerAccount"]);
  const nodes = organizationTree({
    costs,
    known: await listKnownAccounts(connection),
    nameOf: (id) => labels.get("linkedAccount")?.get(id) ?? labels.get("payerAccount")?.get(id) ?? null,
    isRangeKnown: now.able.length > 0,
    isBeforeKnown: past !== null && past.able.length > 0,
    knownMonths: months.map((month) => heldMonths.has(month)),
  });
  const roots = nodes.filter(({ parentId }) => parentId === null);
  return {
    currency,
    currencies,
    nodes,
    total: sumKnown(roots.map(({ cost }) => cost)),
    before: sumKnown(roots.map((root) => root.before)),
    lineItems: roots.reduce((sum, { lineItems }) => sum + lineItems, 0),
    trendMonths: months,
    missing: now.missing,
    answeredFrom: store,
  };
}

function together(
  now: readonly Found[],
  past: readonly Found[],
  course: readonly Found[],
): readonly AccountCost[] {
  const keyOf = ({ payer, account }: Found): string => JSON.stringify([payer, account]);
  const current = new Map(now.map((row) => [keyOf(row), row]));
  const former = new Map(past.map((row) => [keyOf(row), row]));
  const trends = new Map<string, Map<number, bigint | null>>();
  for (const row of course) {
    const months = trends.get(keyOf(row)) ?? new Map<number, bigint | null>();
    trends.set(keyOf(row), months.set(row.bucket, row.amount));
  }
  const seen = new Map([...course, ...past, ...now].map((row) => [keyOf(row), row]));
  return [...seen].map(([key, { payer, account }]) => ({
    payer,
    account,
    cost: current.get(key)?.amount ?? null,
    before: former.get(key)?.amount ?? null,
    trend: trends.get(key) ?? new Map<number, bigint | null>(),
    lineItems: current.get(key)?.lineItems ?? 0,
    services: current.get(key)?.services ?? [],
    regions: current.get(key)?.regions ?? [],
  }));
}

function foundRow([
  bucket,
  currency,
  payer,
  account,
  amount,
  lineItems,
  services,
  regions,
]: readonly Plain[]): Found {
  return {
    bucket: Number(bucket),
    currency: textOf(currency),
    payer: textOf(payer),
    account: textOf(account),
    amount: typeof amount === "string" ? scaledOf(amount) : null,
    lineItems: Number(lineItems),
    services: textsOf(services),
    regions: textsOf(regions),
  };
}

function currenciesOf(rows: readonly Found[]): readonly string[] {
  return [...new Set(rows.flatMap(({ currency }) => (currency === null ? [] : [currency])))].toSorted();
}

function textOf(value: Plain | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function textsOf(value: Plain | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
