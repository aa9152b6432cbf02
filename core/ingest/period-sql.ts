import { columnsById } from "../cost/source/columns.ts";
import { familySource } from "../cost/source/availability.ts";
import type { ColumnFamily, StoredColumn } from "../delivery/delivery.ts";
import type { UsageDate } from "../time/period.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { duckdbPath, FORMS, UNREADABLE } from "./stage-sql.ts";

const BILLING_START = { cur: "bill_billing_period_start_date", focus: "billing_period_start" } as const;
const USAGE_START = { cur: "line_item_usage_start_date", focus: "charge_period_start" } as const;

/** Billing period of a row as `YYYY-MM`: the one that bills it, else the month of its usage; NULL when neither can be read. */
export function periodOfRow(columns: readonly StoredColumn[], family: ColumnFamily): Sql {
  const candidates = [BILLING_START[family], USAGE_START[family]]
    .filter((id) => columns.some((column) => column.id === id && column.type === "timestamp"))
    .map((id) => identifier(id));
  return candidates.length === 0
    ? raw("NULL::VARCHAR")
    : sql`strftime(coalesce(${join(candidates)}), '%Y-%m')`;
}

/** True for a row whose usage starts on or after a UTC day, or does not tell when. */
export function isKept(columns: readonly StoredColumn[], family: ColumnFamily, from: UsageDate | null): Sql {
  const id = USAGE_START[family];
  const isTold = columns.some((column) => column.id === id && column.type === "timestamp");
  if (from === null || !isTold) return raw("true");
  return sql`coalesce(${identifier(id)}::DATE >= ${literal(from)}::DATE, true)`;
}

/** Rows, cost, payers and unusual forms of one staged file, by period and currency. */
export function periodsOfFile(
  staged: string,
  columns: readonly StoredColumn[],
  family: ColumnFamily,
  { watched, from }: { readonly watched: number; readonly from: UsageDate | null },
): Sql {
  const source = familySource(family);
  const byId = columnsById(columns);
  const forms = Array.from(
    { length: watched },
    (_, bit) =>
      sql`count(*) FILTER (${identifier(FORMS)} & ${raw(String(2n ** BigInt(bit)))}::UBIGINT <> 0) AS ${identifier(`form_${bit}`)}`,
  );
  const facts = [
    sql`${periodOfRow(columns, family)} AS period`,
    sql`${isKept(columns, family, from)} AS kept`,
    sql`${source.dimensions.currency(byId)} AS currency`,
    sql`${source.dimensions.payerAccount(byId)} AS payer`,
    sql`count(*) AS rows`,
    sql`coalesce(sum(${source.metrics.unblended.amount(byId)}), 0)::DECIMAL(38,18) AS cost`,
    ...forms,
  ];
  return sql`SELECT ${join(facts)} FROM ${stagedRelation(staged)} GROUP BY ALL`;
}

/** Cells of a staged file that could not be read, by period and column, with one of the texts. */
export function unreadableOfFile(
  staged: string,
  columns: readonly StoredColumn[],
  family: ColumnFamily,
): Sql {
  return sql`SELECT period, split_part(line, '=', 1) AS column_id, count(*) AS cells,
      min(substr(line, instr(line, '=') + 1, 200)) AS example,
      count(*) FILTER (lower(trim(substr(line, instr(line, '=') + 1))) IN ('null', 'none')) AS nulls
    FROM (SELECT ${periodOfRow(columns, family)} AS period, unnest(string_split(${identifier(UNREADABLE)}, chr(10))) AS line
      FROM ${stagedRelation(staged)} WHERE ${identifier(UNREADABLE)} IS NOT NULL)
    GROUP BY ALL ORDER BY ALL`;
}

export function stagedRelation(staged: string): Sql {
  return sql`read_parquet(${literal(duckdbPath(staged))}, hive_partitioning = false)`;
}
