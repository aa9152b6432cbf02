import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  StatementQuery,
  StatementRow,
} from "#core/allocation/allocation-query.ts";
import type { FactsAway } from "#core/allocation/in-place/facts-away.ts";
import { statementRows } from "#core/allocation/statement.ts";
import type { ExportTable } from "#core/export/export-table.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import { answerAllocation, answerChargeback, previewAllocation } from "./answer-allocation.ts";
import { readChargeback } from "./read-chargeback.ts";
import type { Source } from "./rule-facts.ts";

/** The open workspace as questions about allocation need it. */
export type Books = {
  readonly database: Database;
  readonly directory: string;
  readonly signal?: AbortSignal;
  /** Facts of months that AWS was asked for. */
  readonly away?: FactsAway;
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

/** The chargeback as a table: one row per unit, account and service. */
export function queryChargeback(books: Books, query: AllocationQuery): Promise<ExportTable> {
  return from(books, async (source) => (await readChargeback(source, { query, title: "Chargeback" })).table);
}

export function from<T>(
  { database, directory, signal, away }: Books,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  return withDeliveries(
    database,
    (connection, deliveries) =>
      work({ database, connection, directory, deliveries, ...(away === undefined ? {} : { away }) }),
    signal,
  );
}
