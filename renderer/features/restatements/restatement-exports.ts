import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import type {
  DifferenceAnswer,
  DifferenceDimension,
  Restatement,
  RowDifference,
} from "#core/restatement/restatement.ts";
import { dimensionName, valueName } from "../../format/dimensions.ts";

type Table = Omit<ExportTable, "title">;

/** The column of `restatementTable` that names the currency of a row. */
export const CURRENCY_AT = 8;

/** Every delivery that took the place of another one, a row per currency. */
export function restatementTable(
  restatements: readonly Restatement[],
  stateOf: (restatement: Restatement) => string,
): Table {
  return {
    columns: [
      column("Month"),
      column("Payer account"),
      column("Report"),
      column("Replaced", "timestamp"),
      column("Version before"),
      column("Version after"),
      column("Line items before", "integer"),
      column("Line items after", "integer"),
      column("Currency"),
      moneyColumn("Before", null),
      moneyColumn("After", null),
      moneyColumn("Difference", null),
      column("Changed sums", "integer"),
      column("State"),
    ],
    rows: restatements.flatMap((one) =>
      one.totals.map(({ currency, before, after, difference }) => [
        one.billingPeriod,
        one.payerAccountId,
        one.reportName,
        one.replacedAt,
        one.before.version,
        one.after.version,
        String(one.before.rows),
        String(one.after.rows),
        currency,
        before,
        after,
        difference,
        one.changedSums === null ? null : String(one.changedSums),
        stateOf(one),
      ]),
    ),
  };
}

/** What changed by one dimension. */
export function differenceTable({ groups, currency }: DifferenceAnswer, groupBy: DifferenceDimension): Table {
  const name = dimensionName(groupBy);
  return {
    columns: [
      column(name),
      column(`${name} (as billed)`),
      column("Line items before", "integer"),
      column("Line items after", "integer"),
      moneyColumn("Before", currency),
      moneyColumn("After", currency),
      moneyColumn("Difference", currency),
    ],
    rows: groups.map(({ value, label, rowsBefore, rowsAfter, before, after, difference }) => [
      valueName(groupBy, value, label),
      value,
      String(rowsBefore),
      String(rowsAfter),
      before,
      after,
      difference,
    ]),
  };
}

/** Line items that the deliveries do not have alike. */
export function changedRowTable(rows: readonly RowDifference[], currency: string | null): Table {
  return {
    columns: [
      column("Usage start", "timestamp"),
      column("Account"),
      column("Service"),
      column("Type"),
      column("Usage type"),
      column("Operation"),
      column("Region"),
      column("Resource"),
      column("Description"),
      column("Line items before", "integer"),
      column("Line items after", "integer"),
      moneyColumn("Before", currency),
      moneyColumn("After", currency),
      moneyColumn("Difference", currency),
    ],
    rows: rows.map(({ key, rowsBefore, rowsAfter, before, after, difference }) => [
      key.usageStart === null ? null : `${key.usageStart}:00Z`,
      key.linkedAccount,
      key.service,
      key.lineItemType,
      key.usageType,
      key.operation,
      key.region,
      key.resourceId,
      key.description,
      String(rowsBefore),
      String(rowsAfter),
      rowsBefore === 0 ? null : before,
      rowsAfter === 0 ? null : after,
      difference,
    ]),
  };
}
