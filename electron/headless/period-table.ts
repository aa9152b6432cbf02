import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { count, moneyColumn } from "./money.ts";
import { table, type TableColumn } from "./table.ts";

const COLUMNS: readonly TableColumn[] = [
  { name: "Period", align: "left" },
  { name: "Report", align: "left" },
  { name: "Format", align: "left" },
  { name: "Files", align: "right" },
  { name: "Line items", align: "right" },
  { name: "Unblended cost", align: "right" },
  { name: "Currency", align: "left" },
  { name: "Quality", align: "left" },
];

/** Billing periods as JSON: the fields a script relies on first. */
export function periodJson(period: PeriodSummary): object {
  const { billingPeriod, format, rows, unblended, currency, files, ...rest } = period;
  return { billingPeriod, format, rows, unblended, currency, files, ...rest };
}

export function periodTable(periods: readonly PeriodSummary[]): string {
  const amounts = moneyColumn(periods.map(({ unblended }) => unblended));
  return table(
    COLUMNS,
    periods.map((period, index) => [
      period.billingPeriod,
      period.reportName,
      period.format,
      count(period.files),
      count(period.rows),
      amounts[index] ?? "",
      period.currency,
      period.counted ? period.quality : `${period.quality}, not counted`,
    ]),
  );
}

/** Oldest month first; within a month by report and currency. */
export function inOrder(periods: readonly PeriodSummary[]): readonly PeriodSummary[] {
  return periods.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key({ billingPeriod, reportName, deliveryId, currency }: PeriodSummary): string {
  return [billingPeriod, reportName, deliveryId, currency].join("\n");
}
