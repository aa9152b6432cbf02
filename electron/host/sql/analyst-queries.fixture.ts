import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { DAILY_RESOURCE_DIMENSIONS, rollupColumnName } from "#core/cost/rollup/rollup.ts";
import { STARTER_QUERIES } from "#core/console/starter-queries.ts";

const DIMENSIONS = DAILY_RESOURCE_DIMENSIONS.map(rollupColumnName);
const METRICS = METRIC_IDS.map(rollupColumnName);

const BY_DIMENSION = DIMENSIONS.flatMap((name) => [
  `SELECT ${name}, sum(unblended) AS cost FROM line_items GROUP BY ${name} ORDER BY cost DESC NULLS LAST LIMIT 20`,
  `SELECT count(DISTINCT ${name}) FROM daily_resources`,
]);

const BY_METRIC = METRICS.flatMap((name) => [
  `SELECT billing_period, sum(${name}) FROM daily GROUP BY ALL ORDER BY ALL`,
  `SELECT service, round(sum(${name}), 2) AS total FROM daily GROUP BY service HAVING sum(${name}) > 0 ORDER BY total DESC`,
  `SELECT day, sum(${name}), avg(sum(${name})) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) FROM daily GROUP BY day ORDER BY day`,
]);

const WINDOWS = [
  "SELECT service, sum(unblended) AS cost, rank() OVER (ORDER BY sum(unblended) DESC) FROM daily GROUP BY service",
  "SELECT day, sum(unblended) AS cost, sum(sum(unblended)) OVER (PARTITION BY date_trunc('month', day) ORDER BY day) AS running FROM daily GROUP BY day",
  "WITH m AS (SELECT billing_period, sum(amortized) AS c FROM daily GROUP BY 1) SELECT *, c - lag(c) OVER (ORDER BY billing_period) AS change FROM m",
  "WITH m AS (SELECT billing_period, sum(amortized) AS c FROM daily GROUP BY 1) SELECT *, lead(c, 1, 0::DECIMAL) OVER w FROM m WINDOW w AS (ORDER BY billing_period)",
  "SELECT * FROM (SELECT service, region, sum(unblended) AS c, row_number() OVER (PARTITION BY service ORDER BY sum(unblended) DESC) AS n FROM daily GROUP BY service, region) WHERE n <= 3",
  "SELECT service, region, sum(unblended) AS c FROM daily GROUP BY service, region QUALIFY dense_rank() OVER (PARTITION BY service ORDER BY c DESC) = 1",
  "SELECT service, ntile(4) OVER (ORDER BY sum(unblended)) AS quartile FROM daily GROUP BY service",
  "SELECT service, cume_dist() OVER (ORDER BY sum(unblended)), percent_rank() OVER (ORDER BY sum(unblended)) FROM daily GROUP BY service",
  "SELECT day, first_value(sum(unblended)) OVER (ORDER BY day) AS base, last_value(sum(unblended)) OVER (ORDER BY day) FROM daily GROUP BY day",
  "SELECT day, nth_value(sum(unblended), 2) OVER (ORDER BY day) FROM daily GROUP BY day",
  "SELECT service, sum(unblended) / sum(sum(unblended)) OVER () AS share FROM daily GROUP BY service ORDER BY share DESC",
  "SELECT hour, sum(unblended), max(sum(unblended)) OVER (ORDER BY hour RANGE BETWEEN INTERVAL 6 HOURS PRECEDING AND CURRENT ROW) FROM line_items GROUP BY hour",
  "SELECT service, count(*) FILTER (WHERE unblended < 0) AS credits, sum(unblended) FILTER (WHERE unblended > 0) FROM daily GROUP BY service",
  "SELECT linked_account, arg_max(service, unblended), max_by(day, unblended) FROM daily GROUP BY linked_account",
  "SELECT day, sum(unblended) AS c, regr_slope(c, epoch(day)) OVER (ORDER BY day) FROM daily GROUP BY day",
];

