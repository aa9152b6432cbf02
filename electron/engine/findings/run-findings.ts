import type { DuckDBConnection } from "@duckdb/node-api";
import { missingColumns } from "#core/cost/source/availability.ts";
import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { deliveriesIn } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { givenFor } from "#core/finding/assumptions.ts";
import type { FindingRule } from "#core/finding/finding.ts";
import type { FindingsRun, RuleFound } from "#core/finding/findings-answer.ts";
import type { FindingsRequest } from "#core/finding/findings-query.ts";
import { notComputable } from "#core/finding/needs.ts";
import { FINDING_RULES } from "#core/finding/registry.ts";
import {
  commitmentTable,
  findingTables,
  historyTable,
  tagTable,
  type FindingSource,
  type FindingTables,
} from "#core/finding/tables.ts";
import { AppError, fail, failure, type Failure } from "#core/result/failure.ts";
import { join, sql, type Sql } from "#core/sql/sql.ts";
import { addMonths, periodOf, periodsOf, type DateRange } from "#core/time/period.ts";
import { describe } from "../cost/describe.ts";
import { factsOf } from "../commitment/kept-facts.ts";
import { runAll, runRows } from "../duckdb/run.ts";
import { FactBook, readItems } from "./read-items.ts";

/** Months that rules look back on. */
const MONTHS_BEFORE = 12;

export type RunOptions = {
  readonly rules?: readonly FindingRule[];
  readonly signal?: AbortSignal;
  /** Rules done, of how many, and the one that is next. */
  readonly onProgress?: (done: number, rules: number, title: string) => void;
};

/** Looks through the bills of the workspace with every rule. One that fails is told and does not stop the others. */
export async function runFindings(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  request: FindingsRequest,
  options: RunOptions = {},
): Promise<FindingsRun> {
  return runRules(connection, await lookHere(connection, directory, deliveries, request), request, options);
}

/** The bills of the workspace. */
export async function lookHere(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  request: FindingsRequest,
): Promise<LookedThrough> {
  const range = wholeMonths(request.range);
  const asked = deliveriesIn(deliveries, range);
  if (asked.length === 0) fail("query.no_data", {}, "user");
  const looked = withPast(deliveries, range);
  const currency = await currencyOf(connection, asked, request.currency);
  const commitments = await factsOf(connection, directory, asked, "hour");
  const source: FindingSource = { deliveries: looked, directory, range, currency, commitments };
  const tags = await tagKeys(connection, asked);
  const make = [historyTable(source), commitmentTable(source), tagTable(source, tags)];
  return { currency, asked, looked, make, tables: findingTables(source) };
}

/** What rules run over. */
export type LookedThrough = {
  readonly currency: string;
  /** Deliveries of the period, and those with the ones of the months before it. */
  readonly asked: readonly Delivery[];
  readonly looked: readonly Delivery[];
  /** Makes the temporary tables that `tables` reads. */
  readonly make: readonly Sql[];
  readonly tables: FindingTables;
};

/** The same over tables that `make` makes, within the transaction of the connection. */
export async function runRules(
  connection: DuckDBConnection,
  { currency, asked, looked, make, tables }: LookedThrough,
  request: FindingsRequest,
  { rules = FINDING_RULES, signal, onProgress }: RunOptions = {},
): Promise<FindingsRun> {
  const months = periodsOf(wholeMonths(request.range)).filter((month) =>
    asked.some(({ billingPeriod }) => billingPeriod === month),
  );
  const lacking = rules.map((rule) => notComputable(rule, months, looked)).filter((lack) => lack !== null);
  const isOut = ({ id }: FindingRule): boolean =>
    lacking.some(({ finding, isPartial }) => finding === id && !isPartial);
  const failed: { finding: string; failure: Failure }[] = [];

  const lookThrough = async (): Promise<readonly RuleFound[]> => {
    await runAll(connection, make);
    const book = new FactBook(connection);
    const found: RuleFound[] = [];
    for (const [at, rule] of rules.entries()) {
      signal?.throwIfAborted();
      onProgress?.(at, rules.length, rule.title);
      if (isOut(rule) || failed.some(({ finding }) => finding === rule.id)) continue;
      try {
        found.push(await readItems(book, tables, rule, givenFor(rule, request.assumptions)));
      } catch (error) {
        if (signal?.aborted === true || (error instanceof AppError && error.failure.code === "cancelled"))
          throw error;
        failed.push({ finding: rule.id, failure: failureOfRule(error) });
        // What DuckDB refused has ended the transaction, and the tables with it: new ones number their costs anew.
        await connection.run("ROLLBACK").catch(() => null);
        await connection.run("BEGIN");
        return lookThrough();
      }
    }
    return found;
  };
  const found = await lookThrough();
  return { currency, months, metric: metricOf(asked), found, notComputable: lacking, failed };
}

/** Days widened to the months they are in. */
export function wholeMonths({ from, to }: DateRange): DateRange {
  const periods = periodsOf({ from, to });
  const [first = periodOf(from)] = periods;
  return { from: `${first}-01`, to: `${addMonths(periods.at(-1) ?? first, 1)}-01` };
}

function withPast(deliveries: readonly Delivery[], { from, to }: DateRange): readonly Delivery[] {
  return deliveriesIn(deliveries, { from: `${addMonths(periodOf(from), -MONTHS_BEFORE)}-01`, to });
}

async function currencyOf(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
  asked: string | null,
): Promise<string> {
  if (asked !== null) return asked;
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT currency FROM daily WHERE delivery_id IN (${join(deliveries.map(({ id }) => id))}) ORDER BY currency`,
  );
  const currencies = rows.map(([currency]) => String(currency));
  if (currencies.length > 1) fail("query.mixed_currencies", { currencies });
  return currencies[0] ?? fail("query.no_data", {}, "user");
}

async function tagKeys(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly DimensionRef[]> {
  const { dimensions } = await describe(connection, deliveries);
  return dimensions
    .filter(({ kind, key }) => kind === "tag" && !key.startsWith("aws:"))
    .map(({ ref }) => parseDimensionRef(ref))
    .filter((ref) => ref !== null);
}

function metricOf(deliveries: readonly Delivery[]): FindingsRun["metric"] {
  const net = deliveries.filter((delivery) => missingColumns(delivery, "netAmortized").length === 0).length;
  if (net === 0) return "amortized";
  return net === deliveries.length ? "netAmortized" : "mixed";
}

function failureOfRule(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? error.message : String(error);
  return failure("query.invalid", { at: "rule", problem: cause.split("\n", 1)[0] ?? cause }, "no", cause);
}
