import { raw, sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, service, usageType } from "../shape.ts";

/** US dollars AWS lists for an hour of extended support, on top of the cluster's own. */
const HOUR_PRICE = "0.5";

export const eksExtendedSupport: FindingRule = {
  id: "eks-extended-support",
  rank: 6,
  title: "Extended support of EKS clusters",
  confidence: "A",
  stage: "modernise",
  needs: ["usageType", "operation"],
  assumptions: [
    {
      id: "hourPrice",
      label: "Price of an hour, where the bill charges none",
      value: HOUR_PRICE,
      unit: "money",
    },
  ],
  why: "The Kubernetes version is past its 14 months of standard support; every hour of the cluster costs an extra fee.",
  formula:
    "Cost of the extended support hours: they end with the upgrade. Hours that the bill lists and does not charge save nothing of it; the cost told is then what is at stake, hours × the price.",
  atStake: "Where the bill lists the hours and charges nothing for them: hours × the price.",
  fix: {
    console:
      "EKS > the cluster > Upgrade version, one minor version at a time, then the node groups and add-ons.",
    cli: "aws eks update-cluster-version --name CLUSTER --kubernetes-version VERSION",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables, given) => {
    const hours = byResource(
      tables,
      sql`${service("AmazonEKS")} AND (operation = 'ExtendedSupport' OR ${usageType("[eE]xtendedSupport")})`,
      { sums: { hours: raw("sum(usage)::DECIMAL(18,6)") } },
    );
    const atStake = sql`(hours * ${number(given("hourPrice"))}::DECIMAL(18,6))::DECIMAL(38,18)`;
    return sql`SELECT *, CASE WHEN cost = 0 THEN ${atStake} END AS stake FROM (${hours})`;
  },
  saving: (measure) => (measure("cost") > 0n ? measure("cost") : null),
};
