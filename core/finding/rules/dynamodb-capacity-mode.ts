import { sql } from "../../sql/sql.ts";
import { per, times, whole } from "../exact.ts";
import type { FindingRule, Given, Measures } from "../finding.ts";
import { HOURLY_USAGE } from "../looked-usage.ts";
import { number, service, usageType } from "../shape.ts";

const REQUESTS = HOURLY_USAGE.dynamodbRequests;
const IS_WRITE = usageType("(^|-)Write");
const IS_READ = usageType("(^|-)Read");

export const dynamodbCapacityMode: FindingRule = {
  id: "dynamodb-capacity-mode",
  rank: 35,
  title: "DynamoDB tables on demand that are asked evenly",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    {
      id: "hour",
      label:
        "Requests one capacity unit costs an hour, where the client has no provisioned table in the Region",
      value: "1040.0000000000",
      unit: "factor",
    },
    { id: "use", label: "Share of the capacity that is used", value: "0.7000000000", unit: "share" },
    { id: "least", label: "Least cost in a month", value: "5.0000000000", unit: "money" },
  ],
  why: "A capacity unit serves 3,600 requests an hour for the price of about 1,040. Where the peak of a day is not far above its mean, provisioned capacity with auto scaling costs less than paying by the request.",
  formula:
    "Cost of requests − for reads and writes: sum of each day's busiest hour × 24 ÷ 3,600 ÷ 0.7 × the client's own price of a unit and hour in the Region, else 1,040 × the price of a request. Hours are needed: a daily report shows no peak and nothing is found.",
  fix: {
    console:
      "DynamoDB > the table > Additional settings > Read/write capacity > Edit > Provisioned, with auto scaling at 70 %. Four times in a day at most.",
    cli: "aws dynamodb update-table --table-name TABLE --billing-mode PROVISIONED --provisioned-throughput ReadCapacityUnits=R,WriteCapacityUnits=W",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, DynamoDB",
  items: ({ fact, hour }, given) => sql`WITH item AS (
      SELECT month, account, resource, any_value(region) AS region, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost,
        coalesce(sum(cost) FILTER (${IS_READ}), 0)::DECIMAL(38,18) AS read_cost, coalesce(sum(usage) FILTER (${IS_READ}), 0) AS read_usage,
        coalesce(sum(cost) FILTER (${IS_WRITE}), 0)::DECIMAL(38,18) AS write_cost, coalesce(sum(usage) FILTER (${IS_WRITE}), 0) AS write_usage
      FROM ${fact} WHERE is_usage AND resource IS NOT NULL AND ${service("AmazonDynamoDB")} AND ${usageType(REQUESTS)} AND NOT ${usageType("IA-")}
      GROUP BY month, account, resource HAVING sum(cost) >= ${number(given("least"))}),
    peak AS (
      SELECT month, account, resource, coalesce(sum(largest) FILTER (NOT is_write), 0) AS read_peaks, coalesce(sum(largest) FILTER (is_write), 0) AS write_peaks
      FROM (SELECT month, account, resource, is_write, day, max(usage) AS largest
        FROM (SELECT month, account, resource, ${IS_WRITE} AS is_write, hour, hour::DATE AS day, sum(usage)::DECIMAL(38,18) AS usage
          FROM ${hour("dynamodbRequests")} GROUP BY ALL) GROUP BY ALL)
      GROUP BY ALL),
    own AS (
      SELECT month, region, sum(cost) FILTER (${IS_READ}) AS own_read_cost, sum(usage) FILTER (${IS_READ}) AS own_read_usage,
        sum(cost) FILTER (${IS_WRITE}) AS own_write_cost, sum(usage) FILTER (${IS_WRITE}) AS own_write_usage
      FROM ${fact} WHERE is_usage AND usage > 0 AND option = 'OnDemand' AND ${service("AmazonDynamoDB")} AND ${usageType("(^|-)(Read|Write)CapacityUnit-Hrs$")} AND NOT ${usageType("IA-")}
      GROUP BY month, region)
    SELECT item.month, item.resource AS key, item.* EXCLUDE (month, account, resource, region), peak.read_peaks, peak.write_peaks,
      own.* EXCLUDE (month, region)
    FROM item JOIN peak USING (month, account, resource)
    LEFT JOIN own ON own.month = item.month AND own.region IS NOT DISTINCT FROM item.region`,
  saving: (measure, given) =>
    measure("cost") - provisioned("read", measure, given) - provisioned("write", measure, given),
};

/** What the busiest hour of every day would cost, held for the whole day. */
function provisioned(kind: "read" | "write", measure: Measures, given: Given): bigint {
  const unitHours = per(measure(`${kind}_peaks`) * 24n, times(whole(3_600), given("use")));
  const price =
    measure(`own_${kind}_usage`) > 0n
      ? per(measure(`own_${kind}_cost`), measure(`own_${kind}_usage`))
      : times(per(measure(`${kind}_cost`), measure(`${kind}_usage`)), given("hour"));
  return times(unitHours, price);
}
