import type { ReportFormat } from "../../delivery/delivery.ts";
import { CUR2_ONLY } from "./cur-columns.ts";
import { normalizeName } from "./normalize.ts";

/** What the names of a file's columns say about it. */
export type Detection =
  | { readonly kind: "report"; readonly format: ReportFormat }
  | { readonly kind: "other"; readonly missing: readonly string[] };

/** Without these a row has no cost or no time, and the file is no report. Each inner list holds alternatives. */
const NEEDED: Readonly<Record<"cur" | "focus", readonly (readonly string[])[]>> = {
  cur: [["line_item_unblended_cost"], ["line_item_usage_start_date", "bill_billing_period_start_date"]],
  focus: [["billed_cost"], ["charge_period_start", "billing_period_start"]],
};

/** Tells legacy CUR, CUR 2.0 and FOCUS apart by their headers. Athena-style names in Parquet without any CUR 2.0 column are legacy. */
export function detectFormat(headers: readonly string[], container: "csv" | "parquet"): Detection {
  const names = new Set(headers.map(normalizeName));
  const family = looksLikeFocus(names) ? "focus" : "cur";
  const missing = NEEDED[family]
    .filter((alternatives) => !alternatives.some((name) => names.has(name)))
    .map((alternatives) => alternatives[0] ?? "");
  if (missing.length > 0) return { kind: "other", missing };
  return { kind: "report", format: family === "focus" ? "focus" : curFormat(headers, names, container) };
}

function looksLikeFocus(names: ReadonlySet<string>): boolean {
  return names.has("billed_cost") && !names.has("line_item_unblended_cost");
}

function curFormat(
  headers: readonly string[],
  names: ReadonlySet<string>,
  container: "csv" | "parquet",
): ReportFormat {
  if (headers.some((header) => header.startsWith("lineItem/"))) return "legacy";
  return container === "csv" || [...CUR2_ONLY].some((name) => names.has(name)) ? "cur2" : "legacy";
}
