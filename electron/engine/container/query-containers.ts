import type { DuckDBConnection } from "@duckdb/node-api";
import {
  CONTAINER_FILTERS,
  CONTAINER_RESOURCES,
  type ContainerAnswer,
  type ContainerMetric,
  type ContainerQuery,
  type WorkloadDetail,
  type WorkloadKey,
  type WorkloadQuery,
} from "#core/container/container.ts";
import { keptContainerFacts, podsOfWorkload } from "#core/container/container-facts.ts";
import { divideForContainers } from "#core/container/container-support.ts";
import {
  appliedFilters,
  containerCurrencies,
  costByKind,
  costByWorkload,
  costOverTime,
  instancesOfWorkload,
  type FactSource,
} from "#core/container/container-sql.ts";
import {
  containerCost,
  containerTree,
  type TimedFact,
  type WorkloadFact,
} from "#core/container/container-tree.ts";
import { reconcile, type KindFact } from "#core/container/reconcile.ts";
import { isKnown } from "#core/cost/query/answer.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { lastDay } from "#core/cost/query/compile.ts";
import type { MissingMetric } from "#core/cost/query/cost-query.ts";
import { deliveriesIn, newestPeriod } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { formatScaled, scaledOf } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { join, sql, type Sql } from "#core/sql/sql.ts";
import { type DateRange, lengthInDays } from "#core/time/period.ts";
import { answerCosts } from "../cost/answer-costs.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Plain } from "../duckdb/decode.ts";
import { run, runRows, type Row } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { deliveriesWithContainers, ensureContainers } from "./kept-containers.ts";

/** Days up to which a trend is told by day. */
const MOST_DAYS = 93;
const MOST_INSTANCES = 200;
const MOST_PODS = 1_000;

/** Clusters, namespaces and workloads of the workspace with what they cost, and how that fits the bill. */
export async function queryContainers(
  { database, directory }: OpenWorkspace,
  query: ContainerQuery,
  signal?: AbortSignal,
): Promise<ContainerAnswer> {
  return withDeliveries(
    database,
    (connection, deliveries) => answerContainers(connection, directory, deliveries, query),
    signal,
  );
}

async function answerContainers(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  query: ContainerQuery,
): Promise<ContainerAnswer> {
  const { metric, range } = query;
  const filters = appliedFilters(query);
  const inRange = deliveriesIn(all, range);
  const { held, missing } = await heldOf(connection, inRange, metric);
  const facts = await factsOf(connection, directory, held);
  const currency = await currencyOf(connection, facts, query, filters);
  const source = (asked: DateRange, relation: Sql | null): FactSource | null =>
    relation === null ? null : { facts: relation, metric, range: asked, filters, currency: currency.only };
  const granularity = lengthInDays(range) <= MOST_DAYS ? "day" : "month";
  const buckets = bucketsOf(range, granularity);
  const newest = newestPeriod(all);
  const frame = {
    periods: new Set(held.map(({ billingPeriod }) => billingPeriod)),
    newestPeriod: newest,
    lastDay: await lastDayOf(
      connection,
      all.filter((one) => one.counted && one.billingPeriod === newest),
    ),
  };
  const known = buckets.map((bucket) => isKnown(frame, bucket));
  const labels = await readLabels(connection, ["linkedAccount"]);
  const now = source(range, facts);
  const tree = {
    now: now === null ? [] : (await run(connection, costByWorkload(now))).map(workloadFact),
    trend: now === null ? [] : (await run(connection, costOverTime(now, granularity))).map(timedFact),
    before: await pastOf(connection, directory, all, query, source),
    known,
    accountName: (account: string | null) => labelOf(labels, "linkedAccount", account),
  };
  const bill = await answerCosts(connection, directory, held, {
    metric,
    granularity: "month",
    range,
    groupBy: [],
    filters,
    currency: currency.only,
    top: null,
  });
  const bills = new Map(
    bill.buckets.flatMap((month, at) => {
      const amount = bill.values[at] ?? null;
      return amount === null || !frame.periods.has(month) ? [] : [[month, scaledOf(amount)] as const];
    }),
  );
  return {
    currency: currency.only,
    currencies: currency.all,
    buckets,
    nodes: containerTree(tree),
    total: {
      ...containerCost(tree.now),
      before: tree.before === null ? null : formatScaled(sumOf(tree.before)),
      trend: known.map((isTold, bucket) =>
        isTold ? formatScaled(sumOf(tree.trend.filter((fact) => fact.bucket === bucket))) : null,
      ),
    },
    reconciliation:
      now === null ? [] : reconcile((await run(connection, costByKind(now))).map(kindFact), bills),
    missing,
    without: periodsWithout(inRange, held, missing),
    notApplied: [
      ...new Set(
        query.filters
          .map(({ dimension }) => dimension)
          .filter((dimension) => !CONTAINER_FILTERS.some((known) => known === dimension)),
      ),
    ],
  };
}