const JOINS = [
  "SELECT a.name, sum(d.unblended) FROM daily d LEFT JOIN accounts a ON a.account_id = d.linked_account GROUP BY a.name",
  "SELECT a.account_id FROM accounts a ANTI JOIN daily d ON d.linked_account = a.account_id",
  "SELECT a.name FROM accounts a SEMI JOIN daily d ON d.linked_account = a.account_id",
  "SELECT * FROM deliveries JOIN (SELECT delivery_id, sum(unblended) AS cost FROM daily GROUP BY ALL) USING (delivery_id)",
  "WITH now AS (SELECT service, sum(unblended) AS c FROM daily WHERE billing_period = '2024-02' GROUP BY 1), before AS (SELECT service, sum(unblended) AS c FROM daily WHERE billing_period = '2024-01' GROUP BY 1) SELECT coalesce(now.service, before.service) AS service, now.c, before.c FROM now FULL JOIN before ON now.service = before.service",
  "WITH big AS (SELECT linked_account FROM daily GROUP BY 1 HAVING sum(unblended) > 10) SELECT service, sum(unblended) FROM daily WHERE linked_account IN (FROM big) GROUP BY 1",
  "SELECT service FROM daily WHERE unblended > (SELECT avg(unblended) FROM daily) GROUP BY service",
  "SELECT d.service, t.total FROM (SELECT DISTINCT service FROM daily) d, LATERAL (SELECT sum(unblended) AS total FROM daily x WHERE x.service = d.service) t",
  "SELECT calendar.day, coalesce(sum(unblended), 0) FROM (SELECT unnest(generate_series(DATE '2024-01-01', DATE '2024-03-31', INTERVAL 1 DAY))::DATE AS day) calendar LEFT JOIN daily ON daily.day = calendar.day GROUP BY 1 ORDER BY 1",
  "SELECT r.range AS rank, s.service FROM range(1, 4) r JOIN (SELECT service, row_number() OVER (ORDER BY sum(unblended) DESC) AS n FROM daily GROUP BY service) s ON s.n = r.range",
  "SELECT l.day, l.c, r.c FROM (SELECT day, sum(unblended) AS c FROM daily GROUP BY 1) l ASOF JOIN (SELECT day, sum(amortized) AS c FROM daily GROUP BY 1) r ON l.day >= r.day",
  "SELECT * FROM (VALUES ('AmazonEC2', 'Compute'), ('AmazonS3', 'Storage')) AS family(service, name) JOIN (SELECT service, sum(unblended) AS cost FROM daily GROUP BY 1) USING (service)",
  "SELECT service FROM daily WHERE billing_period = '2024-01' UNION SELECT service FROM daily WHERE billing_period = '2024-02'",
  "SELECT service FROM daily WHERE billing_period = '2024-01' EXCEPT SELECT service FROM daily WHERE billing_period = '2024-02'",
  "SELECT service FROM daily WHERE billing_period = '2024-01' INTERSECT SELECT service FROM daily WHERE billing_period = '2024-02'",
  "SELECT 'total' AS name, sum(unblended) FROM daily UNION ALL BY NAME SELECT service AS name, sum(unblended) FROM daily GROUP BY service",
  "WITH RECURSIVE m(month) AS (SELECT DATE '2024-01-01' UNION ALL SELECT (month + INTERVAL 1 MONTH)::DATE FROM m WHERE month < DATE '2024-03-01') SELECT * FROM m",
  "WITH x AS MATERIALIZED (SELECT service, sum(unblended) AS c FROM daily GROUP BY 1) SELECT a.service, b.service FROM x a JOIN x b ON a.c > b.c LIMIT 50",
  "SELECT EXISTS (SELECT 1 FROM daily WHERE unblended < 0) AS has_credits",
  "SELECT service, (SELECT max(unblended) FROM daily i WHERE i.service = o.service) FROM daily o GROUP BY service",
];

