import type { DeliveryCandidate, ImportProposal } from "#core/ingest/import-report.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { Database } from "../duckdb/database.ts";
import { type Planned, survey } from "./survey.ts";

/** Says what the paths would import. Reads manifests and beginnings of files only. */
export async function inspectPaths(
  paths: readonly string[],
  { database }: { readonly database: Database },
  signal?: AbortSignal,
): Promise<ImportProposal> {
  const found = await survey(paths, signal);
  const held = await database.read(listDeliveries, signal);
  return {
    candidates: [
      ...found.planned.map((planned) => candidateOf(planned, stateOf(planned, held))),
      ...found.superseded.map((planned) => candidateOf(planned, "superseded")),
    ],
    skipped: found.skipped,
    warnings: found.warnings,
  };
}

function candidateOf(planned: Planned, state: DeliveryCandidate["state"]): DeliveryCandidate {
  const { id, format, reportName, billingPeriod, version, manifest, warnings } = planned;
  const files = planned.files.map(({ snapshot, kind }) => ({
    path: snapshot.path,
    kind,
    sizeBytes: snapshot.sizeBytes,
  }));
  return { id, format, reportName, billingPeriod, version, manifest, files, warnings, state };
}

/** From names and sizes alone; the import itself compares the bytes. */
function stateOf(planned: Planned, held: readonly Delivery[]): DeliveryCandidate["state"] {
  const same = held.filter(
    (delivery) => delivery.format === planned.format && delivery.reportName === planned.reportName,
  );
  const ofPeriod = same.filter(
    ({ billingPeriod }) => planned.billingPeriod === null || billingPeriod === planned.billingPeriod,
  );
  const sizes = planned.files.map(({ snapshot }) => snapshot.sizeBytes).toSorted();
  const looksSame = ({ files, version }: Delivery) =>
    (planned.version === null || planned.version === version) &&
    JSON.stringify(files.map(({ sizeBytes }) => sizeBytes).toSorted()) === JSON.stringify(sizes);
  if (ofPeriod.some(looksSame)) return "unchanged";
  return ofPeriod.length > 0 && planned.billingPeriod !== null ? "replaces" : "new";
}
