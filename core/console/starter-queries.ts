/** A query to begin with. */
export type StarterQuery = { readonly name: string; readonly text: string };

/** What is asked most, one line of explanation and one query each; all of them run on any workspace. */
export const STARTER_QUERIES: readonly StarterQuery[] = [
  {
    name: "Cost by month and service",
    text: `-- Amortized cost of every service, month by month
SELECT billing_period, service, sum(amortized) AS cost
FROM daily
GROUP BY billing_period, service
ORDER BY billing_period DESC, cost DESC`,
  },
  {
    name: "Cost per day",
    text: `-- Draws well as a chart: one line per day
SELECT day, sum(unblended) AS unblended, sum(amortized) AS amortized
FROM daily
GROUP BY day
ORDER BY day`,
  },
  {
    name: "Accounts by cost, with names",
    text: `-- Where the money goes, by account
SELECT daily.linked_account, any_value(accounts.name) AS name, sum(amortized) AS cost
FROM daily
LEFT JOIN accounts ON accounts.account_id = daily.linked_account
GROUP BY daily.linked_account
ORDER BY cost DESC`,
  },
  {
    name: "Growth on the month before",
    text: `-- Services that grew most from one billing period to the next
WITH monthly AS (
  SELECT service, billing_period, sum(amortized) AS cost
  FROM daily
  GROUP BY service, billing_period
)
SELECT service, billing_period, cost,
  cost - lag(cost) OVER (PARTITION BY service ORDER BY billing_period) AS growth
FROM monthly
QUALIFY growth IS NOT NULL
ORDER BY growth DESC
LIMIT 50`,
  },
  {
    name: "The costliest resources",
    text: `-- Single resources over all periods
SELECT resource_id, service, linked_account, sum(amortized) AS cost, min(day) AS first_seen, max(day) AS last_seen
FROM daily_resources
WHERE resource_id IS NOT NULL
GROUP BY resource_id, service, linked_account
ORDER BY cost DESC
LIMIT 100`,
  },
  {
    name: "Untagged cost by service",
    text: `-- Usage without any tag
SELECT service, sum(unblended) AS untagged
FROM line_items
WHERE line_item_type = 'Usage' AND coalesce(cardinality(tags), 0) = 0
GROUP BY service
ORDER BY untagged DESC`,
  },
  {
    name: "Tags in use",
    text: `-- Every tag key with its number of values and what they cost
SELECT tag.key, count(DISTINCT tag.value) AS tag_values, sum(unblended) AS cost
FROM (SELECT unnest(map_entries(tags)) AS tag, unblended FROM line_items)
GROUP BY tag.key
ORDER BY cost DESC`,
  },
  {
    name: "Hours of the day",
    text: `-- When usage happens: mean cost of each hour of the day, UTC
WITH hourly AS (
  SELECT hour, sum(unblended) AS cost
  FROM line_items
  WHERE line_item_type = 'Usage'
  GROUP BY hour
)
SELECT date_part('hour', hour) AS hour_of_day, avg(cost) AS mean_cost, count(*) AS hours
FROM hourly
GROUP BY hour_of_day
ORDER BY hour_of_day`,
  },
  {
    name: "On demand against committed",
    text: `-- How the usage was bought, and what it would have cost on demand
SELECT billing_period, purchase_option, sum(amortized) AS paid, sum(on_demand_equivalent) AS on_demand
FROM daily
WHERE line_item_type LIKE '%Usage'
GROUP BY billing_period, purchase_option
ORDER BY billing_period, purchase_option`,
  },
  {
    name: "Kinds of charges",
    text: `-- The rows that make up each bill, by line-item type
SELECT billing_period, line_item_type, sum(line_items)::BIGINT AS line_items, sum(unblended) AS unblended
FROM daily
GROUP BY billing_period, line_item_type
ORDER BY billing_period DESC, unblended DESC`,
  },
  {
    name: "Deliveries and their totals",
    text: `-- What was imported, and what it adds up to
SELECT deliveries.billing_period, deliveries.report, format, any_value(deliveries.line_items) AS line_items, sum(unblended) AS unblended
FROM deliveries
LEFT JOIN daily USING (delivery_id)
GROUP BY deliveries.billing_period, deliveries.report, format
ORDER BY deliveries.billing_period DESC`,
  },
];
