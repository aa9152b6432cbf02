import { join } from "node:path";
import type { SummedBills } from "#core/finding/findings-query.ts";
import { findingTablesOfSums, sumsTable, tablesOfSums } from "#core/finding/in-place/tables-of-sums.ts";
import type { FindingBills } from "./run-findings.ts";

/** Bills that lie in AWS, from their sums in a file of the workspace folder. */
export function lookAway(
  directory: string,
  { file, range, focusMonths, currency, months, metric, notComputable }: Omit<SummedBills, "run">,
): FindingBills {
  return {
    about: { currency, months, metric, notComputable },
    make: [sumsTable(join(directory, file)), ...tablesOfSums(currency)],
    tables: findingTablesOfSums({ range, focusMonths }),
  };
}
