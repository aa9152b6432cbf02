import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ImportWarning } from "#core/ingest/import-report.ts";
import { stagedRelation } from "#core/ingest/period-sql.ts";
import { join, sql } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";
import type { Staged } from "./stage.ts";

const IDENTITY = ["identity_line_item_id", "identity_time_interval"];

/** Finds line items (id and interval) that several loose files of one report hold: then they are likely versions of each other. */
export async function overlapWarnings(
  connection: DuckDBConnection,
  staged: readonly Staged[],
): Promise<readonly ImportWarning[]> {
  const files = staged.filter(({ filled }) => IDENTITY.every((id) => filled.has(id)));
  if (files.length < 2) return [];
  const pieces = files.map(
    ({ path }, index) =>
      sql`SELECT ${index} AS file, identity_line_item_id AS id, identity_time_interval AS span FROM ${stagedRelation(path)}`,
  );
  const [found] = await run(
    connection,
    sql`SELECT count(*) AS line_items, list_sort(list_distinct(flatten(list(files)))) AS files
      FROM (SELECT list(DISTINCT file) AS files FROM (${join(pieces, " UNION ALL ")}) GROUP BY id, span HAVING count(DISTINCT file) > 1)`,
  );
  const count = Number(found?.["line_items"] ?? 0);
  if (count === 0) return [];
  const positions = Array.isArray(found?.["files"]) ? found["files"] : [];
  const paths = positions.flatMap((position) => files[Number(position)]?.source.display ?? []);
  const names = paths.map((path) => basename(path)).join(", ");
  return [
    {
      code: "likely_duplicates",
      message: `${count} line items are in more than one of ${names}; if these are versions of one delivery, import them again and leave all but one out.`,
      paths,
    },
  ];
}
