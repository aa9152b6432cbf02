import { parseScaled } from "../../money/decimal.ts";
import { athenaStatement } from "../../sql/athena-statement.ts";
import { inDialect } from "../../sql/dialect.ts";
import { inlined } from "../../sql/inline.ts";
import { explanationOf } from "../explain/assemble.ts";
import type { CostCell } from "../explain/cost-cell.ts";
import { type ExplainRow, tellsInvoices } from "../explain/explain-parts.ts";
import { sourceParts } from "../explain/explain-sql.ts";
import type { Explanation } from "../explain/explanation.ts";
import type { Delivery } from "../../delivery/delivery.ts";
import { refuse } from "./cannot-run.ts";
import { overTable } from "./compile-athena.ts";
import { takingPart } from "./plan-athena.ts";
import type { AthenaRows, TableQuestion } from "./table-question.ts";

/** What a number is made of, counted over the line items of a table. */
export function explainQuestion(cell: CostCell): TableQuestion<Explanation> {
  return {
    range: cell.range,
    plan(table, surveys) {
      if (cell.containers !== undefined) refuse(table.table, { type: "containers" });
      const { able, missing, asked: deliveries } = takingPart(table, surveys, cell);
      const periods = deliveries.map(({ billingPeriod }) => billingPeriod);
      const statement = overTable(table, deliveries, (source) => sourceParts(cell, source, deliveries));
      const { database, table: name } = table;
      const sql = inlined(inDialect(statement, "athena"));
      const isAsked = deliveries.length > 0;
      return {
        asks: isAsked ? [{ statement: athenaStatement(statement), periods }] : [],
        read([rows = []]) {
          const explanation = explanationOf({
            cell,
            rows: rows.map((row) => explainRow(row, deliveries)),
            deliveries,
            isKnown: able.length > 0,
            answeredFrom: "lineItems",
            missing,
            notInvoiced: tellsInvoices(table) ? notInvoiced(rows) : [],
          });
          return {
            ...explanation,
            deliveries: explanation.deliveries.map((delivery) => ({ ...delivery, inAws: true })),
            askedInAws: isAsked ? [{ database, table: name, billingPeriods: periods, sql }] : [],
          };
        },
      };
    },
  };
}

function explainRow(
  [
    period,
    type = null,
    ,
    currency = null,
    unit = null,
    lineItems = "",
    unblended = null,
    amount = null,
    splitRows = "",
  ]: AthenaRows[number],
  deliveries: readonly Delivery[],
): ExplainRow {
  return {
    delivery: deliveries.findIndex(({ billingPeriod }) => billingPeriod === period),
    file: null,
    lineItemType: type,
    isSplit: false,
    currency,
    unit,
    lineItems: Number(lineItems),
    unblended: scaled(unblended),
    amount: scaled(amount),
    splitRows: Number(splitRows),
  };
}

/** Periods that have charges without an invoice among the line items of the number. */
function notInvoiced(rows: AthenaRows): readonly string[] {
  const periods = rows.flatMap((row) => (Number(row[9] ?? 0) > 0 ? (row[0] ?? []) : []));
  return [...new Set(periods)].toSorted();
}

function scaled(amount: string | null): bigint | null {
  return amount === null ? null : parseScaled(amount);
}
