import type { SampleMonth } from "./calendar.ts";
import { cur2Columns, cur2ParquetType } from "./cur2-columns.ts";
import { exportMonth, type ExportLayout } from "./data-export.ts";
import { countedRows, LINE_ITEM_METRICS } from "./line-item-totals.ts";
import type { ReportMonth, ReportOptions, ReportWriter } from "./report.ts";
import { rowText } from "./row-text.ts";
import type { TotalsLedger } from "./totals.ts";
import type { SampleWorld } from "./world.ts";

const LAYOUT: ExportLayout = { name: "larkfield-cur2", partitionKey: "BILLING_PERIOD", isOverwritten: true };

/** CUR 2.0 by Data Exports, overwritten in place. */
export const CUR2_REPORT: ReportWriter = { metrics: LINE_ITEM_METRICS, month: cur2Month };

function cur2Month(
  world: SampleWorld,
  month: SampleMonth,
  ledger: TotalsLedger,
  options: ReportOptions,
): ReportMonth {
  const columns = cur2Columns(world.options.splitCosts ?? false);
  const written = columns.map((column) => ({
    header: column.name,
    parquetName: column.name,
    parquetType: cur2ParquetType(column),
  }));
  const rows = countedRows(world.lineItems(month), rowText(columns, month, "java"), month, ledger);
  return exportMonth({ layout: LAYOUT, world, month, columns: written, rows, options });
}
