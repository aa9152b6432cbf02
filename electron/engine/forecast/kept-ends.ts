import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import { commitmentEndsFile, keepCommitmentEnds } from "#core/forecast/commitment-sql.ts";
import { keepOnce } from "../duckdb/keep-once.ts";

/** Sees to it that what the forecast reads of a delivery's commitments is kept beside its line items. */
export async function ensureEnds(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
): Promise<void> {
  await keepOnce(connection, join(directory, commitmentEndsFile(delivery)), (draft) =>
    keepCommitmentEnds(delivery, directory, draft),
  );
}
