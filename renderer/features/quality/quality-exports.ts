import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { FORMAT_WORDS } from "#core/format/report-formats.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import type { PayerIdentities } from "#core/ingest/quality-report.ts";
import { QUALITY_WORDS } from "../../format/reports.ts";

type Table = Omit<ExportTable, "title">;

/** The column of `deliveryTable` that names the currency of a row. */
export const CURRENCY_AT = 9;

/** Every delivery and what it brought. */
export function deliveryTable(periods: readonly PeriodSummary[]): Table {
  return {
    columns: [
      column("Billing period"),
      column("Report"),
      column("Format"),
      column("Payer account"),
      column("Version"),
      column("Counted"),
      column("Quality"),
      column("Line items", "integer"),
      column("Files", "integer"),
      column("Currency"),
      moneyColumn("Unblended cost", null),
      column("Last usage day", "date"),
      column("Imported at", "timestamp"),
    ],
    rows: periods.map((one) => [
      one.billingPeriod,
      one.reportName,
      FORMAT_WORDS[one.format],
      one.payerAccountId,
      one.version,
      one.counted ? "yes" : "no",
      QUALITY_WORDS[one.quality].name,
      String(one.rows),
      String(one.files),
      one.currency,
      one.unblended,
      one.lastUsageDate,
      one.importedAt,
    ]),
  };
}

/** Every check of every payer and month. */
export function identityTable(all: readonly PayerIdentities[]): Table {
  return {
    columns: [
      column("Payer account"),
      column("Billing period"),
      column("Report"),
      column("Check"),
      column("Subject"),
      column("Outcome"),
      column("Currency"),
      moneyColumn("Expected", null),
      moneyColumn("Actual", null),
      moneyColumn("Difference", null),
      column("Note"),
    ],
    rows: all.flatMap(({ payerAccountId, billingPeriod, reportName, currency, identities }) =>
      identities.map((check) => [
        payerAccountId,
        billingPeriod,
        reportName,
        check.id,
        check.subject,
        check.outcome,
        currency,
        check.expected,
        check.actual,
        check.difference,
        check.note,
      ]),
    ),
  };
}
