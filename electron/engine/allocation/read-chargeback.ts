import type { AllocationQuery } from "#core/allocation/allocation-query.ts";
import { chargebackTable } from "#core/allocation/chargeback.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { ExportTable } from "#core/export/export-table.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import { answerChargeback } from "./answer-allocation.ts";
import type { Source } from "./rule-facts.ts";

const NAMED: readonly DimensionRef[] = ["linkedAccount", "service"];

/** The chargeback with its names, as a table to be written. */
export async function readChargeback(
  source: Source,
  query: AllocationQuery,
  title: string,
): Promise<ExportTable> {
  const { rows, currency } = await answerChargeback(source, query);
  const labels = await readLabels(source.connection, NAMED);
  return chargebackTable(query.model, rows, {
    title,
    currency,
    accountName: (id) => labelOf(labels, "linkedAccount", id),
    serviceName: (code) => labelOf(labels, "service", code),
  });
}
