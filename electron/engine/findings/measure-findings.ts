import type { DuckDBConnection } from "@duckdb/node-api";
import { deliveriesIn, newestPeriod } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { MeasuredFinding, MeasureQuery } from "#core/finding/findings-query.ts";
import type { FoundItem } from "#core/finding/overlap.ts";
import { acceptedResources, measured } from "#core/finding/realised.ts";
import { findingRule } from "#core/finding/registry.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { join, sql } from "#core/sql/sql.ts";
import { addDays, addMonths, rangeOfPeriod, type BillingPeriod } from "#core/time/period.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { runRows } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { runFindings } from "./run-findings.ts";

/** Holds accepted findings against the bills since then. */
export async function measureFindings(
  { database, directory }: OpenWorkspace,
  { marks, assumptions }: MeasureQuery,
  signal?: AbortSignal,
): Promise<readonly MeasuredFinding[]> {
  return withDeliveries(
    database,
    async (connection, deliveries) => {
      const newest = newestPeriod(deliveries);
      const results: MeasuredFinding[] = [];
      for (const { id, accepted } of marks) {
        const rule = findingRule(id);
        if (rule === null || accepted === null || newest === null) continue;
        const range = { from: `${accepted.month}-01`, to: `${addMonths(newest, 1)}-01` };
        if (!deliveriesIn(deliveries, range).some(({ billingPeriod }) => billingPeriod === accepted.month))
          continue;
        const run = await runFindings(
          connection,
          directory,
          deliveries,
          { range, currency: accepted.currency, assumptions },
          { rules: [rule], ...(signal === undefined ? {} : { signal }) },
        );
        const items = run.found.flatMap((found) => found.items);
        const costs = await costsOf(connection, accepted.month, items);
        results.push(
          measured({
            finding: id,
            accepted,
            items,
            costOf: (month) => costs.get(month) ?? 0n,
            months: await endedMonths(connection, deliveries, accepted.month),
          }),
        );
      }
      return results;
    },
    signal,
  );
}

/** What the accepted resources cost in all, by month. */
async function costsOf(
  connection: DuckDBConnection,
  month: BillingPeriod,
  items: readonly FoundItem[],
): Promise<ReadonlyMap<string, bigint>> {
  const resources = acceptedResources(items.filter((item) => item.month === month));
  if (resources.length === 0) return new Map();
  const rows = await runRows(
    connection,
    sql`SELECT month, sum(cost)::DECIMAL(38,18) FROM finding_history
      WHERE is_usage AND month >= ${month} AND resource IN (${join(resources)}) GROUP BY month`,
  );
  return new Map(rows.map(([at, cost]) => [String(at), scaledOf(String(cost))]));
}

/** Months after `month` whose last day has costs: the one that goes on says nothing yet. */
async function endedMonths(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
  month: BillingPeriod,
): Promise<readonly BillingPeriod[]> {
  const ids = deliveries.filter(({ counted }) => counted).map(({ id }) => id);
  const rows = await runRows(
    connection,
    sql`SELECT billing_period, max(day) FILTER (usage_amount > 0) FROM daily
      WHERE delivery_id IN (${join(ids)}) AND billing_period > ${month} GROUP BY 1 ORDER BY 1`,
  );
  return rows
    .filter(([period, day]) => String(day) === addDays(rangeOfPeriod(String(period)).to, -1))
    .map(([period]) => String(period));
}
