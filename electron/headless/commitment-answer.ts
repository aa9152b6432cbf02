import type { CommitmentAmounts, CommitmentAnswer } from "#core/commitment/commitment.ts";
import { expiriesOf } from "#core/commitment/expiry.ts";
import * as rates from "#core/commitment/rates.ts";
import type { DateRange, UsageDate } from "#core/time/period.ts";
import { moneyColumn } from "./money.ts";
import { table, type TableColumn } from "./table.ts";

const UNKNOWN = "not available";

/** The answer for scripts. */
export function commitmentsJson(range: DateRange, answer: CommitmentAnswer, today: UsageDate): string {
  const { currency, all, savingsPlans, reservations, buckets, commitments, gaps, limits } = answer;
  const sides = { all, savingsPlans, reservations };
  const summary = Object.fromEntries(
    Object.entries(sides).map(([name, side]) => [name, measures(side.total)]),
  );
  return `${JSON.stringify(
    {
      range,
      currency,
      scope: "commitments only: Spot and negotiated discounts are left out",
      ...summary,
      overTime: buckets.map((bucket, index) => ({
        bucket,
        ...Object.fromEntries(
          Object.entries(sides).map(([name, side]) => {
            const amounts = side.values[index] ?? null;
            return [name, amounts === null ? null : measures(amounts)];
          }),
        ),
      })),
      commitments: commitments.map(({ amounts, ...commitment }) => ({
        ...commitment,
        measures: amounts === null ? null : measures(amounts),
      })),
      expiries: expiriesOf(commitments, today).map(({ commitment, ...expiry }) => ({
        arn: commitment.arn,
        ...expiry,
        grossSavings: commitment.amounts === null ? null : rates.grossSavings(commitment.amounts),
      })),
      gaps,
      limits,
    },
    null,
    2,
  )}\n`;
}

/** The answer for people. */
export function commitmentsText(answer: CommitmentAnswer, today: UsageDate): string {
  const { currency, all, savingsPlans, reservations } = answer;
  const unit = currency === null ? "" : ` (${currency})`;
  const parts = [
    summaryTable([all.total, savingsPlans.total, reservations.total], unit),
    commitmentTable(answer, unit),
    expiryTable(answer, today),
    ...answer.gaps.map(
      ({ billingPeriod, kind, columns }) =>
        `${billingPeriod}: figures of ${kind === "savingsPlan" ? "Savings Plans" : "reservations"} are not known, ${columns.join(", ")} missing or blank.\n`,
    ),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function measures(amounts: CommitmentAmounts) {
  return {
    ...amounts,
    cost: rates.commitmentCost(amounts),
    eligibleOnDemand: rates.eligibleOnDemand(amounts),
    grossSavings: rates.grossSavings(amounts),
    netSavings: rates.netSavings(amounts),
    utilisation: rates.planUtilisation(amounts) ?? rates.reservedUtilisation(amounts),
    costUtilisation: rates.costUtilisation(amounts),
    coverage: rates.spendCoverage(amounts),
    unitCoverage: rates.unitCoverage(amounts),
    discount: rates.discountRate(amounts),
    effectiveSavingsRate: rates.effectiveSavingsRate(amounts),
  };
}

function summaryTable(sides: readonly CommitmentAmounts[], unit: string): string {
  const money = (name: string, of: (side: CommitmentAmounts) => string | null): readonly string[] => [
    `${name}${unit}`,
    ...moneyColumn(sides.map(of)),
  ];
  const rate = (name: string, of: (side: CommitmentAmounts) => number | null): readonly string[] => [
    name,
    ...sides.map((side) => percent(of(side))),
  ];
  const columns: readonly TableColumn[] = [
    { name: "Commitments only", align: "left" },
    { name: "All", align: "right" },
    { name: "Savings Plans", align: "right" },
    { name: "Reservations", align: "right" },
  ];
  return table(columns, [
    rate(
      "Utilisation",
      (side) => rates.planUtilisation(side) ?? rates.reservedUtilisation(side) ?? rates.costUtilisation(side),
    ),
    rate("Coverage of spend", rates.spendCoverage),
    rate("Coverage of instance hours", rates.unitCoverage),
    rate("Effective savings rate", rates.effectiveSavingsRate),
    money("Gross savings", rates.grossSavings),
    money("Unused commitment", (side) => side.unused),
    money("Net savings", rates.netSavings),
    money("Eligible, on demand", (side) => side.onDemand),
  ]);
}

function commitmentTable({ commitments }: CommitmentAnswer, unit: string): string {
  const held = commitments.flatMap((one) => (one.amounts === null ? [] : [{ ...one, amounts: one.amounts }]));
  if (held.length === 0) return "No commitment has line items in this range.\n";
  const columns: readonly TableColumn[] = [
    { name: "ARN", align: "left" },
    { name: "Program", align: "left" },
    { name: "Owner", align: "left" },
    { name: "Used by", align: "right" },
    { name: "Utilisation", align: "right" },
    { name: `Unused${unit}`, align: "right" },
    { name: `Net savings${unit}`, align: "right" },
  ];
  const unused = moneyColumn(held.map(({ amounts }) => amounts.unused));
  const net = moneyColumn(held.map(({ amounts }) => rates.netSavings(amounts)));
  return table(
    columns,
    held.map(({ arn, kind, program, owner, consumers, amounts }, index) => [
      arn,
      `${program ?? ""} ${kind === "savingsPlan" ? "Savings Plan" : "reservation"}`.trim(),
      owner ?? UNKNOWN,
      `${consumers.length} ${consumers.length === 1 ? "account" : "accounts"}`,
      percent(
        rates.planUtilisation(amounts) ??
          rates.reservedUtilisation(amounts) ??
          rates.costUtilisation(amounts),
      ),
      unused[index] ?? UNKNOWN,
      net[index] ?? UNKNOWN,
    ]),
  );
}

function expiryTable({ commitments }: CommitmentAnswer, today: UsageDate): string {
  const expiries = expiriesOf(commitments, today);
  if (expiries.length === 0) return "";
  const columns: readonly TableColumn[] = [
    { name: "Ends", align: "left" },
    { name: "In days", align: "right" },
    { name: "ARN", align: "left" },
  ];
  return table(
    columns,
    expiries.map(({ end, days, commitment }) => [end, String(days), commitment.arn]),
  );
}

/** Two digits: `97.31 %`. */
export function percent(rate: number | null): string {
  return rate === null ? UNKNOWN : `${(rate * 100).toFixed(2)} %`;
}
