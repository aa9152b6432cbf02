import type { Delivery } from "../../delivery/delivery.ts";
import { cast, inDialect } from "../../sql/dialect.ts";
import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import { type FactRequest, keyColumns, sourceFacts } from "../query/fact.ts";
import type { AthenaTable } from "./athena-table.ts";
import { tableRelation, tableSource, type TableSource } from "./table-source.ts";

/** What is asked of a table; `deliveries` are the periods that take part, at least one. */
export type AthenaRequest = Omit<FactRequest, "store" | "directory" | "cut">;

export type CompiledForAthena = {
  readonly table: AthenaTable;
  readonly request: AthenaRequest;
  readonly currency: string | null;
  /** Groups listed; all further ones are summed as one. */
  readonly limit: number;
};

/**
 * One statement for the whole answer, in Athena's dialect: rows `slot, last_rank, bucket, currency, amount, line_items,
 * units, k0 ...`. Slots count from 1 by size; the slot behind the limit holds all other groups, slot 0 what is in another
 * currency than the wanted one. The table is named once only: Trino reads it again for each mention, and each is paid for.
 */
export function compileForAthena({ table, request, currency, limit }: CompiledForAthena): Sql {
  const keys = keyColumns(request);
  const chosen = currency === null ? raw("true") : sql`currency = ${currency}`;
  const group = sql`PARTITION BY ${join([raw("chosen"), ...keys])}`;
  const sameUnit = sql`min(unit) OVER (${group}) IS NOT DISTINCT FROM max(unit) OVER (${group})`;
  const order = join([raw("size DESC NULLS LAST"), ...keys.map((key) => sql`${key} NULLS LAST`)]);
  const listedKeys = keys.map(
    (key) => sql`, CASE WHEN chosen AND rank <= ${raw(String(limit))} THEN ${key} END AS ${key}`,
  );
  const units =
    request.metric === "usageAmount"
      ? raw("json_format(CAST(array_agg(DISTINCT unit) FILTER (WHERE unit IS NOT NULL) AS JSON))")
      : cast(raw("NULL"), "text");
  const outer = ["slot", "bucket", "currency", ...keys.map(({ text }) => text)].join(", ");
  return inDialect(
    sql`SELECT slot, max(rank) AS last_rank, bucket, currency, sum(amount) AS amount, sum(line_items) AS line_items,
      ${units} AS units${join(
        keys.map((key) => sql`, ${key}`),
        "",
      )}
    FROM (
      SELECT CASE WHEN chosen THEN least(rank, ${raw(String(limit + 1))}) ELSE 0 END AS slot, rank,
        CASE WHEN chosen THEN bucket ELSE 0 END AS bucket, currency, amount, line_items, unit${join(listedKeys, "")}
      FROM (
        SELECT sized.*, dense_rank() OVER (PARTITION BY chosen ORDER BY ${order}) AS rank
        FROM (
          SELECT marked.*, CASE WHEN ${sameUnit} THEN sum(amount) OVER (${group}) END AS size
          FROM (SELECT fact.*, ${chosen} AS chosen FROM (${tableFacts(table, request)}) AS fact) AS marked
        ) AS sized
      ) AS ranked
    ) AS cells
    GROUP BY ${raw(outer)}`,
    "athena",
  );
}

/** Rows `bucket, currency, unit, k0 ... kn, amount, line_items`, as the stores of a workspace give them. */
export function tableFacts(table: AthenaTable, request: AthenaRequest): Sql {
  const { deliveries } = request;
  return overTable(table, deliveries, (source) =>
    sourceFacts({ ...request, store: "lineItems", directory: "" }, source, deliveries),
  );
}

/** A statement over some periods of a table. It is written twice: only then is it known which columns it reads. */
export function overTable(
  table: AthenaTable,
  deliveries: readonly Delivery[],
  write: (source: TableSource) => Sql,
): Sql {
  const { source, used } = tableSource(table, deliveries);
  write(source);
  const periods = deliveries.map(({ billingPeriod }) => billingPeriod);
  return write({ ...source, relation: tableRelation(table, periods, used) });
}
