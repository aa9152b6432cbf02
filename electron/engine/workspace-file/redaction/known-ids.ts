import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import { duckdbPath } from "#core/ingest/stage-sql.ts";
import { type FormerDelivery, formerPlace, formerSumsFile } from "#core/restatement/former-delivery.ts";
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
  for (const delivery of [
    ...content.entries.map((entry) => entry.delivery),
    ...content.former.deliveries.map(rowsOf),
  ]) {
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
  for (const { id, hasSums } of content.former.deliveries)
    if (hasSums) {
      const sums = literal(duckdbPath(content.pathOf(formerSumsFile(id))));
      const rows = await runRows(
        connection,
        sql`SELECT DISTINCT text FROM (SELECT unnest([payer_account, linked_account]) AS text FROM read_parquet(${sums})) WHERE text <> ''`,
      );
      for (const [text] of rows) accounts.add(String(text));
    }
  return { accounts, names };
}

/** A former delivery with the line items that are left of it. */
function rowsOf(former: FormerDelivery): Delivery {
  return former.hasRows ? formerPlace(former) : { ...former.delivery, files: [] };
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
