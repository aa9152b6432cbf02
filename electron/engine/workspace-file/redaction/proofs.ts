import type { DuckDBConnection } from "@duckdb/node-api";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { duckdbPath } from "#core/ingest/stage-sql.ts";
import { fail } from "#core/result/failure.ts";
import { identifier, join, literal, sql, type Sql } from "#core/sql/sql.ts";
import type { RedactedColumns } from "#core/workspace/redaction/redact-entry.ts";
import { run, runRows } from "../../duckdb/run.ts";

/** Kinds of which no original may stand anywhere as a cell. */
const NEVER_LEFT = ["account", "name", "resource", "invoice"] as const;

/** No original may be left as a cell, whatever column it is in. */
export async function refuseLeft(
  connection: DuckDBConnection,
  file: string,
  { stored }: RedactedColumns,
): Promise<void> {
  const relation = sql`read_parquet(${literal(duckdbPath(file))}, hive_partitioning = false)`;
  const present = new Set(
    (await run(connection, sql`DESCRIBE SELECT * FROM ${relation}`)).map((row) => String(row["column_name"])),
  );
  const texts = stored.filter(({ id, type }) => type === "text" && present.has(id));
  if (texts.length === 0) return;
  const each = texts.map(
    ({ id }) => sql`SELECT DISTINCT ${literal(id)} AS place, ${identifier(id)} AS text FROM ${relation}`,
  );
  const [left] = await run(
    connection,
    sql`SELECT place FROM (${join(each, " UNION ALL ")}) JOIN dictionary ON original = text
      WHERE form IN (${join([...NEVER_LEFT])}) AND redacted <> original LIMIT 1`,
  );
  if (left !== undefined) throw new Error(`an original is left in ${String(left["place"])}`);
}

/** Every metric by what is never hidden has to be what it was. */
export async function refuseOtherSums(
  connection: DuckDBConnection,
  before: Delivery,
  directory: string,
  after: Delivery,
  folder: string,
): Promise<void> {
  if (before.files.length === 0) return;
  const [was] = [await runRows(connection, sums(before, directory))];
  const is = await runRows(connection, sums(after, folder));
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  const what = `the costs of ${before.billingPeriod} by service and region`;
  fail("ingest.invariant_failed", { name: what, expected: "the same as before", actual: "others" }, "no");
}

function sums(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  const dimensions = (["currency", "service", "region", "lineItemType"] as const).map((id) =>
    source.dimension(id),
  );
  const metrics = METRIC_IDS.map((id) => sql`sum(${source.metric(id)})`);
  return sql`SELECT ${join(dimensions)}, ${join(metrics)}, count(*) FROM ${source.relation} GROUP BY 1, 2, 3, 4 ORDER BY ALL`;
}
