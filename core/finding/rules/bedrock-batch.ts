import { sql } from "../../sql/sql.ts";
import { IS_BATCH_TOKEN, IS_BEDROCK, IS_INPUT, IS_OUTPUT, MODEL } from "../bedrock.ts";
import { larger, per, times, whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { number } from "../shape.ts";

const AT_ONCE = sql`(${IS_INPUT} OR ${IS_OUTPUT})`;

export const bedrockBatch: FindingRule = {
  id: "bedrock-batch",
  rank: 46,
  title: "Bedrock models asked one by one",
  confidence: "C",
  stage: "review",
  needs: ["usageType", "usageAmount"],
  assumptions: [
    { id: "waits", label: "Share of the work that can wait a day", value: "0.2000000000", unit: "share" },
    { id: "price", label: "Price of a token in a batch", value: "0.5000000000", unit: "share" },
    { id: "least", label: "Least cost of tokens in a month", value: "10.0000000000", unit: "money" },
  ],
  why: "Summaries, labels and evaluations need no answer at once. A batch is answered within a day at half the price; the bill does not tell what can wait.",
  formula:
    "(Share that can wait × all tokens at the full price − what batches would cost at it) × (1 − 0.5), per account and model.",
  fix: {
    console: "Bedrock > Batch inference > Create job, with the requests as JSONL in S3.",
    cli: "aws bedrock create-model-invocation-job --job-name NAME --role-arn ROLE --model-id MODEL --input-data-config file://input.json --output-data-config file://output.json",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, Bedrock on-demand and batch",
  items: (
    { fact },
    given,
  ) => sql`SELECT month, ${MODEL} AS key, list(id ORDER BY id) FILTER (${AT_ONCE}) AS facts,
      (sum(cost) FILTER (${AT_ONCE}))::DECIMAL(38,18) AS cost, coalesce(sum(cost) FILTER (${IS_BATCH_TOKEN}), 0)::DECIMAL(38,18) AS batch
    FROM ${fact} WHERE is_usage AND ${IS_BEDROCK} AND (${AT_ONCE} OR ${IS_BATCH_TOKEN}) GROUP BY month, account, ${MODEL}
    HAVING sum(cost) FILTER (${AT_ONCE}) >= ${number(given("least"))}`,
  saving: (measure, given) => {
    const batch = per(measure("batch"), given("price"));
    const waiting = larger(0n, times(measure("cost") + batch, given("waits")) - batch);
    return times(waiting, whole(1) - given("price"));
  },
};
