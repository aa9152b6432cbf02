import { join, raw, sql, type Sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runAll } from "../duckdb/run.ts";

/** An account by name; `path` holds its organizational units from the root down, where they are known. */
export type NamedAccount = {
  readonly id: string;
  readonly name: string;
  readonly path?: readonly string[];
};

/** Who says so. Names from AWS Organizations win over those in reports, and these over the user's own. */
export type NameSource = "organizations" | "user";

/** Kept for good: an account that has left the organization is still in old bills. */
export const ACCOUNT_NAMES = raw(`CREATE TABLE IF NOT EXISTS account_name (
  account_id VARCHAR, name VARCHAR, path VARCHAR, source VARCHAR)`);

const DIMENSIONS = ["linkedAccount", "payerAccount"];
const BY_ORGANIZATIONS = raw("SELECT account_id FROM account_name WHERE source = 'organizations'");

/** Names that a report may not overwrite, taken out of its `new_label`. */
export const DROP_NAMED_BY_ORGANIZATIONS: Sql = sql`DELETE FROM new_label
  WHERE dimension IN (${join(DIMENSIONS)}) AND value IN (${BY_ORGANIZATIONS})`;

/** Shows accounts by name wherever they are a payer or linked account. */
export async function nameAccounts(
  database: Database,
  source: NameSource,
  accounts: readonly NamedAccount[],
): Promise<void> {
  if (accounts.length === 0) return;
  const ids = join(accounts.map(({ id }) => id));
  const rows = accounts.map(
    ({ id, name, path = [] }) => sql`(${id}, ${name}, ${JSON.stringify(path)}, ${source})`,
  );
  await database.write(async (connection) => {
    await run(connection, raw("BEGIN"));
    await runAll(connection, [
      // What the user called an account is forgotten only when the user says something else.
      sql`CREATE OR REPLACE TEMP TABLE open_name AS SELECT id FROM (SELECT unnest([${ids}]) AS id) WHERE ${isOpen(source)}`,
      sql`DELETE FROM account_name WHERE source = ${source} AND account_id IN (${ids})`,
      sql`INSERT INTO account_name VALUES ${join(rows)}`,
      sql`DELETE FROM label WHERE dimension IN (${join(DIMENSIONS)}) AND value IN (SELECT id FROM open_name)`,
      sql`INSERT INTO label (dimension, value, label)
        SELECT unnest([${join(DIMENSIONS)}]), account_id, name FROM account_name
        WHERE source = ${source} AND account_id IN (SELECT id FROM open_name)`,
      raw("DROP TABLE open_name"),
      raw("COMMIT"),
    ]);
  });
}

/** The user names what nobody else has named: accounts without a label, or with one of the user's. */
function isOpen(source: NameSource): Sql {
  if (source === "organizations") return raw("true");
  return sql`id NOT IN (SELECT value FROM label WHERE dimension = 'linkedAccount' AND value IS NOT NULL
      AND (value, label) NOT IN (SELECT (account_id, name) FROM account_name WHERE source = 'user'))
    AND id NOT IN (${BY_ORGANIZATIONS})`;
}
