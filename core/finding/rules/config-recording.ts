import { sql } from "../../sql/sql.ts";
import { smaller } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { HOURLY_USAGE } from "../looked-usage.ts";
import { number, service, usageType } from "../shape.ts";

export const configRecording: FindingRule = {
  id: "config-recording",
  rank: 30,
  title: "AWS Config that records every change",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType", "usageAmount"],
  assumptions: [
    { id: "daily", label: "Price of an item recorded daily", value: "0.0120000000", unit: "money" },
  ],
  why: "Continuous recording charges every change. Daily recording charges each changed resource once a day, four times the price.",
  formula:
    "Per day: cost − largest number of items in any hour × 0.012, where that is more than nothing. Hours are needed: a daily report shows no peak and nothing is found.",
  fix: {
    console:
      "AWS Config > Settings > Edit > Recording method > Daily, with continuous recording only for what a rule needs at once.",
    cli: "aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=ROLE --recording-group allSupported=true --recording-mode recordingFrequency=DAILY",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: ({ fact, hour }, given) => sql`WITH peak AS (
      SELECT month, account, region, sum(greatest(0, cost - largest::DECIMAL(38,10) * ${number(given("daily"))}::DECIMAL(18,6)))::DECIMAL(38,18) AS saved
      FROM (SELECT month, account, region, hour::DATE AS day, sum(cost) AS cost, max(usage) AS largest
        FROM (SELECT month, account, region, hour, sum(cost) AS cost, sum(usage) AS usage FROM ${hour("configItems")} GROUP BY ALL) GROUP BY ALL)
      GROUP BY ALL)
    SELECT item.month, item.key, item.facts, item.cost, peak.saved FROM (
      SELECT month, account, region, coalesce(region, 'no Region') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost
      FROM ${fact} WHERE is_usage AND ${service("AWSConfig")} AND ${usageType(HOURLY_USAGE.configItems)} GROUP BY month, account, region) AS item
    JOIN peak ON peak.month = item.month AND peak.account IS NOT DISTINCT FROM item.account AND peak.region IS NOT DISTINCT FROM item.region`,
  saving: (measure) => smaller(measure("cost"), measure("saved")),
};
