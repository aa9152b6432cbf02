import { dirname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  ACCOUNT_STATES,
  type AccountState,
  type AccountTeller,
  type KnownAccount,
} from "#core/organization/known-account.ts";
import { join, raw, sql, type Sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import type { Plain } from "../duckdb/decode.ts";
import { run, runAll } from "../duckdb/run.ts";
import { writeSideCopy } from "./side-copy.ts";

/** An account by name; `path` holds its organizational units from the root down, where they are known. */
export type NamedAccount = {
  readonly id: string;
  readonly name: string;
  readonly path?: readonly string[];
  /** Management account of its organization. */
  readonly payerAccountId?: string | null;
  readonly state?: AccountState | null;
  /** True for one that its organization held before and holds no more. */
  readonly hasLeft?: boolean;
};

/** Kept for good: an account that has left the organization is still in old bills. */
export const ACCOUNT_NAMES: readonly Sql[] = [
  raw(`CREATE TABLE IF NOT EXISTS account_name (
  account_id VARCHAR, name VARCHAR, path VARCHAR, source VARCHAR)`),
  ...["payer_account_id VARCHAR", "state VARCHAR", "has_left BOOLEAN"].map((column) =>
    raw(`ALTER TABLE account_name ADD COLUMN IF NOT EXISTS ${column}`),
  ),
];

const DIMENSIONS = ["linkedAccount", "payerAccount"];
const BY_ORGANIZATIONS = raw(
  "SELECT account_id FROM account_name WHERE source = 'organizations' AND name <> account_id",
);

/** Names that a report may not overwrite, taken out of its `new_label`. */
export const DROP_NAMED_BY_ORGANIZATIONS: Sql = sql`DELETE FROM new_label
  WHERE dimension IN (${join(DIMENSIONS)}) AND value IN (${BY_ORGANIZATIONS})`;

/** Shows accounts by name wherever they are a payer or linked account. */
export async function nameAccounts(
  database: Database,
  source: AccountTeller,
  accounts: readonly NamedAccount[],
): Promise<void> {
  if (accounts.length === 0) return;
  const ids = join(accounts.map(({ id }) => id));
  // An account without a name is told by its id, which takes no name's place.
  const named = accounts.filter(({ id, name }) => id !== name).map(({ id }) => id);
  const rows = accounts.map(
    ({ id, name, path = [], payerAccountId = null, state = null, hasLeft = false }) =>
      sql`(${id}, ${name}, ${JSON.stringify(path)}, ${source}, ${payerAccountId}, ${state}, ${hasLeft})`,
  );
  const payers = [...new Set(accounts.flatMap(({ payerAccountId }) => payerAccountId ?? []))];
  await database.write(async (connection) => {
    await run(connection, raw("BEGIN"));
    await runAll(connection, [
      // What the user called an account is forgotten only when the user says something else.
      sql`CREATE OR REPLACE TEMP TABLE open_name AS SELECT id FROM (SELECT unnest([${join(named)}]::VARCHAR[]) AS id) WHERE ${isOpen(source)}`,
      sql`DELETE FROM account_name WHERE source = ${source} AND account_id IN (${ids})`,
      ...(payers.length === 0 ? [] : [leave(source, payers)]),
      sql`INSERT INTO account_name (account_id, name, path, source, payer_account_id, state, has_left) VALUES ${join(rows)}`,
      sql`DELETE FROM label WHERE dimension IN (${join(DIMENSIONS)}) AND value IN (SELECT id FROM open_name)`,
      sql`INSERT INTO label (dimension, value, label)
        SELECT unnest([${join(DIMENSIONS)}]), account_id, name FROM account_name
        WHERE source = ${source} AND account_id IN (SELECT id FROM open_name)`,
      raw("DROP TABLE open_name"),
      raw("COMMIT"),
    ]);
    await writeSideCopy(connection, dirname(database.file));
  });
}

/** A reading of an organization is complete: what it held before and holds no more has left it. */
function leave(source: AccountTeller, payers: readonly string[]): Sql {
  return sql`UPDATE account_name SET has_left = true WHERE source = ${source} AND payer_account_id IN (${join(payers)})`;
}

/** Everything that is known of accounts apart from their costs. */
export async function listKnownAccounts(connection: DuckDBConnection): Promise<readonly KnownAccount[]> {
  const rows = await run(
    connection,
    raw(`SELECT account_id, name, path, source, payer_account_id, state, coalesce(has_left, false) AS has_left
      FROM account_name ORDER BY account_id, source`),
  );
  return rows.map((row) => {
    const payer = row["payer_account_id"];
    return {
      accountId: String(row["account_id"]),
      name: String(row["name"]),
      path: pathOf(row["path"]),
      payerAccountId: typeof payer === "string" ? payer : null,
      state: ACCOUNT_STATES.find((state) => state === row["state"]) ?? null,
      isMember: row["has_left"] !== true,
      toldBy: row["source"] === "organizations" ? "organizations" : "user",
    };
  });
}

function pathOf(text: Plain | undefined): readonly string[] {
  const path: unknown = typeof text === "string" ? JSON.parse(text) : [];
  return Array.isArray(path) ? path.map(String) : [];
}

/** The user names what nobody else has named: accounts without a label, or with one of the user's. */
function isOpen(source: AccountTeller): Sql {
  if (source === "organizations") return raw("true");
  return sql`id NOT IN (SELECT value FROM label WHERE dimension = 'linkedAccount' AND value IS NOT NULL
      AND (value, label) NOT IN (SELECT (account_id, name) FROM account_name WHERE source = 'user'))
    AND id NOT IN (${BY_ORGANIZATIONS})`;
}
