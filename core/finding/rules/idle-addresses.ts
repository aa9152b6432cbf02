import type { FindingRule } from "../finding.ts";
import { byResource, usageType } from "../shape.ts";

export const idleAddresses: FindingRule = {
  id: "idle-addresses",
  rank: 17,
  title: "Idle public IPv4 addresses",
  confidence: "A",
  stage: "idle",
  needs: ["usageType"],
  assumptions: [],
  why: "An Elastic IP address that belongs to nothing running is charged like one that does.",
  formula: "All that was charged for it.",
  fix: {
    console: "EC2 > Elastic IPs > select > Actions > Release Elastic IP addresses.",
    cli: "aws ec2 release-address --allocation-id EIPALLOC",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS; AWS CUR Query Library, unallocated addresses",
  items: (tables) => byResource(tables, usageType("(ElasticIP|PublicIPv4):IdleAddress")),
  saving: (measure) => measure("cost"),
};