/** What one workload ran on, and its pods and tasks. */
export async function queryWorkload(
  { database, directory }: OpenWorkspace,
  query: WorkloadQuery,
  signal?: AbortSignal,
): Promise<WorkloadDetail> {
  const work = async (connection: DuckDBConnection, all: readonly Delivery[]): Promise<WorkloadDetail> => {
    const { metric, range, currency } = query;
    const { held } = await heldOf(connection, deliveriesIn(all, range), metric);
    const facts = await factsOf(connection, directory, held);
    if (facts === null) return { instances: [], instanceCount: 0, pods: [], podCount: 0 };
    const rows = await run(
      connection,
      instancesOfWorkload({ facts, metric, range, filters: [], currency }, query, MOST_INSTANCES),
    );
    const each = held.map((delivery) => podsOfWorkload(delivery, directory, query.key));
    const pods = await runRows(
      connection,
      sql`SELECT pod, count(*) OVER () AS pods FROM (SELECT DISTINCT pod FROM (${join(each, " UNION ALL ")}) WHERE pod IS NOT NULL)
        ORDER BY pod LIMIT ${MOST_PODS}`,
    );
    return {
      instances: rows.map((row) => ({
        instance: String(row["instance"]),
        cost: formatScaled(scaled(row["cost"]) ?? 0n),
        split: formatScaled(scaled(row["split"]) ?? 0n),
        unused: formatScaled(scaled(row["unused"]) ?? 0n),
        days: Number(row["days"]),
      })),
      instanceCount: Number(rows[0]?.["instances"] ?? 0),
      pods: pods.map(([pod]) => String(pod)),
      podCount: Number(pods[0]?.[1] ?? 0),
    };
  };
  return withDeliveries(database, work, signal);
}

/** The period before, where containers can be told of all of it that is held. */
async function pastOf(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  { before, metric }: ContainerQuery,
  source: (range: DateRange, facts: Sql | null) => FactSource | null,
): Promise<readonly TimedFact[] | null> {
  if (before === null) return null;
  const { held, missing } = await heldOf(connection, deliveriesIn(all, before), metric);
  const past = source(before, missing.length > 0 ? null : await factsOf(connection, directory, held));
  return past === null ? null : (await run(connection, costOverTime(past, "total"))).map(timedFact);
}

/** Deliveries that can tell of containers, and the periods that have some but cannot tell them in the metric. */
async function heldOf(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
  metric: ContainerMetric,
): Promise<{ readonly held: readonly Delivery[]; readonly missing: readonly MissingMetric[] }> {
  const having = await deliveriesWithContainers(connection, deliveries);
  const { able, missing } = divideForContainers(having, metric);
  return { held: able, missing };
}

async function factsOf(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
): Promise<Sql | null> {
  for (const delivery of deliveries) await ensureContainers(connection, directory, delivery);
  return deliveries.length === 0 ? null : keptContainerFacts(deliveries, directory);
}

/** Money of several currencies is never added up. */
async function currencyOf(
  connection: DuckDBConnection,
  facts: Sql | null,
  { metric, range, currency }: ContainerQuery,
  filters: ContainerQuery["filters"],
): Promise<{ readonly only: string | null; readonly all: readonly string[] }> {
  if (facts === null) return { only: currency, all: [] };
  const rows = await runRows(
    connection,
    containerCurrencies({ facts, metric, range, filters, currency: null }),
  );
  const all = rows.map(([found]) => String(found));
  if (currency !== null) return { only: currency, all };
  if (all.length > 1) fail("query.mixed_currencies", { currencies: all });
  return { only: all[0] ?? null, all };
}

function periodsWithout(
  inRange: readonly Delivery[],
  held: readonly Delivery[],
  missing: readonly MissingMetric[],
): readonly string[] {
  const told = new Set([...held, ...missing].map(({ billingPeriod }) => billingPeriod));
  const periods = new Set(inRange.map(({ billingPeriod }) => billingPeriod));
  return [...periods].filter((period) => !told.has(period)).toSorted();
}

async function lastDayOf(connection: DuckDBConnection, newest: readonly Delivery[]): Promise<string | null> {
  const [row] = await runRows(connection, sql`SELECT ${lastDay(newest)}`);
  return row?.[0] == null ? null : String(row[0]);
}

function keyOf(row: Row): WorkloadKey {
  return {
    platform: row["platform"] === "EKS" ? "EKS" : "ECS",
    account: textOf(row["account"]),
    region: textOf(row["region"]),
    cluster: textOf(row["cluster"]),
    namespace: textOf(row["namespace"]),
    workload: textOf(row["workload"]),
  };
}

function workloadFact(row: Row): WorkloadFact {
  return {
    ...keyOf(row),
    resource: CONTAINER_RESOURCES.find((resource) => resource === row["resource"]) ?? "other",
    isFargate: row["kind"] === "fargate",
    workloadType: textOf(row["workload_type"]),
    isTagged: row["is_tagged"] === true,
    own: scaled(row["own"]),
    unused: scaled(row["unused"]),
    reserved: scaled(row["reserved"]),
    used: scaled(row["used"]),
    allocated: scaled(row["allocated"]),
    lineItems: Number(row["line_items"]),
  };
}

function timedFact(row: Row): TimedFact {
  return { ...keyOf(row), bucket: Number(row["bucket"]), amount: scaled(row["amount"]) ?? 0n };
}

function kindFact(row: Row): KindFact {
  return {
    billingPeriod: String(row["period"]),
    kind: String(row["kind"]),
    own: scaled(row["own"]) ?? 0n,
    unused: scaled(row["unused"]) ?? 0n,
    hours: Number(row["hours"] ?? 0),
    hoursApart: Number(row["hours_apart"] ?? 0),
    hoursMissing: Number(row["hours_missing"] ?? 0),
  };
}

function sumOf(facts: readonly TimedFact[]): bigint {
  return facts.reduce((sum, { amount }) => sum + amount, 0n);
}

function scaled(value: Plain | undefined): bigint | null {
  return typeof value === "string" ? scaledOf(value) : null;
}

function textOf(value: Plain | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
