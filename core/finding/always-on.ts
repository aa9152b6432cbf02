import { raw, sql, type Sql } from "../sql/sql.ts";
import type { Given } from "./finding.ts";
import { number } from "./shape.ts";
import type { FindingTables } from "./tables.ts";

/** The environment tag decides; where nothing is said, the name of the account. */
export const IS_NON_PRODUCTION: Sql = sql`coalesce(${isNonProduction("tag.environment")}, ${isNonProduction("name.name")}, false)`;

/**
 * Those of the items, with `account` and `usage` in hours, that ran for the assumed `share` of what the month had so far. `counts`
 * narrows them further by `item`, `tag` (environment) and `name` (of the account).
 */
export function alwaysOnItems(
  { fact, tag, name }: FindingTables,
  given: Given,
  { items, counts }: { readonly items: Sql; readonly counts: Sql },
): Sql {
  return sql`SELECT item.* FROM (${items}) AS item
    JOIN (SELECT month, (max(last_day) - (month || '-01')::DATE + 1) * 24 AS hours FROM ${fact} WHERE is_usage GROUP BY month) AS span USING (month)
    LEFT JOIN (SELECT month, account, resource AS key, max(environment) AS environment FROM ${tag} GROUP BY ALL) AS tag USING (month, account, key)
    LEFT JOIN ${name} AS name USING (account)
    WHERE item.usage >= span.hours * ${number(given("share"))}::DECIMAL(18,4) AND ${counts}`;
}

function isNonProduction(column: string): Sql {
  return raw(
    `regexp_matches(lower(${column}), '(^|[^a-z])(dev|development|test|testing|qa|uat|stage|staging|sandbox|sbx|demo|poc|non-?prod(uction)?)([^a-z]|$)')`,
  );
}
