import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import { raw } from "#core/sql/sql.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";

type Known = { readonly state: string; readonly deliveries: readonly Delivery[] };
type Work<T> = (connection: DuckDBConnection, deliveries: readonly Delivery[]) => Promise<T>;

/** The catalogue as it was last read: reading thirteen months of it takes longer than most answers. */
const LATEST = new WeakMap<Database, Known>();

/**
 * Runs work on the deliveries of the catalogue, catalogue and roll-ups as of one moment. The stored files of a delivery
 * that is replaced meanwhile can vanish under the work; it is then done once more on the new ones.
 */
export async function withDeliveries<T>(database: Database, work: Work<T>, signal?: AbortSignal): Promise<T> {
  return database.read(async (connection) => {
    await connection.run("BEGIN");
    const { state, deliveries } = await known(database, connection);
    const again = async (error: unknown): Promise<T> => {
      await connection.run("ROLLBACK");
      if (signal?.aborted === true || (await stateOf(connection)) === state) throw error;
      await connection.run("BEGIN");
      return work(connection, (await known(database, connection)).deliveries);
    };
    const done = await work(connection, deliveries).catch(again);
    // Where a late interrupt hits it, the failure has the database end the transaction once nothing interrupts any more.
    await connection.run("ROLLBACK");
    return done;
  }, signal);
}

async function known(database: Database, connection: DuckDBConnection): Promise<Known> {
  const state = await stateOf(connection);
  const latest = LATEST.get(database);
  if (latest?.state === state) return latest;
  const read = { state, deliveries: await listDeliveries(connection) };
  LATEST.set(database, read);
  return read;
}

async function stateOf(connection: DuckDBConnection): Promise<string> {
  return JSON.stringify(await runRows(connection, raw("SELECT id, counted FROM delivery ORDER BY id")));
}
