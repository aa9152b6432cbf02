import { chargebackTable } from "#core/allocation/chargeback.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { ConvertedTable } from "#core/currency/converted-table.ts";
import { usedRates } from "#core/currency/used-rates.ts";
import type { ExportSource } from "#core/export/export-table.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import { answerChargeback } from "./answer-allocation.ts";
import type { Source } from "./rule-facts.ts";

type Chargeback = Extract<ExportSource, { kind: "chargeback" }>;

const NAMED: readonly DimensionRef[] = ["linkedAccount", "service"];

/** The chargeback with its names, as a table to be written. */
export async function readChargeback(
  source: Source,
  { query, title, beside }: Pick<Chargeback, "query" | "title" | "beside">,
): Promise<ConvertedTable> {
  const { rows, currency } = await answerChargeback(source, query);
  const labels = await readLabels(source.connection, NAMED);
  const table = chargebackTable(query.model, rows, {
    title,
    currency,
    beside: beside ?? null,
    accountName: (id) => labelOf(labels, "linkedAccount", id),
    serviceName: (code) => labelOf(labels, "service", code),
  });
  const months = new Set(rows.flatMap((row) => row.months.map(({ month }) => month)));
  return {
    table,
    used: beside === undefined || currency === null ? [] : usedRates(currency, [...months], beside),
  };
}
