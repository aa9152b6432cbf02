import type { SampleMonth } from "./calendar.ts";
import { exportMonth, type ExportLayout } from "./data-export.ts";
import { consumed, focusColumns, type FocusColumn } from "./focus-columns.ts";
import { focusRows, type FocusRow } from "./focus-row.ts";
import type { ReportMonth, ReportOptions, ReportWriter } from "./report.ts";
import { cellText } from "./row-text.ts";
import type { TotalsEntry, TotalsLedger } from "./totals.ts";
import type { SampleWorld } from "./world.ts";

const LAYOUT: ExportLayout = {
  name: "larkfield-focus",
  partitionKey: "billing_period",
  isOverwritten: false,
};

/** FOCUS 1.2 by Data Exports, every run in a folder of its own. */
export const FOCUS_REPORT: ReportWriter = {
  metrics: ["billedCost", "effectiveCost", "listCost", "contractedCost", "consumedQuantity"],
  month: focusMonth,
};

function focusMonth(
  world: SampleWorld,
  month: SampleMonth,
  ledger: TotalsLedger,
  options: ReportOptions,
): ReportMonth {
  const columns = focusColumns();
  const written = columns.map(({ name, type }) => ({ header: name, parquetName: name, parquetType: type }));
  const rows = countedFocusRows(world, month, columns, ledger);
  return exportMonth({ layout: LAYOUT, world, month, columns: written, rows, options });
}

function* countedFocusRows(
  world: SampleWorld,
  month: SampleMonth,
  columns: readonly FocusColumn[],
  ledger: TotalsLedger,
): Generator<string, void> {
  for (const item of world.lineItems(month)) {
    for (const row of focusRows(item)) {
      ledger.add(totalsEntry(row, month));
      yield `${columns.map((column) => cellText(column.cell(row, month), "java")).join(",")}\n`;
    }
  }
}

function totalsEntry(row: FocusRow, month: SampleMonth): TotalsEntry {
  return {
    billingPeriod: month.billingPeriod,
    service: row.item.product.service.code,
    account: row.item.account.id,
    type: row.chargeCategory,
    day: row.item.slot.date,
    amounts: [row.billed, row.effective, row.list, row.contracted, consumed(row) ?? 0n],
  };
}