const DATES = [
  "SELECT date_trunc('week', day) AS week, sum(unblended) FROM daily GROUP BY week ORDER BY week",
  "SELECT dayname(day), sum(unblended) FROM daily GROUP BY dayname(day)",
  "SELECT isodow(day) AS weekday, avg(unblended) FROM daily GROUP BY ALL ORDER BY ALL",
  "SELECT extract(hour FROM hour) AS h, sum(unblended) FROM line_items GROUP BY h ORDER BY h",
  "SELECT strftime(day, '%Y-%m') AS month, sum(unblended) FROM daily GROUP BY month",
  "SELECT sum(unblended) FROM daily WHERE day BETWEEN DATE '2024-01-10' AND DATE '2024-01-20'",
  "SELECT sum(unblended) FROM daily WHERE day >= DATE '2024-01-01' + INTERVAL 7 DAYS",
  "SELECT max(day) - min(day) AS days FROM daily",
  "SELECT last_day(day) AS month_end, sum(unblended) FROM daily GROUP BY 1",
  "SELECT quarter(day), year(day), sum(unblended) FROM daily GROUP BY 1, 2",
  "SELECT sum(unblended) / days_in_month(any_value(day)) FROM daily WHERE billing_period = '2024-02'",
  "SELECT time_bucket(INTERVAL 10 DAYS, day) AS decade, sum(unblended) FROM daily GROUP BY 1 ORDER BY 1",
  "SELECT date_diff('day', min(day), max(day)) FROM daily",
  "SELECT hour AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin' AS local_hour, sum(unblended) FROM line_items GROUP BY 1 LIMIT 10",
  "SELECT make_date(2024, 2, 29), current_date > DATE '2024-01-01', today() IS NOT NULL",
  "SELECT monthname(day), dayofmonth(day), sum(unblended) FROM daily GROUP BY ALL LIMIT 40",
  "SELECT strptime('2024-01-05', '%Y-%m-%d')::DATE IN (SELECT day FROM daily)",
  "SELECT age(max(day), min(day)) FROM daily",
];

const NESTED = [
  "SELECT tags['team'], sum(unblended) FROM line_items GROUP BY 1",
  'SELECT "tag:team", sum(unblended) FROM line_items GROUP BY 1',
  "SELECT map_keys(tags), count(*) FROM line_items GROUP BY 1",
  "SELECT cardinality(tags) AS number_of_tags, count(*) FROM line_items GROUP BY 1",
  "SELECT tag.key, tag.value, sum(unblended) FROM (SELECT unnest(map_entries(tags)) AS tag, unblended FROM line_items) GROUP BY ALL LIMIT 100",
  "SELECT count(*) FROM line_items WHERE tags IS NULL OR cardinality(tags) = 0",
  "SELECT list(DISTINCT service ORDER BY service) FROM daily",
  "SELECT linked_account, string_agg(DISTINCT service, ', ' ORDER BY service) FROM daily GROUP BY 1",
  "SELECT list_sort(list_distinct(list(region))) FROM daily",
  "SELECT list_transform([1, 2, 3], x -> x * 2), list_filter([1, 2, 3], lambda x: x > 1), list_sum([1, 2])",
  "SELECT [service || '!' FOR service IN ['a', 'b'] IF service <> 'a']",
  "SELECT {'service': service, 'cost': sum(unblended)} AS summary FROM daily GROUP BY service",
  "SELECT to_json({'service': service, 'cost': sum(unblended)}) FROM daily GROUP BY service",
  "SELECT json_extract_string('{\"a\": {\"b\": 1}}', '$.a.b'), '{\"a\": [1, 2]}'::JSON->'a'->>1",
  "SELECT json_group_object(service, cost) FROM (SELECT service, sum(unblended)::DOUBLE AS cost FROM daily GROUP BY 1)",
  'SELECT key, value FROM json_each(\'{"a": 1, "b": 2}\')',
  "SELECT json_keys('{\"a\": 1}'), json_type('[]'), json_array_length('[1, 2]')",
  "SELECT unnest([1, 2, 3]) AS n, unnest(['a', 'b', 'c']) AS letter",
  "SELECT map {'a': 1, 'b': 2}['a'], map_from_entries([('k', 'v')])",
  "SELECT struct_pack(a := 1, b := 'x').b, row(1, 'a')",
  "SELECT histogram(line_item_type) FROM line_items",
  "SELECT approx_top_k(service, 3) FROM daily",
  "SELECT cost_categories, count(*) FROM line_items GROUP BY 1 LIMIT 5",
  "SELECT flatten([[1], [2, 3]]), list_zip([1, 2], ['a', 'b']), array_to_string(['a', 'b'], '-')",
];

