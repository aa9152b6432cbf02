import type { DuckDBConnection } from "@duckdb/node-api";
import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { deliveriesIn } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { givenFor } from "#core/finding/assumptions.ts";
import type { FindingRule } from "#core/finding/finding.ts";
import type { FindingsRun, RuleFound } from "#core/finding/findings-answer.ts";
import type { FindingsRequest, LookedThrough } from "#core/finding/findings-query.ts";
import { lookedThrough, onlyCurrency } from "#core/finding/looked-through.ts";
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
import { addMonths, periodOf, type DateRange, wholeMonths } from "#core/time/period.ts";
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
  const bills = await lookHere(connection, directory, deliveries, request, options.rules);
  return runRules(connection, bills, request, options);
}

/** What rules run over: what is said of it, and what makes and reads its temporary tables. */
export type FindingBills = {
  readonly about: LookedThrough;
  readonly make: readonly Sql[];
  readonly tables: FindingTables;
};

/** The bills of the workspace. */
export async function lookHere(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  request: FindingsRequest,
  rules = FINDING_RULES,
): Promise<FindingBills> {
  const range = wholeMonths(request.range);
  const asked = deliveriesIn(deliveries, range);
  if (asked.length === 0) fail("query.no_data", {}, "user");
  const looked = withPast(deliveries, range);
  const currency = onlyCurrency(await currenciesOf(connection, asked), request.currency);
  const commitments = await factsOf(connection, directory, asked, "hour");
  const source: FindingSource = { deliveries: looked, directory, range, currency, commitments };
  const tags = await tagKeys(connection, asked);
  return {
    about: lookedThrough({ range, asked, looked, currency, rules }),
    make: [historyTable(source), commitmentTable(source), tagTable(source, tags)],
    tables: findingTables(source),
  };
}

/** Looks through bills with every rule, within the transaction of the connection. */
export async function runRules(
  connection: DuckDBConnection,
  { about, make, tables }: FindingBills,
  { assumptions }: Pick<FindingsRequest, "assumptions">,
  { rules = FINDING_RULES, signal, onProgress }: RunOptions = {},
): Promise<FindingsRun> {
  const isOut = ({ id }: FindingRule): boolean =>
    about.notComputable.some(({ finding, isPartial }) => finding === id && !isPartial);
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
        found.push(await readItems(book, tables, rule, givenFor(rule, assumptions)));
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
  return { ...about, found, failed };
}

function withPast(deliveries: readonly Delivery[], { from, to }: DateRange): readonly Delivery[] {
  return deliveriesIn(deliveries, { from: `${addMonths(periodOf(from), -MONTHS_BEFORE)}-01`, to });
}

async function currenciesOf(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly string[]> {
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT currency FROM daily WHERE delivery_id IN (${join(deliveries.map(({ id }) => id))})`,
  );
  return rows.map(([currency]) => String(currency));
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

function failureOfRule(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? error.message : String(error);
  return failure("query.invalid", { at: "rule", problem: cause.split("\n", 1)[0] ?? cause }, "no", cause);
}
