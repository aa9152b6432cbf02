import { raw, sql, type Sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";
import type { FindingTables } from "../tables.ts";

/** Rows of the same bucket in the month and the one before. */
function bucketOf({ history }: FindingTables, where: Sql): Sql {
  return sql`SELECT 1 FROM ${history} WHERE service = 'AmazonS3' AND account = item.account AND resource = item.key AND ${where}
    AND month BETWEEN strftime((item.month || '-01')::DATE - INTERVAL 1 MONTH, '%Y-%m') AND item.month`;
}

export const s3NotAccessed: FindingRule = {
  id: "s3-not-accessed",
  rank: 21,
  title: "S3 buckets in Standard that nobody reads or writes",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType"],
  monthsBefore: 1,
  assumptions: [{ id: "share", label: "Saving of Infrequent Access", value: "0.3000000000", unit: "share" }],
  why: "For two months and more there was no request to the bucket, and all of it lies in the dearest class.",
  formula: "Cost of its Standard storage × 30 %.",
  fix: {
    console:
      "S3 > the bucket > Management > Create lifecycle rule > Transition to Standard-IA, or Intelligent-Tiering where access may come back.",
    cli: 'aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration \'{"Rules":[{"ID":"ia","Status":"Enabled","Filter":{},"Transitions":[{"Days":30,"StorageClass":"STANDARD_IA"}]}]}\'',
  },
  source: "AWS Cloud Intelligence Dashboards, KPI, S3; AWS CUR Query Library, bucket trends",
  items: (
    tables,
  ) => sql`SELECT item.* FROM (${byResource(tables, sql`resource IS NOT NULL AND ${service("AmazonS3")} AND ${usageType("TimedStorage-ByteHrs$")}`, { sums: { account: raw("account") } })}) AS item
    WHERE EXISTS (${bucketOf(tables, usageType("TimedStorage-ByteHrs$"))} AND month < item.month)
      AND NOT EXISTS (${bucketOf(tables, sql`(${usageType("TimedStorage-.+-ByteHrs|TimedStorage-[A-Z]+-")} OR ${usageType("Requests-")}) AND usage > 0`)})`,
  saving: (measure, given) => times(measure("cost"), given("share")),
};
