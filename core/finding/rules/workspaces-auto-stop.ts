import { raw, sql } from "../../sql/sql.ts";
import { per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, service, usageType, withOwnRate } from "../shape.ts";

/** AutoStop is charged by the month (`EU-AW-HW-2-AutoStop-User`) and the hour (`-AutoStop-Usage`), AlwaysOn by the month (`EU-AW-HW-2`). */
const HOURS = usageType("AutoStop-Usage$");
const BUNDLE = "regexp_replace(usage_type, '-AutoStop-(Usage|User)$', '')";

export const workspacesAutoStop: FindingRule = {
  id: "workspaces-auto-stop",
  rank: 44,
  title: "WorkSpaces by the hour that run all month",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    {
      id: "hours",
      label: "Hours a month from which AlwaysOn is cheaper",
      value: "80.0000000000",
      unit: "hours",
    },
  ],
  why: "An AutoStop WorkSpace costs a small fee and every hour. Beyond about 80 hours a month the flat price of AlwaysOn is lower.",
  formula:
    "Where the client has an AlwaysOn WorkSpace of the same bundle: cost − its price of a month; else cost of the hours × (hours − 80) ÷ hours. Whether an AlwaysOn WorkSpace is used enough the bill does not tell.",
  fix: {
    console:
      "WorkSpaces > select > Actions > Modify running mode > AlwaysOn. Once a day, from the next month on.",
    cli: "aws workspaces modify-workspace-properties --workspace-id WS --workspace-properties RunningMode=ALWAYS_ON",
  },
  source: "AWS CUR Query Library, WorkSpaces auto stop; CUDOS",
  items: (tables, given) =>
    withOwnRate(
      tables,
      byResource(
        tables,
        sql`resource IS NOT NULL AND ${service("AmazonWorkSpaces")} AND ${usageType("AutoStop-(Usage|User)$")}`,
        {
          sums: {
            bundle: raw(`any_value(${BUNDLE})`),
            hours: sql`sum(usage) FILTER (${HOURS})`,
            hours_cost: sql`(sum(cost) FILTER (${HOURS}))::DECIMAL(38,18)`,
          },
          having: sql`sum(usage) FILTER (${HOURS}) > ${number(given("hours"))}`,
        },
      ),
      {
        target: sql`${service("AmazonWorkSpaces")} AND ${usageType("AW-HW[A-Z]*-[0-9]+$")}`,
        on: { bundle: raw("usage_type") },
      },
    ),
  saving: (measure, given) =>
    measure("own_usage") > 0n
      ? measure("cost") - per(measure("own_cost"), measure("own_usage"))
      : times(measure("hours_cost"), per(measure("hours") - given("hours"), measure("hours"))),
};
