import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** What the answer lacks, for people. */
export function conclude(
  asked: Pick<CostQuery, "metric" | "top">,
  { missing, other }: CostAnswer,
  terminal: Terminal,
): ExitCode {
  if (other !== null && asked.top === null)
    terminal.err(`cloudspend: ${other.groups} more groups are not listed; use filters or --limit.\n`);
  if (missing.length === 0) return 0;
  const periods = missing.map(({ billingPeriod }) => billingPeriod).join(", ");
  terminal.err(
    `cloudspend: ${asked.metric} is not available for ${periods}; choose another metric or another range.\n`,
  );
  return 1;
}
