import { raw, sql } from "../../sql/sql.ts";
import { per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import {
  EC2_FAMILY,
  gravitonOf,
  IS_INSTANCE_HOURS,
  IS_NO_WINDOWS,
  isAmd,
  isX86,
} from "../instance-family.ts";
import { byResource, withOwnRate } from "../shape.ts";

const TYPE = raw("coalesce(instance_type, split_part(usage_type, ':', 2))");

export const gravitonEc2: FindingRule = {
  id: "graviton-ec2",
  rank: 8,
  title: "EC2 instances with a Graviton successor",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType", "operation"],
  assumptions: [
    { id: "intel", label: "Saving against Intel", value: "0.2000000000", unit: "share" },
    { id: "amd", label: "Saving against AMD", value: "0.1000000000", unit: "share" },
  ],
  why: "Graviton instances of the same size cost less and are usually not slower for Linux software that has an arm64 build.",
  formula:
    "Cost × 20 % (Intel) or 10 % (AMD); where the client runs the Graviton instance of the same size on the same terms in that Region: cost − hours × own rate.",
  fix: {
    console:
      "EC2 > Launch templates: an arm64 image and the Graviton type; test, then replace instance by instance. Compute Savings Plans move along.",
    cli: 'aws ec2 modify-instance-attribute --instance-id ID --instance-type \'{"Value":"m7g.large"}\'  # stopped, with an arm64 image',
  },
  source: "AWS Cloud Intelligence Dashboards, KPI, instance mapping",
  items: (tables) =>
    withOwnRate(
      tables,
      byResource(
        tables,
        sql`resource IS NOT NULL AND ${IS_INSTANCE_HOURS} AND option IN ('OnDemand', 'SavingsPlan') AND ${IS_NO_WINDOWS} AND ${isX86(EC2_FAMILY)}`,
        {
          sums: {
            region: raw("any_value(region)"),
            option: raw("CASE WHEN count(DISTINCT option) = 1 THEN any_value(option) END"),
            operation: raw("any_value(operation)"),
            target: sql`any_value(${gravitonOf(EC2_FAMILY, TYPE)})`,
            usage: raw("sum(usage)"),
            is_amd: sql`max((${isAmd(EC2_FAMILY)})::INTEGER)`,
          },
        },
      ),
      {
        target: IS_INSTANCE_HOURS,
        on: { region: raw("region"), option: raw("option"), operation: raw("operation"), target: TYPE },
      },
    ),
  saving: (measure, given) => {
    if (measure("own_usage") > 0n)
      return measure("cost") - times(measure("usage"), per(measure("own_cost"), measure("own_usage")));
    return times(measure("cost"), given(measure("is_amd") > 0n ? "amd" : "intel"));
  },
};
