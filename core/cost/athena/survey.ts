import type { Delivery } from "../../delivery/delivery.ts";
import { familyOf } from "../../delivery/delivery.ts";
import { formatScaled, parseScaled } from "../../money/decimal.ts";
import { inDialect } from "../../sql/dialect.ts";
import { identifier, join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { BillingPeriod, UsageDate } from "../../time/period.ts";
import { METRIC_IDS } from "../metric/metric-id.ts";
import { COMMITMENT_COLUMNS, familySource, unavailableMetrics } from "../source/availability.ts";
import type { AthenaTable } from "./athena-table.ts";
import { overTable } from "./compile-athena.ts";
import type { AthenaRows } from "./table-question.ts";

/** What one look at a billing period tells before anything can be asked of it: kept until AWS delivers again. */
export type PeriodSurvey = {
  readonly billingPeriod: BillingPeriod;
  readonly lineItems: number;
  readonly lastDay: UsageDate | null;
  /** Unblended (FOCUS: billed) cost by currency, as decimal strings. */
  readonly totals: Readonly<Record<string, string>>;
  /** Columns a metric needs that hold anything; tables have all columns of their format, filled or not. */
  readonly filled: readonly string[];
  readonly lineItemTypes: readonly string[];
};

/** Columns whose emptiness decides which metrics a period supports. */
function watchedColumns(table: AthenaTable): readonly string[] {
  const { metrics } = familySource(familyOf(table.format));
  const needed = METRIC_IDS.flatMap((id) => metrics[id].needs);
  const ofTypes = table.format === "focus" ? [] : Object.values(COMMITMENT_COLUMNS).flat();
  const known = new Set(table.columns.map(({ id }) => id));
  return [...new Set([...needed, ...ofTypes])].filter((id) => known.has(id));
}

/** Rows `billing_period, currency, line_item_type, line_items, last_day, cost, filled ...` of the periods. */
export function surveyStatement(table: AthenaTable, periods: readonly BillingPeriod[]): Sql {
  const deliveries = periods.map((billingPeriod) => deliveryOfPeriod(table, billingPeriod));
  const watched = watchedColumns(table);
  const statement = overTable(table, deliveries, (source) => {
    const filled = watched.map((id) => sql`count(${source.column(id)})`);
    return sql`SELECT ${source.dimension("billingPeriod")} AS billing_period, ${source.dimension("currency")} AS currency,
        ${source.dimension("lineItemType")} AS line_item_type, count(*) AS line_items, max(${source.day}) AS last_day,
        sum(${source.metric("unblended")}) AS cost${join(
          filled.map((count, index) => sql`, ${count} AS ${identifier(`filled${index}`)}`),
          "",
        )}
      FROM ${source.relation} WHERE ${source.counts} GROUP BY ${raw("1, 2, 3")}`;
  });
  return inDialect(statement, "athena");
}

/** Reads the rows of the survey, cells as text. Periods without a row have no line items. */
export function readSurvey(
  table: AthenaTable,
  periods: readonly BillingPeriod[],
  rows: AthenaRows,
): readonly PeriodSurvey[] {
  const watched = watchedColumns(table);
  return periods.map((billingPeriod) => {
    const own = rows.filter(([period]) => period === billingPeriod);
    const totals = new Map<string, bigint>();
    for (const [, currency, , , , cost] of own) {
      const name = currency ?? "USD";
      totals.set(name, (totals.get(name) ?? 0n) + (parseScaled(cost ?? "0") ?? 0n));
    }
    const days = own.flatMap(([, , , , day]) => day ?? []).toSorted();
    return {
      billingPeriod,
      lineItems: own.reduce((sum, [, , , count]) => sum + Number(count ?? 0), 0),
      lastDay: days.at(-1) ?? null,
      totals: Object.fromEntries([...totals].map(([name, total]) => [name, formatScaled(total)])),
      filled: watched.filter((_, index) => own.some((row) => Number(row[6 + index] ?? 0) > 0)),
      lineItemTypes: [...new Set(own.flatMap(([, , type]) => type ?? []))].toSorted(),
    };
  });
}

/** A period of the table as a delivery that a question is planned over. */
export function deliveryOf(table: AthenaTable, survey: PeriodSurvey): Delivery {
  return {
    ...deliveryOfPeriod(table, survey.billingPeriod),
    rows: survey.lineItems,
    totals: survey.totals,
    unavailable: unavailableMetrics(familyOf(table.format), new Set(survey.filled), survey.lineItemTypes),
  };
}

/** Periods that have line items. */
export function heldOnly(surveys: readonly PeriodSurvey[]): readonly PeriodSurvey[] {
  return surveys.filter(({ lineItems }) => lineItems > 0);
}

/** The same before anything is known of it. */
export function deliveryOfPeriod(table: AthenaTable, billingPeriod: BillingPeriod): Delivery {
  return {
    id: `${table.database}.${table.table}/${billingPeriod}`,
    format: table.format,
    reportName: table.table,
    billingPeriod,
    payerAccountId: null,
    version: "",
    importedAt: "",
    rows: 0,
    totals: {},
    files: [],
    columns: table.columns,
    counted: true,
    costAccountId: null,
    from: null,
    unavailable: {},
  };
}
