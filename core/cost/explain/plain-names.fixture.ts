import type { ExplainNames } from "./filter-words.ts";

/** Everything by its id and every digit, for tests of what explanations say. */
export const PLAIN_NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (ref) => ref,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from}/${to}`,
  count: String,
  amount: (amount, currency) => `${amount} ${currency}`,
};
