import { METRIC_IDS } from "../cost/metric/metric-id.ts";
import { isKnownColumn } from "../cur/schema/column-ids.ts";
import { type Delivery, familyOf, type StoredColumn } from "../delivery/delivery.ts";
import type { TypeSums } from "./identities.ts";
import type { ImportWarning, PeriodSummary } from "./import-report.ts";
import type { IdentityCheck, MetricSupport, QualityReport, Repair } from "./quality-report.ts";

const KNOWN_TYPES: ReadonlySet<string> = new Set(
  `Usage DiscountedUsage RIFee Fee Tax Credit Refund FlatRateSubscription
  SavingsPlanCoveredUsage SavingsPlanNegation SavingsPlanRecurringFee SavingsPlanUpfrontFee
  Purchase Adjustment`.split(/\s+/),
);

/** What the import of one billing period has found out, before it is put into words. */
export type Findings = {
  readonly delivery: Delivery;
  readonly delivered: readonly StoredColumn[];
  readonly types: readonly TypeSums[];
  readonly identities: readonly IdentityCheck[];
  readonly repairs: readonly Repair[];
  readonly warnings: readonly ImportWarning[];
};

/** The data-quality report of one imported billing period. */
export function qualityReport(findings: Findings): QualityReport {
  const { delivery, delivered, types, identities, repairs } = findings;
  const family = familyOf(delivery.format);
  const unknownLineItemTypes = unknownTypes(delivery, types);
  return {
    deliveryId: delivery.id,
    billingPeriod: delivery.billingPeriod,
    format: delivery.format,
    reportName: delivery.reportName,
    counted: delivery.counted,
    rowsRead: delivery.rows,
    rowsSkipped: 0,
    files: delivery.files,
    columns: {
      delivered: delivered.length,
      filled: delivery.columns.filter(({ id }) => delivered.some((column) => column.id === id)).length,
      unknown: delivered.filter(({ id }) => !isKnownColumn(id, family)).map(({ name }) => name),
    },
    repairs,
    metrics: metricSupport(delivery),
    identities,
    unknownLineItemTypes,
    invoice: invoiceState(delivered, types),
    warnings: [...findings.warnings, ...ownWarnings(findings, unknownLineItemTypes)],
  };
}

/** How the delivery stands in one word: problems are identities that fail and cells that could not be read. */
export function qualityGrade({ identities, repairs, warnings }: QualityReport): PeriodSummary["quality"] {
  const isUnreadable = ({ kind }: Repair) => kind === "unreadableNumber" || kind === "unreadableTime";
  if (identities.some(({ outcome }) => outcome === "fails") || repairs.some(isUnreadable)) return "problems";
  return repairs.some(({ kind }) => kind === "shortRow" || kind === "unreadableMap") || warnings.length > 0
    ? "notes"
    : "good";
}

function unknownTypes({ format }: Delivery, types: readonly TypeSums[]): readonly string[] {
  const met = new Set(types.flatMap(({ type }) => (type === null ? [] : [type])));
  const isKnown = (type: string) =>
    KNOWN_TYPES.has(type) || (format !== "focus" && type.endsWith("Discount"));
  return [...met].filter((type) => !isKnown(type)).toSorted();
}

function metricSupport({ unavailable, format }: Delivery): readonly MetricSupport[] {
  return METRIC_IDS.map((metric) => {
    const missing = unavailable[metric] ?? [];
    return {
      metric,
      available: missing.length === 0,
      missing,
      note: missing.length === 0 ? "" : missingNote(format, metric),
    };
  });
}

function missingNote(format: Delivery["format"], metric: string): string {
  return format === "focus" && metric === "blended"
    ? "FOCUS has no blended cost"
    : "columns are absent or empty";
}

function invoiceState(
  delivered: readonly StoredColumn[],
  types: readonly TypeSums[],
): QualityReport["invoice"] {
  if (!delivered.some(({ id }) => id === "bill_invoice_id" || id === "invoice_id")) return "unknown";
  const invoiced = types.reduce((total, sums) => total + sums.invoiced, 0);
  const open = types.reduce((total, sums) => total + sums.notInvoiced, 0);
  if (invoiced === 0) return "open";
  return open === 0 ? "final" : "closing";
}

function ownWarnings(
  { delivery, identities, repairs }: Findings,
  unknown: readonly string[],
): readonly ImportWarning[] {
  const paths = delivery.files.map(({ source }) => source);
  const warnings: ImportWarning[] = [];
  const failing = [...new Set(identities.filter(({ outcome }) => outcome === "fails").map(({ id }) => id))];
  if (failing.length > 0)
    warnings.push({ code: "identity_failed", message: `Checks that fail: ${failing.join(", ")}.`, paths });
  if (unknown.length > 0)
    warnings.push({
      code: "unknown_line_item_type",
      message: `Line-item types this version does not know, counted at unblended cost: ${unknown.join(", ")}.`,
      paths,
    });
  const unreadable = cellsOf(repairs, "unreadableNumber");
  if (unreadable > 0)
    warnings.push({
      code: "unreadable_numbers",
      message: `${unreadable} cells that should be numbers are not; their text is kept and counts as nothing.`,
      paths,
    });
  const short = cellsOf(repairs, "shortRow");
  if (short > 0)
    warnings.push({
      code: "short_rows",
      message: `${short} rows are one cell short; the cell is taken as empty.`,
      paths,
    });
  if (delivery.rows === 0) warnings.push({ code: "header_only", message: "The files hold no rows.", paths });
  return warnings;
}

function cellsOf(repairs: readonly Repair[], kind: Repair["kind"]): number {
  return repairs.filter((repair) => repair.kind === kind).reduce((total, { cells }) => total + cells, 0);
}
