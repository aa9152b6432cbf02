import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, usageType } from "../shape.ts";

export const databaseExtendedSupport: FindingRule = {
  id: "database-extended-support",
  rank: 5,
  title: "Extended support of databases",
  confidence: "A",
  stage: "modernise",
  needs: ["usageType"],
  assumptions: [],
  why: "The engine version is past its end of standard support; AWS adds a fee per vCPU and hour, which doubles in the third year.",
  formula:
    "Cost of all `ExtendedSupport` usage: it ends with the upgrade. From the third year on it is twice as much.",
  fix: {
    console:
      "RDS (or ElastiCache, OpenSearch, DocumentDB) > the cluster > Modify > engine version. Try it on a copy from a snapshot first.",
    cli: "aws rds modify-db-instance --db-instance-identifier ID --engine-version VERSION --allow-major-version-upgrade --apply-immediately",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, Databases; extended support view",
  items: (tables) => byResource(tables, sql`service <> 'AmazonEKS' AND ${usageType("ExtendedSupport")}`),
  saving: (measure) => measure("cost"),
};
