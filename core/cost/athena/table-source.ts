import { type Delivery, familyOf, type StoredColumn } from "../../delivery/delivery.ts";
import { groupBy } from "../../collection/group-by.ts";
import { cast } from "../../sql/dialect.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { familySource, missingColumns } from "../source/availability.ts";
import { type Columns, columnsById, NO_DECIMAL } from "../source/columns.ts";
import { currencyOf, dimensionOf, type LineItemSource, plainColumn } from "../source/line-item-source.ts";
import type { AthenaColumn, AthenaTable, PartitionValues } from "./athena-table.ts";

/** First day of the billing period that a row of the relation belongs to, and the period itself. */
const START = identifier("period_start");
const PERIOD = identifier("period");

export type TableSource = LineItemSource & {
  /** Those an expression has looked at are read. */
  readonly columns: Columns;
  /** The instant the billing period of a line item ends, as TIMESTAMP. */
  readonly periodEnd: Sql;
  /** A column of the table as it is, blanks as NULL. */
  readonly column: (id: string) => Sql;
};

/**
 * The line items of several periods of a table, with its dimensions and metrics as expressions over them. All expressions
 * are those of the workspace's own files; what differs is the relation, which gives the table's columns their ids and types.
 */
export function tableSource(
  table: AthenaTable,
  deliveries: readonly Delivery[],
): { readonly source: TableSource; readonly used: ReadonlySet<string> } {
  const family = familySource(familyOf(table.format));
  const columns = new AskedColumns(table.columns);
  const plain = columnsById(table.columns);
  const dimension = (ref: DimensionRef): Sql => {
    if (ref === "billingPeriod") return PERIOD;
    const [first] = deliveries;
    return first === undefined || ref === "currency"
      ? currencyDimension(family.dimensions.currency(columns), deliveries)
      : dimensionOf(first, columns, ref);
  };
  const start = () => family.usageStart(columns);
  const lastDay = raw(`date_add('day', -1, date_add('month', 1, ${START.text}))`);
  const periodEnd = raw(`CAST(date_add('month', 1, ${START.text}) AS TIMESTAMP)`);
  const lastHour = raw(`date_add('hour', -1, ${periodEnd.text})`);
  const firstHour = cast(START, "instant");
  const source: TableSource = {
    columns,
    periodEnd,
    relation: raw("line_items"),
    counts: family.counts(columns),
    day: sql`greatest(least(coalesce(${cast(start(), "date")}, ${START}), ${lastDay}), ${START})`,
    hour: sql`date_trunc('hour', greatest(least(coalesce(${start()}, ${firstHour}), ${lastHour}), ${firstHour}))`,
    dimension,
    plainColumn: (ref) => plainColumn(plain, dimension(ref)),
    metric: (id) =>
      whereKnown(id, deliveries, () => cast(sql`(${family.metrics[id].amount(columns)})`, "money")),
    column: (id) => (columns.get(id)?.type === "text" ? sql`nullif(${identifier(id)}, '')` : identifier(id)),
  };
  return { source, used: columns.asked };
}

/**
 * The rows of some periods of the table: a partition that is not asked for is never read, and no column is but the used ones.
 */
export function tableRelation(table: AthenaTable, periods: Iterable<string>, used: ReadonlySet<string>): Sql {
  const columns = table.columns.filter(({ id }) => used.has(id));
  const period = periodText(table);
  const selected = [
    ...columns.map((column) => sql`${typedColumn(column)} AS ${identifier(column.id)}`),
    sql`${period} AS ${PERIOD}`,
    sql`CAST(concat(${period}, '-01') AS DATE) AS ${START}`,
  ];
  const wanted = [...periods].flatMap((each) => table.partitions.get(each) ?? []);
  return sql`(SELECT ${join(selected)} FROM ${identifier(table.database, table.table)} WHERE ${pruned(table, wanted)}) AS line_items`;
}

