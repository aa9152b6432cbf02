import type { DuckDBConnection } from "@duckdb/node-api";
import { rollupColumn } from "#core/cost/rollup/rollup.ts";
import { join, sql } from "#core/sql/sql.ts";
import { LEFT_OUT_WHEN_REDACTED, redactDocument } from "#core/workspace/redaction/redact-document.ts";
import type { Redactor } from "#core/workspace/redaction/redactor.ts";
import { textsIn } from "#core/workspace/redaction/texts-in.ts";
import type { Database } from "../../duckdb/database.ts";
import { runRows } from "../../duckdb/run.ts";
import type { Content } from "../export-file.ts";
import type { Dictionary } from "./dictionary.ts";

/** What the daily sums keep of AWS's own words. */
const KEPT_DIMENSIONS = [
  "service",
  "region",
  "availabilityZone",
  "usageType",
  "operation",
  "lineItemType",
  "purchaseOption",
  "productFamily",
  "instanceType",
  "billingEntity",
  "legalEntity",
  "taxType",
  "pricingUnit",
] as const;

/** Things kept with the workspace, as they may be handed over. */
export async function redactDocuments(
  { documents }: Content,
  database: Database,
  redactor: Redactor,
  dictionary: Dictionary,
): Promise<Content["documents"]> {
  const parsed = documents
    .filter(({ name }) => !LEFT_OUT_WHEN_REDACTED.has(name))
    .map(({ name, text }) => ({ name, value: JSON.parse(text) as unknown }));
  const kinds = await dictionary.kindsOf([...new Set(parsed.flatMap(({ value }) => textsIn(value)))]);
  const kept = new Set(await database.read(keptWords));
  const known = {
    kindOf: (text: string) => kinds.get(text) ?? null,
    isKept: (text: string) => kept.has(text),
  };
  return parsed.map(({ name, value }) => {
    const redacted = redactDocument(value, redactor, known);
    // The collection's own name is no text of the user's.
    return { name, text: `${JSON.stringify(redacted, null, 2)}\n` };
  });
}

async function keptWords(connection: DuckDBConnection): Promise<readonly string[]> {
  const each = KEPT_DIMENSIONS.map((id) => sql`SELECT DISTINCT ${rollupColumn(id)} AS word FROM daily`);
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT word FROM (${join(each, " UNION ALL ")}) WHERE word IS NOT NULL`,
  );
  return rows.map(([word]) => String(word));
}
