import { raw } from "../../sql/sql.ts";
import { larger, per, smaller, times, whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, usageType, withOwnRate } from "../shape.ts";

export const gp2ToGp3: FindingRule = {
  id: "gp2-to-gp3",
  rank: 11,
  title: "EBS volumes of type gp2",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    {
      id: "gp3",
      label: "Price of gp3 against gp2, where the client has no gp3 in the Region",
      value: "0.8000000000",
      unit: "share",
    },
    { id: "iops", label: "Price of one IOPS against one GB", value: "0.0600000000", unit: "factor" },
    { id: "throughput", label: "Price of one MB/s against one GB", value: "0.5000000000", unit: "factor" },
  ],
  why: "gp3 is cheaper per GB and as fast as gp2 up to 1,000 GB without paying for more; the change needs no downtime.",
  formula:
    "c − [S·r + r·0.06·max(0, min(3S, 16,000) − 3,000) + r·0.5·(125 if S > 150)]; r is the client's own gp3 price per GB in the Region, else 0.8·c ÷ S. S is set to the full size of a volume that was there for a part of the month, and the extras to that part.",
  fix: {
    console: "EC2 > Volumes > Modify volume > gp3, with the IOPS and throughput that were measured.",
    cli: "aws ec2 modify-volume --volume-id VOL --volume-type gp3",
  },
  source: "AWS CUR Query Library, gp2 to gp3; KPI, EBS",
  items: (tables) =>
    withOwnRate(
      tables,
      byResource(tables, usageType("EBS:VolumeUsage[.]gp2$"), {
        sums: {
          region: raw("any_value(region)"),
          usage: raw("sum(usage)"),
          days: raw("max(days)"),
          month_days: raw("day(last_day((month || '-01')::DATE))"),
        },
      }),
      { target: usageType("EBS:VolumeUsage[.]gp3$"), on: { region: raw("region") } },
    ),
  saving: (measure, given) => {
    const [cost, held] = [measure("cost"), measure("usage")];
    const present = per(measure("days"), measure("month_days"));
    const size = per(held, present);
    const rate =
      measure("own_usage") > 0n
        ? per(measure("own_cost"), measure("own_usage"))
        : per(times(cost, given("gp3")), held);
    const iops = larger(0n, smaller(3n * size, whole(16_000)) - whole(3_000));
    const throughput = size > whole(150) ? whole(125) : 0n;
    const extras = times(iops, given("iops")) + times(throughput, given("throughput"));
    return cost - times(held, rate) - times(present, times(rate, extras));
  },
};
