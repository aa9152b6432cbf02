import type { Delivery } from "#core/delivery/delivery.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import type { Row } from "../duckdb/run.ts";

/** Where a delivery came from, to tell a re-import of the same bytes. */
export type Origin = {
  /** Hash over the hashes of all source files of the import. */
  readonly contents: string;
  /** Ids of the deliveries that the same files became, this one included. */
  readonly siblings: readonly string[];
};

/** All the catalogue knows of one delivery. */
export type CatalogueEntry = {
  readonly delivery: Delivery;
  readonly quality: QualityReport;
  readonly summaries: readonly PeriodSummary[];
  readonly origin: Origin;
};

type Encoded = { readonly [K in keyof CatalogueEntry]: string };

export function encodeEntry(entry: CatalogueEntry): Encoded {
  return {
    delivery: JSON.stringify(entry.delivery),
    quality: JSON.stringify(entry.quality),
    summaries: JSON.stringify(entry.summaries),
    origin: JSON.stringify(entry.origin),
  };
}

/** Reads what `encodeEntry` has written; nobody else writes these columns. */
export function decodeEntry(row: Row): CatalogueEntry {
  const text = (name: keyof CatalogueEntry): string => String(row[name]);
  return {
    delivery: JSON.parse(text("delivery")) as Delivery,
    quality: JSON.parse(text("quality")) as QualityReport,
    summaries: JSON.parse(text("summaries")) as readonly PeriodSummary[],
    origin: JSON.parse(text("origin")) as Origin,
  };
}
