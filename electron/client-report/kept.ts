import type { ReportDefinition } from "#core/client-report/report-definition.ts";
import { reportDefinition } from "#core/contract/schema/client-report.ts";
import { keptDefinitions } from "../host/allocation.ts";
import { createCollection, type Collection } from "../host/collection.ts";
import { findingAssumptionCollection, findingMarkCollection } from "../host/findings.ts";
import { invoiceCollection, signOffCollection } from "../host/tie-out.ts";
import type { KeptForReports } from "./gather.ts";

/** Reports of a workspace folder, the one made last first. */
export function reportCollection(directory: () => string): Collection<ReportDefinition> {
  return createCollection("clientReports", reportDefinition, directory);
}

/** Reads what takes part in a report. */
export async function keptForReports(directory: string): Promise<KeptForReports> {
  const at = (): string => directory;
  const [definitions, marks, assumptions, invoices, signOffs] = await Promise.all([
    keptDefinitions(directory),
    findingMarkCollection(at).list(),
    findingAssumptionCollection(at).list(),
    invoiceCollection(at).list(),
    signOffCollection(at).list(),
  ]);
  const set = assumptions.map(({ finding, assumption, value }) => ({ finding, id: assumption, value }));
  return { definitions, marks, set, invoices, signOffs };
}
