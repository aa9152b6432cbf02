import { raw, sql } from "../../sql/sql.ts";
import { per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType, withOwnRate } from "../shape.ts";

const CHEAP = raw(
  "max((coalesce(region, '') IN ('us-east-1', 'us-east-2', 'eu-west-1', 'eu-north-1'))::INTEGER)",
);

export const glacierToDeepArchive: FindingRule = {
  id: "glacier-to-deep-archive",
  rank: 24,
  title: "Glacier vaults that could be in Deep Archive",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType", "operation", "usageAmount"],
  assumptions: [
    {
      id: "cheap",
      label: "Price of Deep Archive in us-east-1, us-east-2, eu-west-1, eu-north-1",
      value: "0.2750000000",
      unit: "share",
    },
    { id: "other", label: "The same elsewhere", value: "0.4440000000", unit: "share" },
  ],
  why: "What lies in a Glacier vault is hardly ever fetched. Deep Archive stores the same for about a quarter.",
  formula:
    "Cost of storage × (1 − 0.275) or (1 − 0.444) by Region; where the client has Deep Archive in the Region: cost − GB × own rate.",
  fix: {
    console:
      "S3 Glacier > Vaults > the vault. Its class cannot be changed: restore to S3 (or use the Data Transfer from Amazon S3 Glacier Vaults solution), then write to the DEEP_ARCHIVE class.",
    cli: "aws s3 cp s3://BUCKET/PREFIX s3://BUCKET/PREFIX --recursive --storage-class DEEP_ARCHIVE",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    withOwnRate(
      tables,
      byResource(
        tables,
        sql`${service("AmazonGlacier")} AND operation = 'Storage' AND NOT ${usageType("GDA")}`,
        { sums: { region: raw("any_value(region)"), usage: raw("sum(usage)"), is_cheap: CHEAP } },
      ),
      { target: usageType("TimedStorage-GDA-ByteHrs"), on: { region: raw("region") } },
    ),
  saving: (measure, given) =>
    measure("own_usage") > 0n
      ? measure("cost") - times(measure("usage"), per(measure("own_cost"), measure("own_usage")))
      : measure("cost") - times(measure("cost"), given(measure("is_cheap") > 0n ? "cheap" : "other")),
};
