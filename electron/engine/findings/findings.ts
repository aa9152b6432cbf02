import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import {
  findingItems,
  findingsAnswer,
  type FindingsRun,
  type Labels,
} from "#core/finding/findings-answer.ts";
import type {
  FindingItemPage,
  FindingItemsQuery,
  FindingsAnswer,
  FindingsQuery,
  FindingsRequest,
  SummedBills,
} from "#core/finding/findings-query.ts";
import type { Progress } from "#core/job/job.ts";
import { fail } from "#core/result/failure.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { lookAway } from "./look-away.ts";
import { runFindings, runRules } from "./run-findings.ts";

/** The latest runs of an open workspace: other periods, other assumptions. */
const KEPT_RUNS = 4;
const KEPT = new WeakMap<Database, Map<string, FindingsRun>>();

/** Looks through the bills, unless that was done already. */
export async function findFindings(
  { database, directory }: OpenWorkspace,
  request: FindingsRequest,
  signal: AbortSignal | undefined,
  onProgress?: (progress: Progress) => void,
): Promise<{ readonly findings: number }> {
  const run = await withDeliveries(
    database,
    (connection, deliveries) =>
      ranOrRun(database, connection, deliveries, request, { directory, signal, onProgress }),
    signal,
  );
  return { findings: run.found.filter(({ items }) => items.length > 0).length };
}

/** Looks through bills that lie in AWS, unless that was done already. */
export async function findFindingsAway(
  { database, directory }: OpenWorkspace,
  bills: SummedBills,
  signal?: AbortSignal,
): Promise<void> {
  await withDeliveries(
    database,
    async (connection) =>
      keptOr(database, bills.run, () =>
        runRules(connection, lookAway(directory, bills), bills, signal === undefined ? {} : { signal }),
      ),
    signal,
  );
}

export async function listFindings(
  { database }: OpenWorkspace,
  query: FindingsQuery,
  signal?: AbortSignal,
): Promise<FindingsAnswer | null> {
  return withDeliveries(
    database,
    async (connection, deliveries) => {
      const run = KEPT.get(database)?.get(query.run ?? keyOf(deliveries, query));
      return run === undefined ? null : findingsAnswer(run, query, await labelsOf(connection));
    },
    signal,
  );
}

export async function pageOfFinding(
  { database, directory }: OpenWorkspace,
  query: FindingItemsQuery,
  signal?: AbortSignal,
): Promise<FindingItemPage> {
  return withDeliveries(
    database,
    async (connection, deliveries) => {
      const run =
        query.run === undefined
          ? await ranOrRun(database, connection, deliveries, query, { directory, signal })
          : await keptOr(database, query.run, async () => fail("findings.not_kept", {}));
      return findingItems(run, query, await labelsOf(connection));
    },
    signal,
  );
}

type Running = {
  readonly directory: string;
  readonly signal: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
};

async function ranOrRun(
  database: Database,
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
  request: FindingsRequest,
  { directory, signal, onProgress }: Running,
): Promise<FindingsRun> {
  return keptOr(database, keyOf(deliveries, request), () =>
    runFindings(connection, directory, deliveries, request, {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (done, rules, title) => onProgress?.(progressOf(done, rules, title)),
    }),
  );
}

async function keptOr(
  database: Database,
  key: string,
  look: () => Promise<FindingsRun>,
): Promise<FindingsRun> {
  const kept = KEPT.get(database) ?? new Map<string, FindingsRun>();
  KEPT.set(database, kept);
  const run = kept.get(key) ?? (await look());
  kept.delete(key);
  kept.set(key, run);
  for (const oldest of [...kept.keys()].slice(0, -KEPT_RUNS)) kept.delete(oldest);
  return run;
}

/** A rule that failed may do better next time, so what was found then is part of the key no less than the bills. */
function keyOf(deliveries: readonly Delivery[], { range, currency, assumptions }: FindingsRequest): string {
  const bills = deliveries.filter(({ counted }) => counted).map(({ id }) => id);
  const set = assumptions.map(({ finding, id, value }) => [finding, id, value]).toSorted();
  return JSON.stringify([bills.toSorted(), range, currency, set]);
}

async function labelsOf(connection: DuckDBConnection): Promise<Labels> {
  const labels = await readLabels(connection, ["linkedAccount", "service"]);
  return (dimension, value) => labelOf(labels, dimension, value);
}

function progressOf(done: number, rules: number, title: string): Progress {
  return {
    phase: "finding",
    fraction: done / rules,
    doneBytes: 0,
    totalBytes: 0,
    rows: 0,
    remainingMs: null,
    subject: title,
  };
}
