import { raw, sql } from "../../sql/sql.ts";
import { alwaysOnItems, IS_NON_PRODUCTION } from "../always-on.ts";
import { whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

/** AWS calls them `Notebk:ml.t3.medium`, `Studio:JupyterLab-ml.t3.medium`, `Host:ml.g5.xlarge`. */
const MACHINES = "(^|-)(Notebk|Studio[^:]*|Host):";

export const sagemakerAlwaysOn: FindingRule = {
  id: "sagemaker-always-on",
  rank: 45,
  title: "SageMaker notebooks and endpoints that never stop",
  confidence: "C",
  stage: "schedule",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    { id: "week", label: "Hours a week it is needed", value: "60.0000000000", unit: "hours" },
    {
      id: "share",
      label: "Share of the month it has to run to count as always on",
      value: "0.9500000000",
      unit: "share",
    },
  ],
  why: "A notebook is paid for as long as its machine runs, whether anybody types or not, and an endpoint of a test waits for requests through the night.",
  formula:
    "Cost × (1 − hours needed ÷ 168): notebooks and Studio machines anywhere, endpoints where an environment tag or the name of the account says non-production. Endpoints of production are left out.",
  fix: {
    console:
      "SageMaker AI > Notebooks > Lifecycle configurations: stop after an idle hour; Studio > Domain > Idle shutdown; Inference > Endpoints: delete, or change to serverless or asynchronous inference.",
    cli: "aws sagemaker stop-notebook-instance --notebook-instance-name NAME",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, SageMaker groups",
  items: (tables, given) =>
    alwaysOnItems(tables, given, {
      items: byResource(
        tables,
        sql`resource IS NOT NULL AND ${service("AmazonSageMaker")} AND ${usageType(MACHINES)}`,
        {
          sums: {
            account: raw("account"),
            usage: raw("sum(usage)"),
            is_endpoint: sql`max((${usageType("(^|-)Host:")})::INTEGER)`,
          },
        },
      ),
      counts: sql`(item.is_endpoint = 0 OR ${IS_NON_PRODUCTION})`,
    }),
  saving: (measure, given) => (measure("cost") * (whole(168) - given("week"))) / whole(168),
};
