import { join, raw, sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runAll } from "../duckdb/run.ts";

/** An account with the name its organization gives it. Legacy reports carry ids only. */
export type NamedAccount = { readonly id: string; readonly name: string };

/** Shows accounts by name wherever they are a payer or linked account. Names that are held already are replaced. */
export async function nameAccounts(database: Database, accounts: readonly NamedAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const ids = accounts.map(({ id }) => id);
  const rows = accounts.flatMap(({ id, name }) =>
    ["linkedAccount", "payerAccount"].map((dimension) => sql`(${dimension}, ${id}, ${name})`),
  );
  await database.write(async (connection) => {
    await run(connection, raw("BEGIN"));
    await runAll(connection, [
      sql`DELETE FROM label WHERE dimension IN ('linkedAccount', 'payerAccount') AND value IN (${join(ids)})`,
      sql`INSERT INTO label (dimension, value, label) VALUES ${join(rows)}`,
      raw("COMMIT"),
    ]);
  });
}
