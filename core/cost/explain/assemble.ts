import type { Delivery } from "../../delivery/delivery.ts";
import type { BillingPeriod, UsageDate } from "../../time/period.ts";
import { answerCurrency } from "../query/answer-currency.ts";
import type { MissingMetric } from "../query/cost-query.ts";
import type { Store } from "../query/plan.ts";
import type { CostCell } from "./cost-cell.ts";
import { differencesOf } from "./differences.ts";
import { deliveriesOf, type ExplainRow, partsOf, totalOf } from "./explain-parts.ts";
import type { Explanation } from "./explanation.ts";

/** What was read to explain a number; rows name `deliveries` by position. */
export type ReadToExplain = {
  readonly cell: CostCell;
  readonly rows: readonly ExplainRow[];
  readonly deliveries: readonly Delivery[];
  /** Whether any delivery supports the metric, so that no row means no cost. */
  readonly isKnown: boolean;
  readonly answeredFrom: Store;
  readonly missing: readonly MissingMetric[];
  /** Periods with charges that no invoice has yet. */
  readonly notInvoiced: readonly BillingPeriod[];
};

export function explanationOf({ rows: read, ...about }: ReadToExplain): Explanation {
  const { cell, deliveries, isKnown, answeredFrom, missing, notInvoiced } = about;
  const rows = countedRows(read);
  const currency = answerCurrency(cell, [...new Set(rows.flatMap((row) => row.currency ?? []))]);
  const parts = partsOf(rows, deliveries, cell);
  const met = deliveriesOf(rows, deliveries);
  return {
    cell,
    currency,
    total: totalOf(rows, isKnown),
    lineItems: rows.reduce((sum, { lineItems }) => sum + lineItems, 0),
    answeredFrom,
    parts,
    deliveries: met,
    missing,
    differences: differencesOf({
      cell,
      currency,
      parts,
      formats: met.map(({ format }) => format),
      notInvoiced,
      leftOutBefore: leftOut(cell, deliveries),
      missing: missing.map(({ billingPeriod }) => billingPeriod),
      splitRows:
        answeredFrom === "lineItems" ? read.reduce((sum, { splitRows }) => sum + splitRows, 0) : null,
    }),
  };
}

/** Rows with line items in the number. */
export function countedRows(rows: readonly ExplainRow[]): readonly ExplainRow[] {
  return rows.filter(({ lineItems }) => lineItems > 0);
}

function leftOut({ range }: CostCell, deliveries: readonly Delivery[]): readonly UsageDate[] {
  const days = deliveries.flatMap(({ from }) => (from !== null && from > range.from ? [from] : []));
  return [...new Set(days)].toSorted();
}
