import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const eksExtendedSupport: FindingRule = {
  id: "eks-extended-support",
  rank: 6,
  title: "Extended support of EKS clusters",
  confidence: "A",
  stage: "modernise",
  needs: ["usageType", "operation"],
  assumptions: [],
  why: "The Kubernetes version is past its 14 months of standard support; every hour of the cluster costs an extra fee.",
  formula: "Cost of the extended support hours: they end with the upgrade.",
  fix: {
    console:
      "EKS > the cluster > Upgrade version, one minor version at a time, then the node groups and add-ons.",
    cli: "aws eks update-cluster-version --name CLUSTER --kubernetes-version VERSION",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    byResource(
      tables,
      sql`${service("AmazonEKS")} AND (operation = 'ExtendedSupport' OR ${usageType("[eE]xtendedSupport")})`,
    ),
  saving: (measure) => measure("cost"),
};
