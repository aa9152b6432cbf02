import { METRIC_NOTES } from "#core/console/column-notes.ts";
import type { ConsoleView } from "#core/console/documented-view.ts";
import type { SqlAnswer } from "#core/console/sql-answer.ts";
import { failure, type Failure } from "#core/result/failure.ts";

export const VIEWS: readonly ConsoleView[] = [
  {
    name: "line_items",
    meaning: "Every line item that takes part in the totals, whatever its format",
    columns: [
      { name: "day", type: "DATE", meaning: "UTC day of the usage", source: "lineItem/UsageStartDate" },
      { name: "service", type: "VARCHAR", meaning: "Service", source: "lineItem/ProductCode" },
      { name: "amortized", type: "DECIMAL(38,18)", ...METRIC_NOTES.amortized },
      { name: "tag:team", type: "VARCHAR", meaning: "Tag team", source: null },
    ],
  },
  {
    name: "daily",
    meaning: "Sums per day and dimension",
    columns: [
      { name: "day", type: "DATE", meaning: "UTC day of the usage", source: null },
      { name: "unblended", type: "DECIMAL(38,18)", ...METRIC_NOTES.unblended },
    ],
  },
];

/** Understands as much as the tests ask: a misspelt column, an empty result, and everything else. */
export function answerSql(text: string): SqlAnswer | Failure {
  const at = text.indexOf("servic ");
  if (at >= 0)
    return failure("sql.invalid", {
      problem: 'There is no column "servic" here, perhaps you mean service',
      at,
    });
  return {
    columns: [
      { name: "day", type: "DATE", kind: "day" },
      { name: "service", type: "VARCHAR", kind: "text" },
      { name: "cost", type: "DECIMAL(38,18)", kind: "decimal" },
    ],
    rows: /WHERE false/i.test(text) ? [] : ROWS,
    cut: null,
    elapsedMs: 12,
  };
}

const ROWS: SqlAnswer["rows"] = [
  ["2026-10-01", "AmazonEC2", "1234.5678901234"],
  ["2026-10-01", "=1+1", "0.000000000000000001"],
  ["2026-10-02", "AmazonEC2", "-3"],
  ["2026-10-02", null, null],
];
