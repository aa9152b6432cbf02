import type { CostAccount } from "../account/cost-account.ts";
import type { PeriodSummary } from "../ingest/import-report.ts";

type Known = Pick<CostAccount, "id" | "reportName"> & {
  /** 12 digits; null until AWS has answered once. */
  readonly accountId: string | null;
  /** Name of the table in Athena. */
  readonly table: string;
};

type Held = Pick<
  PeriodSummary,
  "billingPeriod" | "counted" | "costAccountId" | "reportName" | "payerAccountId"
>;

/**
 * Counted deliveries on this computer that hold the bill of an account: those synced for it, and imported ones of its report or
 * its payer. What is here is never asked for in AWS as well: it would count twice.
 */
export function heldOf<Period extends Held>(
  { id, reportName, accountId, table }: Known,
  periods: readonly Period[],
): readonly Period[] {
  const names = new Set([reportName, table].filter((name) => name !== ""));
  return periods.filter(
    (held) =>
      held.counted &&
      (held.costAccountId === id ||
        (held.costAccountId === null && names.has(held.reportName)) ||
        (accountId !== null && held.payerAccountId === accountId)),
  );
}