/** Conditions on the partition keys themselves, as the catalogue spells their values. */
function pruned({ periodKeys }: AthenaTable, wanted: readonly PartitionValues[]): Sql {
  if (wanted.length === 0) return raw("false");
  if (periodKeys.type === "billingPeriod") {
    const values = wanted.map(([value = ""]) => keyValue(value, periodKeys.column.type));
    return sql`${identifier(periodKeys.column.name)} IN (${join(values)})`;
  }
  const { year, month } = periodKeys;
  const years = groupBy(wanted, ([value = ""]) => value);
  const parts = [...years].map(([value, ofYear]) => {
    const months = ofYear.map(([, each = ""]) => keyValue(each, month.type));
    return sql`${identifier(year.name)} = ${keyValue(value, year.type)} AND ${identifier(month.name)} IN (${join(months)})`;
  });
  return parts.length === 1
    ? join(parts)
    : sql`(${join(
        parts.map((part) => sql`(${part})`),
        " OR ",
      )})`;
}

/** A key's value as a constant, so that pruning never waits for a parameter. */
function keyValue(value: string, type: string): Sql {
  if (/^(tinyint|smallint|int|integer|bigint)$/.test(type) && /^\d+$/.test(value)) return raw(value);
  return type === "date" ? sql`DATE ${literal(value)}` : literal(value);
}

function periodText({ periodKeys }: AthenaTable): Sql {
  const text = (name: string) => sql`CAST(${identifier(name)} AS VARCHAR)`;
  return periodKeys.type === "billingPeriod"
    ? sql`substr(${text(periodKeys.column.name)}, 1, 7)`
    : sql`concat(${text(periodKeys.year.name)}, '-', lpad(${text(periodKeys.month.name)}, 2, '0'))`;
}

/** A column of the table in the type that the expressions count on. AWS writes costs as doubles: their shortest text is what was meant. */
function typedColumn({ name, type, nativeType }: AthenaColumn): Sql {
  const column = identifier(name);
  const isText = /^(string|varchar|char)/.test(nativeType);
  switch (type) {
    case "text":
      return isText ? column : sql`CAST(${column} AS VARCHAR)`;
    case "decimal":
      return /^(decimal|.*int)/.test(nativeType)
        ? sql`CAST(${column} AS DECIMAL(38,18))`
        : sql`TRY_CAST(${isText ? column : sql`CAST(${column} AS VARCHAR)`} AS DECIMAL(38,18))`;
    case "timestamp":
      return isText
        ? sql`CAST(at_timezone(try(from_iso8601_timestamp(${column})), 'UTC') AS TIMESTAMP)`
        : sql`CAST(${column} AS TIMESTAMP)`;
    case "map":
      return column;
  }
}

/** An amount in the periods that support the metric: tables have all columns of their format, filled or not. */
function whereKnown(id: MetricId, deliveries: readonly Delivery[], amount: () => Sql): Sql {
  const lacking = deliveries.filter((delivery) => missingColumns(delivery, id).length > 0);
  if (lacking.length === deliveries.length) return NO_DECIMAL;
  if (lacking.length === 0) return amount();
  const periods = lacking.map(({ billingPeriod }) => literal(billingPeriod));
  return sql`CASE WHEN ${PERIOD} NOT IN (${join(periods)}) THEN ${amount()} END`;
}

/** Where a line item names no currency, that of its period. */
function currencyDimension(named: Sql, deliveries: readonly Delivery[]): Sql {
  const byCurrency = groupBy(deliveries, currencyOf);
  const [largest, ...others] = [...byCurrency].toSorted(([, a], [, b]) => b.length - a.length);
  const usual = largest?.[0] ?? "USD";
  if (others.length === 0) return sql`coalesce(${named}, ${literal(usual)})`;
  const cases = others.map(([currency, own]) => {
    const periods = own.map(({ billingPeriod }) => literal(billingPeriod));
    return sql`WHEN ${PERIOD} IN (${join(periods)}) THEN ${literal(currency)}`;
  });
  return sql`coalesce(${named}, CASE ${join(cases, " ")} ELSE ${literal(usual)} END)`;
}

/** The columns of a table, remembering which an expression has looked at. */
class AskedColumns extends Map<string, StoredColumn> {
  readonly asked = new Set<string>();

  constructor(columns: readonly StoredColumn[]) {
    super();
    for (const column of columns) this.set(column.id, column);
  }

  override has(id: string): boolean {
    if (super.has(id)) this.asked.add(id);
    return super.has(id);
  }

  override get(id: string): StoredColumn | undefined {
    const column = super.get(id);
    if (column !== undefined) this.asked.add(id);
    return column;
  }
}
