import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, usageType } from "../shape.ts";

export const burstCredits: FindingRule = {
  id: "burst-credits",
  rank: 42,
  title: "CPU credits of burstable instances",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "1.0000000000", unit: "money" }],
  why: "Instances that burst all the time pay for it by the vCPU and hour; a fixed size of the next family is often cheaper.",
  formula: "Not told by the bill: at most the cost of the credits.",
  fix: {
    console:
      "EC2 > select > Actions > Instance settings > Change credit specification, or change to an m or c type.",
    cli: "aws ec2 modify-instance-credit-specification --instance-credit-specification InstanceId=ID,CpuCredits=standard",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS; AWS CUR Query Library, EC2 CPU credits",
  items: (tables, given) =>
    byResource(tables, usageType("CPUCredits"), { having: sql`sum(cost) >= ${number(given("least"))}` }),
  saving: () => null,
};
