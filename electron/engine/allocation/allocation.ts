import { rename, rm, writeFile } from "node:fs/promises";
import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  StatementQuery,
  StatementRow,
} from "#core/allocation/allocation-query.ts";
import { chargebackCsv } from "#core/allocation/chargeback.ts";
import { statementRows } from "#core/allocation/statement.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import { answerAllocation, answerChargeback, previewAllocation } from "./answer-allocation.ts";
import type { Source } from "./rule-facts.ts";

/** The open workspace as questions about allocation need it. */
export type Books = {
  readonly database: Database;
  readonly directory: string;
  readonly signal?: AbortSignal;
};

/** Cost of every unit over time; with the series by day this is what budgets and unit costs are held against. */
export function queryAllocation(books: Books, query: AllocationQuery): Promise<AllocationAnswer> {
  return from(books, (source) => answerAllocation(source, query));
}

export function queryPreview(books: Books, query: AllocationQuery): Promise<AllocationPreview> {
  return from(books, (source) => previewAllocation(source, query));
}

export function queryStatement(books: Books, query: StatementQuery): Promise<readonly StatementRow[]> {
  return from(books, async (source) => {
    const { rows } = await answerChargeback(source, query);
    const labels = await readLabels(source.connection, [query.by]);
    return statementRows(query, rows).map((row) => ({ ...row, label: labelOf(labels, query.by, row.value) }));
  });
}

const NAMED: readonly DimensionRef[] = ["linkedAccount", "service"];

/** The chargeback as CSV text, with its number of rows. */
export function chargebackText(
  books: Books,
  query: AllocationQuery,
): Promise<{ readonly text: string; readonly rows: number }> {
  return from(books, async (source) => {
    const { rows, currency } = await answerChargeback(source, query);
    const labels = await readLabels(source.connection, NAMED);
    const text = chargebackCsv(query.model, rows, {
      currency,
      accountName: (id) => labelOf(labels, "linkedAccount", id),
      serviceName: (code) => labelOf(labels, "service", code),
    });
    return { text, rows: rows.length };
  });
}

/** Writes the chargeback to a file, which appears when it is complete. */
export async function exportChargeback(
  books: Books,
  query: AllocationQuery,
  path: string,
): Promise<{ readonly path: string; readonly rows: number }> {
  const { text, rows } = await chargebackText(books, query);
  const partial = `${path}.part`;
  try {
    await writeFile(partial, text);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  return { path, rows };
}

export function from<T>(
  { database, directory, signal }: Books,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  return withDeliveries(
    database,
    (connection, deliveries) => work({ database, connection, directory, deliveries }),
    signal,
  );
}
