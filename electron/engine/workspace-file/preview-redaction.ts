import type { DuckDBConnection } from "@duckdb/node-api";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import { rollupColumn } from "#core/cost/rollup/rollup.ts";
import { raw, sql, type Sql } from "#core/sql/sql.ts";
import type { PseudonymKind, Translation } from "#core/workspace/redaction/pseudonym.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";
import { createRedactor } from "#core/workspace/redaction/redactor.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { digestUnder, newKey } from "./key-file.ts";

const OF_EACH = 2;

/** A few texts of the newest bill with what they would become; the key is thrown away, so that real copies look alike only. */
export async function previewRedaction(
  { database, directory }: { readonly database: Database; readonly directory: string },
  hidden: readonly Redaction[],
): Promise<readonly Translation[]> {
  return database.read(async (connection) => {
    const words = async (statement: Sql): Promise<readonly string[]> =>
      (await runRows(connection, statement)).map(([word]) => String(word));
    const accounts = await words(sql`SELECT linked_account FROM daily WHERE linked_account IS NOT NULL
      GROUP BY 1 ORDER BY sum(abs(unblended)) DESC, 1`);
    const names = await words(
      raw("SELECT DISTINCT label FROM label WHERE dimension IN ('linkedAccount', 'payerAccount') ORDER BY 1"),
    );
    const redactor = createRedactor(digestUnder(newKey()), new Set(hidden), {
      accounts: new Set(accounts),
      names: new Set(names),
    });
    const samples: readonly (readonly [PseudonymKind, readonly string[]])[] = [
      ["account", accounts],
      ["name", names],
      ["invoice", await words(dimension("invoiceId"))],
      ...(await ofNewest(connection, directory)),
    ];
    return samples.flatMap(([kind, texts]) =>
      texts
        .slice(0, OF_EACH)
        .map((original) => ({ kind, original, pseudonym: redactor.replace(kind, original) })),
    );
  });
}

/** Resources, tags and descriptions are in the line items only. */
async function ofNewest(
  connection: DuckDBConnection,
  directory: string,
): Promise<readonly (readonly [PseudonymKind, readonly string[]])[]> {
  const newest = (await listDeliveries(connection)).findLast(
    ({ counted, files }) => counted && files.length > 0,
  );
  if (newest === undefined) return [];
  const source = lineItemSource(newest, directory);
  const words = async (of: Sql): Promise<readonly string[]> => {
    const rows = await runRows(
      connection,
      sql`SELECT ${of} AS word FROM ${source.relation} WHERE word IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${OF_EACH}`,
    );
    return rows.map(([word]) => String(word));
  };
  const keys = await runRows(
    connection,
    sql`SELECT DISTINCT key FROM map_key WHERE delivery_id = ${newest.id} AND column_id IN ('resource_tags', 'tags')
      AND NOT starts_with(key, 'aws') AND NOT contains(key, '/') ORDER BY 1 LIMIT ${OF_EACH}`,
  );
  const tagKeys = [
    ...newest.columns.flatMap(({ name }) => /^resourceTags\/user:(.+)$/.exec(name)?.[1] ?? []),
    ...keys.map(([key]) => String(key).replace(/^user[:_]/, "")),
  ].slice(0, OF_EACH);
  const values: string[] = [];
  for (const key of tagKeys) values.push(...(await words(source.dimension(`tag:${key}`))).slice(0, 1));
  return [
    ["resource", await words(source.dimension("resourceId"))],
    ["tagKey", tagKeys],
    ["tagValue", values],
    ["description", await words(source.dimension("description"))],
  ];
}

function dimension(id: "invoiceId"): Sql {
  return sql`SELECT DISTINCT ${rollupColumn(id)} FROM daily WHERE ${rollupColumn(id)} IS NOT NULL ORDER BY 1`;
}
