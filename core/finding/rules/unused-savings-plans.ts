import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";

export const unusedSavingsPlans: FindingRule = {
  id: "unused-savings-plans",
  rank: 1,
  title: "Unused Savings Plan commitment",
  confidence: "A",
  stage: "commit",
  needs: ["commitments", "lineItemType"],
  lineItemTypes: ["SavingsPlanRecurringFee"],
  assumptions: [],
  why: "A Savings Plan is paid for every hour, used or not. What no usage took is lost at the end of that hour.",
  formula:
    "Sum of commitment less used commitment, per plan (total − used, `savings_plan_total_commitment_to_date` − `savings_plan_used_commitment`), net of private discounts where the reports have that.",
  fix: {
    console:
      "Billing and Cost Management > Savings Plans > Utilization report. Move eligible workloads under the plan, let it lapse at its end, or return it within seven days of buying.",
    cli: "aws ce get-savings-plans-utilization-details --time-period Start=2026-10-01,End=2026-11-01",
  },
  source: "AWS Cloud Intelligence Dashboards, summary view and RI/SP sheet",
  items: ({
    charged,
  }) => sql`SELECT month, arn AS key, NULL::BIGINT[] AS facts, sum(cost)::DECIMAL(38,18) AS cost, sum(line_items)::BIGINT AS line_items,
      max(account) AS account, 'Savings Plans' AS service, max(region) AS region
    FROM ${charged} WHERE role = 'fee' AND kind = 'savingsPlan' GROUP BY month, arn`,
  saving: (measure) => measure("cost"),
};
