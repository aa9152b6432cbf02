import { sql } from "../../sql/sql.ts";
import { IS_BEDROCK, IS_CACHE_READ, IS_INPUT, MODEL } from "../bedrock.ts";
import { larger, per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { number, withOwnRate } from "../shape.ts";

export const bedrockPromptCache: FindingRule = {
  id: "bedrock-prompt-cache",
  rank: 46,
  title: "Bedrock models asked without the prompt cache",
  confidence: "C",
  stage: "review",
  needs: ["usageType", "usageAmount"],
  assumptions: [
    { id: "repeated", label: "Share of the input that repeats", value: "0.3000000000", unit: "share" },
    {
      id: "price",
      label: "Price of a cached token against an input token, where the client reads none of the model",
      value: "0.1000000000",
      unit: "share",
    },
    { id: "least", label: "Least cost of input in a month", value: "10.0000000000", unit: "money" },
  ],
  why: "Instructions, documents and tools are sent again with every request. Read from the cache they cost about a tenth; the bill tells how much is read from it, not how much repeats.",
  formula:
    "(Share that repeats × all input − input read from the cache) × (price of input − price of the cache), per account and model. Writing to the cache can cost up to a quarter more than input and is not taken off.",
  fix: {
    console:
      "In the application: put what repeats first and a cache point behind it; Bedrock > Model catalog tells which models can. CloudWatch > Bedrock > CacheReadInputTokenCount shows it work.",
    cli: 'aws bedrock-runtime converse --model-id MODEL --system \'[{"text":"INSTRUCTIONS"},{"cachePoint":{"type":"default"}}]\' --messages file://messages.json',
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, Bedrock cache savings",
  items: (tables, given) =>
    withOwnRate(
      tables,
      sql`SELECT month, ${MODEL} AS key, ${MODEL} AS model, list(id ORDER BY id) FILTER (${IS_INPUT}) AS facts,
          (sum(cost) FILTER (${IS_INPUT}))::DECIMAL(38,18) AS cost, sum(usage) FILTER (${IS_INPUT}) AS input,
          coalesce(sum(usage) FILTER (${IS_CACHE_READ}), 0) AS cached
        FROM ${tables.fact} WHERE is_usage AND ${IS_BEDROCK} AND (${IS_INPUT} OR ${IS_CACHE_READ}) GROUP BY month, account, ${MODEL}
        HAVING sum(cost) FILTER (${IS_INPUT}) >= ${number(given("least"))}`,
      { target: sql`${IS_BEDROCK} AND ${IS_CACHE_READ}`, on: { model: MODEL } },
    ),
  saving: (measure, given) => {
    const [input, cached] = [measure("input"), measure("cached")];
    const missed = larger(0n, times(input + cached, given("repeated")) - cached);
    const price = per(measure("cost"), input);
    const ofCache =
      measure("own_usage") > 0n
        ? per(measure("own_cost"), measure("own_usage"))
        : times(price, given("price"));
    return times(missed, larger(0n, price - ofCache));
  },
};
