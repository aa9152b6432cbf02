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

/** What entries written before accounts could be synced do not tell. */
const IMPORTED: Pick<Delivery, "costAccountId" | "from"> = { costAccountId: null, from: null };
const IMPORTED_SUMMARY = { ...IMPORTED, storedBytes: 0 };

/** Reads what `encodeEntry` has written; nobody else writes these columns. */
export function decodeEntry(row: Row): CatalogueEntry {
  const text = (name: keyof CatalogueEntry): string => String(row[name]);
  return {
    delivery: { ...IMPORTED, ...(JSON.parse(text("delivery")) as Delivery) },
    quality: JSON.parse(text("quality")) as QualityReport,
    summaries: (JSON.parse(text("summaries")) as readonly PeriodSummary[]).map((summary) => ({
      ...IMPORTED_SUMMARY,
      ...summary,
    })),
    origin: JSON.parse(text("origin")) as Origin,
  };
}