const PIVOTS = [
  "PIVOT daily ON billing_period IN ('2024-01', '2024-02', '2024-03') USING sum(unblended) GROUP BY service",
  "FROM (SELECT service, billing_period, unblended FROM daily) PIVOT (sum(unblended) FOR billing_period IN ('2024-01', '2024-02', '2024-03'))",
  "SELECT * FROM (SELECT region, purchase_option, amortized FROM daily) PIVOT (sum(amortized) AS cost, count(*) AS n FOR purchase_option IN ('OnDemand', 'SavingsPlan') GROUP BY region)",
  "UNPIVOT (SELECT billing_period, sum(unblended) AS unblended, sum(amortized) AS amortized FROM daily GROUP BY 1) ON unblended, amortized INTO NAME metric VALUE cost",
  "FROM (SELECT sum(unblended) AS u, sum(amortized) AS a FROM daily) UNPIVOT (cost FOR metric IN (u, a))",
  "SELECT service, sum(CASE WHEN billing_period = '2024-01' THEN unblended ELSE 0 END) AS january FROM daily GROUP BY service",
  "SELECT service, region, sum(unblended) FROM daily GROUP BY ROLLUP (service, region)",
  "SELECT service, region, grouping(service), sum(unblended) FROM daily GROUP BY CUBE (service, region)",
  "SELECT service, linked_account, sum(unblended) FROM daily GROUP BY GROUPING SETS ((service), (linked_account), ())",
];

const STATISTICS = [
  "SELECT quantile_cont(cost, 0.95), median(cost), stddev(cost), mad(cost) FROM (SELECT sum(unblended)::DOUBLE AS cost FROM daily GROUP BY day)",
  "SELECT quantile_disc(unblended, [0.1, 0.5, 0.9]) FROM daily",
  "SELECT approx_quantile(unblended::DOUBLE, 0.99), approx_count_distinct(service) FROM daily",
  "SELECT skewness(unblended::DOUBLE), kurtosis(unblended::DOUBLE), var_pop(unblended::DOUBLE) FROM daily",
  "SELECT corr(unblended::DOUBLE, amortized::DOUBLE), covar_pop(unblended::DOUBLE, amortized::DOUBLE) FROM daily",
  "SELECT mode(service), entropy(service) FROM daily",
  "SELECT min(unblended), max(unblended), avg(unblended), sum(unblended), count(unblended) FROM line_items",
  "SELECT bool_or(unblended < 0), bool_and(line_items > 0) FROM daily",
  "SELECT weighted_avg(unblended::DOUBLE, line_items::DOUBLE), geomean(abs(unblended::DOUBLE) + 1) FROM daily",
  "SELECT regr_slope(c, d), regr_intercept(c, d), regr_r2(c, d) FROM (SELECT sum(unblended)::DOUBLE AS c, epoch(day) AS d FROM daily GROUP BY day)",
  "WITH d AS (SELECT day, sum(unblended)::DOUBLE AS c FROM daily GROUP BY day), s AS (SELECT avg(c) AS m, stddev(c) AS sd FROM d) SELECT day, (c - m) / sd AS z FROM d, s WHERE abs(c - m) > 2 * sd",
  "SELECT width, count(*) FROM (SELECT floor(log10(greatest(abs(unblended::DOUBLE), 1e-9))) AS width FROM line_items) GROUP BY 1 ORDER BY 1",
];

const TEXTS = [
  "SELECT split_part(usage_type, ':', 1), sum(unblended) FROM daily GROUP BY 1",
  "SELECT regexp_extract(usage_type, '^([A-Z]{3}\\d)?-?(.*)$', 2) AS plain, sum(unblended) FROM daily GROUP BY 1",
  "SELECT service FROM daily WHERE service ILIKE '%ec2%' GROUP BY service",
  "SELECT service FROM daily WHERE service SIMILAR TO 'Amazon.*' GROUP BY service",
  "SELECT service FROM daily WHERE service GLOB 'Amazon*' GROUP BY service",
  "SELECT upper(service), lower(region), length(usage_type), trim(operation) FROM daily LIMIT 5",
  "SELECT replace(service, 'Amazon', ''), concat_ws('/', service, region), left(service, 3), reverse(service) FROM daily LIMIT 5",
  "SELECT format('{:.2f}', sum(unblended)::DOUBLE), printf('%.1f', 1.25) FROM daily",
  "SELECT starts_with(service, 'Amazon'), contains(usage_type, 'BoxUsage'), position('a' IN service) FROM daily LIMIT 5",
  "SELECT string_split(resource_id, '/')[-1], sum(unblended) FROM daily_resources WHERE resource_id LIKE 'arn:%' GROUP BY 1 LIMIT 20",
  "SELECT lpad(linked_account, 12, '0'), jaro_winkler_similarity(service, 'AmazonEC2') FROM daily LIMIT 5",
  "SELECT md5(service), hash(service) IS NOT NULL, strip_accents('é') FROM daily LIMIT 2",
  "SELECT description, count(*) FROM line_items WHERE description IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
  "SELECT CAST(sum(unblended) AS DECIMAL(18, 2)), TRY_CAST('x' AS INTEGER), sum(unblended)::VARCHAR FROM daily",
  "SELECT CASE WHEN service LIKE '%EC2%' THEN 'Compute' WHEN service LIKE '%S3%' THEN 'Storage' ELSE 'Other' END AS family, sum(unblended) FROM daily GROUP BY family",
  "SELECT coalesce(region, 'global'), nullif(service, ''), ifnull(tax_type, '-'), if(unblended > 0, 'cost', 'credit') FROM daily LIMIT 5",
];

