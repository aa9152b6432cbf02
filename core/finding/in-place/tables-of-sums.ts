import { LONGEST_USAGE_HOURS } from "../../commitment/facts.ts";
import { join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import { type BillingPeriod, type DateRange, periodsOf } from "../../time/period.ts";
import { DAILY_USAGE, HOURLY_USAGE } from "../looked-usage.ts";
import {
  COMMITMENTS,
  commitmentsOver,
  type FindingTables,
  HISTORY,
  historyOver,
  NAMES,
  TAG,
} from "../tables.ts";
import { SUM_COLUMNS } from "./line-item-sums.ts";

/** Reads sums that Athena gave: a file with one row in every line, a JSON list of texts. */
export function sumsTable(file: string): Sql {
  const columns = SUM_COLUMNS.map(([name, type], index) => raw(`row[${index + 1}]::${type} AS "${name}"`));
  return sql`CREATE OR REPLACE TEMP TABLE finding_sums AS
    SELECT ${join(columns)} FROM (SELECT json::VARCHAR[] AS row FROM read_ndjson_objects(${file}))`;
}

/** Makes the tables that rules read of the sums, as those of a workspace are made of its line items. */
export function tablesOfSums(currency: string): readonly Sql[] {
  const costs = sql`(SELECT * FROM finding_sums WHERE is_commitment = 0 AND currency = ${currency})`;
  return [
    historyOver(
      costs,
      raw(
        `bit_count(bit_or(days))::BIGINT AS days, ${dayOf("min", FIRST_DAY)} AS first_day, ${dayOf("max", LAST_DAY)} AS last_day`,
      ),
    ),
    sql`CREATE OR REPLACE TEMP TABLE finding_tag AS SELECT month, account, resource, max(tagged) = 1 AS tagged, max(environment) AS environment
      FROM finding_sums WHERE is_commitment = 0 AND resource IS NOT NULL GROUP BY ALL`,
    sql`CREATE OR REPLACE TEMP TABLE finding_day AS SELECT DISTINCT month, (month || '-01')::DATE + bit::INTEGER AS day
      FROM ${costs}, unnest(range(31)) AS bits(bit) WHERE days >> bit & 1 = 1`,
    sql`CREATE OR REPLACE TEMP TABLE finding_moment AS SELECT month, account, service, region, usage_type, resource, moment,
        coalesce(sum(cost), 0)::DECIMAL(38,18) AS cost, sum(unblended)::DECIMAL(38,18) AS unblended, sum(usage)::DECIMAL(38,18) AS usage
      FROM ${costs} WHERE moment IS NOT NULL GROUP BY ALL`,
    sql`CREATE OR REPLACE TEMP TABLE finding_charged AS SELECT month, charged_role AS role, charged_kind AS kind, charged_arn AS arn, account, region,
        sum(cost)::DECIMAL(38,18) AS cost, sum(line_items)::BIGINT AS line_items
      FROM ${costs} WHERE charged_role IS NOT NULL GROUP BY ALL`,
    commitmentsOver(commitmentSums(currency)),
  ];
}

/** Places of the first and the last day in the bits of `days`. */
const LAST_DAY = "floor(log2(days))";
const FIRST_DAY = "floor(log2(days & -days))";

function dayOf(which: "min" | "max", bit: string): string {
  return `${which}((month || '-01')::DATE + ${bit}::INTEGER)`;
}

/** What lasts longer than a day lasts no longer than the days that have usage yet, of whatever currency. */
function commitmentSums(currency: string): Sql {
  const most = raw(String(LONGEST_USAGE_HOURS));
  const hours = sql`CASE WHEN hours > ${most} AND known.day IS NOT NULL
    THEN greatest(${most}, least(hours, date_diff('hour', start, known.day::TIMESTAMP)))::INTEGER ELSE hours END`;
  return sql`(SELECT item.month AS billing_period, role, kind, program, arn, plan_type, start, ${hours} AS hours, on_demand AS list,
      charged AS cost, ends, of_account AS account, of_region AS region
    FROM finding_sums AS item
    LEFT JOIN (SELECT month, max(last_start)::DATE + 1 AS day FROM finding_sums WHERE is_commitment = 1 AND role IS NOT NULL GROUP BY month) AS known USING (month)
    WHERE is_commitment = 1 AND role IS NOT NULL AND currency = ${currency})`;
}

type Asked = {
  /** Whole months. */
  readonly range: DateRange;
  readonly focusMonths: readonly BillingPeriod[];
};

/** The relations over the tables made of sums. */
export function findingTablesOfSums({ range, focusMonths }: Asked): FindingTables {
  const periods = periodsOf(range);
  const [first = ""] = periods;
  const last = periods.at(-1) ?? first;
  const within = sql`month BETWEEN ${first} AND ${last}`;
  const moments = (columns: string, pattern: string): Sql =>
    sql`(SELECT ${raw(columns)} FROM finding_moment WHERE ${within} AND regexp_matches(coalesce(usage_type, ''), ${literal(pattern)}))`;
  return {
    history: HISTORY,
    fact: sql`(SELECT * FROM finding_history WHERE ${within})`,
    day: (usage) => moments("moment::DATE AS day, * EXCLUDE (moment, unblended)", DAILY_USAGE[usage]),
    days: sql`(SELECT * FROM finding_day WHERE ${within})`,
    hour: (usage) =>
      moments(
        "* EXCLUDE (service, moment, cost, unblended), moment AS hour, unblended AS cost",
        HOURLY_USAGE[usage],
      ),
    commitment: sql`(SELECT * FROM ${COMMITMENTS} WHERE billing_period BETWEEN ${first} AND ${last})`,
    charged: sql`(SELECT * FROM finding_charged WHERE ${within})`,
    tag: sql`(SELECT * FROM ${TAG} WHERE ${within})`,
    name: NAMES,
    focusMonths: new Set(focusMonths),
    first,
    last,
  };
}
