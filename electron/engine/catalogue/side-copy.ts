import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import {
  formerFolder,
  formerSumsFile,
  isVersionOf,
  type FormerDelivery,
} from "#core/restatement/former-delivery.ts";
import { identifier, join as list, sql, type Sql } from "#core/sql/sql.ts";
import { writeDurably } from "../../disk/durable.ts";
import { insertFormerRecord, listFormer } from "./former.ts";
import { run } from "../duckdb/run.ts";

const FILE = "catalogue-copy.json";

/** Tables whose rows are never taken away but to be replaced by another of the same key. */
const TABLES = {
  account_name: {
    key: ["account_id", "source"],
    columns: ["account_id", "name", "path", "source", "payer_account_id", "state", "has_left"],
  },
  label: { key: ["dimension", "value"], columns: ["dimension", "value", "label"] },
  setting: { key: ["name"], columns: ["name", "value"] },
} as const;
type TableName = keyof typeof TABLES;
type Cell = string | boolean | null;

/**
 * What only the database knows and line items do not tell: what accounts were called and by whom, names of codes, what was
 * replaced, limits. It lies beside the database and is taken over where the database has lost it.
 */
type SideCopy = {
  readonly version: 1;
  readonly tables: Readonly<Record<TableName, readonly (readonly Cell[])[]>>;
  readonly former: readonly FormerDelivery[];
};

export type FoundCopy =
  | { readonly kind: "read"; readonly copy: SideCopy }
  | { readonly kind: "absent" }
  | { readonly kind: "damaged" };

export function sideCopyFile(directory: string): string {
  return join(directory, FILE);
}

/** Writes the copy where it differs from what is there. Failing changes nothing but what can be taken over later. */
export async function writeSideCopy(connection: DuckDBConnection, directory: string): Promise<void> {
  try {
    const text = encoded(await contentsOf(connection));
    const before = await readFile(sideCopyFile(directory), "utf8").catch(() => "");
    if (before !== text) await writeDurably(sideCopyFile(directory), text);
  } catch {
    // The next opening writes it.
  }
}

export async function findSideCopy(directory: string): Promise<FoundCopy> {
  const text = await readFile(sideCopyFile(directory), "utf8").catch(() => null);
  if (text === null) return { kind: "absent" };
  try {
    const { check, content } = JSON.parse(text) as { readonly check: string; readonly content: string };
    return check === hashOf(content)
      ? { kind: "read", copy: JSON.parse(content) as SideCopy }
      : { kind: "damaged" };
  } catch {
    return { kind: "damaged" };
  }
}

/**
 * Adds what the copy knows and the database does not. A replaced delivery comes back only where its report's month is still
 * there (`live`) and its files are: one that was taken out stays out.
 */
export async function takeOver(
  connection: DuckDBConnection,
  directory: string,
  { tables, former }: SideCopy,
  live: readonly Delivery[],
): Promise<void> {
  for (const name of Object.keys(TABLES) as readonly TableName[])
    for (const row of tables[name]) await run(connection, insertMissing(name, row));
  const known = new Set((await listFormer(connection)).map(({ id }) => id));
  for (const each of former) {
    if (known.has(each.id) || !live.some((delivery) => isVersionOf(delivery, each.delivery))) continue;
    const hasSums = each.hasSums && (await isThere(join(directory, formerSumsFile(each.id))));
    const hasRows = each.hasRows && (await isThere(join(directory, formerFolder(each.id))));
    if (hasSums || hasRows) await insertFormerRecord(connection, { ...each, hasSums, hasRows });
  }
}

function insertMissing(name: TableName, row: readonly Cell[]): Sql {
  const { key, columns } = TABLES[name];
  const names = list(columns.map((column) => identifier(column)));
  const same = key.map(
    (column) =>
      sql`${identifier(column)} IS NOT DISTINCT FROM ${row[columns.findIndex((each) => each === column)] ?? null}`,
  );
  return sql`INSERT INTO ${identifier(name)} (${names}) SELECT ${list(row)}
    WHERE NOT EXISTS (SELECT 1 FROM ${identifier(name)} WHERE ${list(same, " AND ")})`;
}

async function contentsOf(connection: DuckDBConnection): Promise<SideCopy> {
  const rowsOf = async (name: TableName): Promise<readonly (readonly Cell[])[]> => {
    const { columns } = TABLES[name];
    const names = list(columns.map((column) => identifier(column)));
    const rows = await run(connection, sql`SELECT ${names} FROM ${identifier(name)} ORDER BY ALL`);
    return rows.map((row) => columns.map((column) => cellOf(row[column])));
  };
  return {
    version: 1,
    tables: {
      account_name: await rowsOf("account_name"),
      label: await rowsOf("label"),
      setting: await rowsOf("setting"),
    },
    former: await listFormer(connection),
  };
}

function cellOf(value: unknown): Cell {
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}

function encoded(copy: SideCopy): string {
  const content = JSON.stringify(copy);
  return JSON.stringify({ check: hashOf(content), content });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