const SHAPES = [
  "FROM daily",
  "FROM daily LIMIT 5",
  "SELECT * EXCLUDE (report, delivery_id) FROM daily LIMIT 3",
  "SELECT * REPLACE (round(unblended, 2) AS unblended) FROM daily LIMIT 3",
  "SELECT COLUMNS('.*blended') FROM daily LIMIT 3",
  "SELECT sum(COLUMNS(c -> c LIKE '%blended')) FROM daily",
  "SELECT DISTINCT ON (service) service, region, unblended FROM daily ORDER BY service, unblended DESC",
  "SELECT * FROM daily USING SAMPLE 10 ROWS",
  "SELECT service FROM daily ORDER BY ALL LIMIT 3 OFFSET 2",
  "SELECT service, sum(unblended) FROM daily GROUP BY 1 ORDER BY 2 DESC NULLS LAST FETCH FIRST 3 ROWS ONLY",
  "TABLE accounts",
  "VALUES (1, 'a'), (2, 'b')",
  "SHOW TABLES",
  "DESCRIBE line_items",
  "DESCRIBE SELECT service, sum(unblended) FROM daily GROUP BY service",
  "SUMMARIZE daily",
  "SUMMARIZE SELECT service, unblended FROM daily",
  "EXPLAIN SELECT service, sum(unblended) FROM daily GROUP BY service",
  "EXPLAIN ANALYZE SELECT count(*) FROM line_items",
  "-- a comment\nSELECT 1 /* another */ + 1;",
  "explain\n  select 1",
  "SELECT main.daily.service FROM main.daily LIMIT 1",
  'SELECT "day" FROM "daily" AS "d e" LIMIT 1',
  'WITH "my table" AS (SELECT 1 AS a) SELECT * FROM "my table"',
  "SELECT counts, count(*), sum(unblended) FROM all_line_items GROUP BY counts",
  "SELECT line_item_unblended_cost, line_item_usage_start_date FROM line_items WHERE line_item_unblended_cost > 0 LIMIT 5",
  "SELECT billed_cost, charge_period_start FROM line_items WHERE billed_cost IS NOT NULL LIMIT 5",
  "SELECT format, sum(line_items) FROM deliveries GROUP BY format",
  "SELECT resource_id, min(day), max(day) FROM daily_resources GROUP BY 1 HAVING min(day) > DATE '2024-01-15' LIMIT 10",
  "SELECT 1 WHERE 'größer' > 'a' AND '✓' IS NOT NULL",
  "SELECT service COLLATE NOCASE FROM daily GROUP BY 1 ORDER BY 1",
  "SELECT 10 // 3, 10 % 3, 2 ** 8, 5 & 3, ~1, 1 << 4, -1, +1, NOT true",
];

/** Queries of everyday work: all of them have to run, on any workspace. */
export const ANALYST_QUERIES: readonly string[] = [
  ...STARTER_QUERIES.map(({ text }) => text),
  ...BY_DIMENSION,
  ...BY_METRIC,
  ...WINDOWS,
  ...JOINS,
  ...DATES,
  ...NESTED,
  ...PIVOTS,
  ...STATISTICS,
  ...TEXTS,
  ...SHAPES,
];
