import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import { duckdbPath } from "#core/ingest/stage-sql.ts";
import { identifier, join, literal, sql } from "#core/sql/sql.ts";
import { columnPolicy } from "#core/workspace/redaction/column-policy.ts";
import type { KnownIds } from "#core/workspace/redaction/redactor.ts";
import { runRows } from "../../duckdb/run.ts";
import type { Content } from "../export-file.ts";

/** Ids and names of all accounts, of the bills and of what was told about them. */
export async function knownIds(connection: DuckDBConnection, content: Content): Promise<KnownIds> {
  const accounts = new Set(
    content.accountNames.flatMap(({ id, payerAccountId }) =>
      payerAccountId === null ? [id] : [id, payerAccountId],
    ),
  );
  const names = new Set(
    content.accountNames.flatMap(({ id, name, path }) => (name === id ? path : [name, ...path])),
  );
  for (const { delivery } of content.entries) {
    if (delivery.payerAccountId !== null) accounts.add(delivery.payerAccountId);
    for (const [kind, known] of [
      ["account", accounts],
      ["name", names],
    ] as const) {
      const own = delivery.columns.filter((column) => {
        const policy = columnPolicy(column, delivery.format);
        return policy.kind === "replace" && policy.as === kind;
      });
      for (const text of await distinct(connection, delivery, own, content.pathOf)) known.add(text);
    }
  }
  return { accounts, names };
}

async function distinct(
  connection: DuckDBConnection,
  { files }: Delivery,
  columns: readonly { readonly id: string }[],
  pathOf: (stored: string) => string,
): Promise<readonly string[]> {
  if (columns.length === 0 || files.length === 0) return [];
  const paths = files.map(({ stored }) => literal(duckdbPath(pathOf(stored))));
  const relation = sql`read_parquet([${join(paths)}], union_by_name = true, hive_partitioning = false)`;
  const each = columns.map(({ id }) => sql`SELECT DISTINCT ${identifier(id)} AS text FROM ${relation}`);
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT text FROM (${join(each, " UNION ALL ")}) WHERE text <> ''`,
  );
  return rows.map(([text]) => String(text));
}
