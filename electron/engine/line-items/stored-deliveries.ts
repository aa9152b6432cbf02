import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredDelivery } from "#core/cost/line-items/line-item-sql.ts";
import { storedPath } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { join, sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { Remembered } from "./remembered.ts";

type FileColumns = readonly ReadonlySet<string>[];

/** Stored files never change under their delivery's id, so each is asked for its columns once. */
const KNOWN = new Remembered<FileColumns>(1_000);

/** Looks up what the stored files of the deliveries hold. */
export async function storedDeliveries(
  { database, directory }: { readonly database: Database; readonly directory: string },
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly StoredDelivery[]> {
  const stored: StoredDelivery[] = [];
  for (const delivery of deliveries) {
    const fileColumns = await KNOWN.get(database, delivery.id, () =>
      columnsOfFiles(connection, delivery, directory),
    );
    stored.push({ delivery, fileColumns });
  }
  return stored;
}

async function columnsOfFiles(
  connection: DuckDBConnection,
  delivery: Delivery,
  directory: string,
): Promise<FileColumns> {
  if (delivery.files.length === 0) return [];
  const parts = delivery.files.map(
    ({ stored }, index) =>
      sql`SELECT ${index} AS file, column_name FROM (DESCRIBE SELECT * FROM read_parquet(${storedPath(directory, stored)}))`,
  );
  const rows = await runRows(connection, join(parts, " UNION ALL "));
  const columns = delivery.files.map(() => new Set<string>());
  for (const [file, name] of rows) columns[Number(file)]?.add(String(name));
  return columns;
}
