import { raw, sql, type Sql } from "../../sql/sql.ts";
import { per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType, withOwnRate } from "../shape.ts";

/** Storage of several zones has its own price. */
function kindOf(aggregate: "" | "any_value"): Sql {
  return raw(`${aggregate}(contains(coalesce(usage_type, ''), 'Multi-AZ'))`);
}

export const managedGp2Storage: FindingRule = {
  id: "managed-gp2-storage",
  rank: 39,
  title: "RDS and OpenSearch storage of type gp2",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType", "usageAmount"],
  assumptions: [
    { id: "search", label: "Saving of OpenSearch gp3", value: "0.0960000000", unit: "share" },
    { id: "rds", label: "Saving of RDS gp3", value: "0.0000000000", unit: "share" },
  ],
  why: "gp3 separates size from speed. OpenSearch sells it cheaper; RDS at the same price, but without oversizing for IOPS.",
  formula:
    "Cost − GB × the client's own gp3 price in the Region; else cost × 9.6 % (OpenSearch) or the set share (RDS).",
  fix: {
    console: "OpenSearch > the domain > Edit cluster configuration > gp3; RDS > Modify > Storage type gp3.",
    cli: "aws opensearch update-domain-config --domain-name DOMAIN --ebs-options EBSEnabled=true,VolumeType=gp3,VolumeSize=100",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    withOwnRate(
      tables,
      byResource(tables, sql`${service("AmazonRDS", "AmazonES")} AND ${usageType("GP2-Storage")}`, {
        sums: {
          region: raw("any_value(region)"),
          service: raw("any_value(service)"),
          kind: kindOf("any_value"),
          usage: raw("sum(usage)"),
          is_search: raw("max((service = 'AmazonES')::INTEGER)"),
        },
      }),
      {
        target: sql`${service("AmazonRDS", "AmazonES")} AND ${usageType("GP3-Storage")}`,
        on: { region: raw("region"), service: raw("service"), kind: kindOf("") },
      },
    ),
  saving: (measure, given) =>
    measure("own_usage") > 0n
      ? measure("cost") - times(measure("usage"), per(measure("own_cost"), measure("own_usage")))
      : times(measure("cost"), given(measure("is_search") > 0n ? "search" : "rds")),
};
