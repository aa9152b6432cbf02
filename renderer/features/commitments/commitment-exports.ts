import type { Commitment, CommitmentAmounts, CommitmentAnswer } from "#core/commitment/commitment.ts";
import * as rates from "#core/commitment/rates.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { type ExportChoice, ofMonth, ofRowsDay, tableChoice } from "../../analysis/export-choice.ts";
import type { Decimal } from "#core/money/decimal.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { commitmentName } from "../../format/commitments.ts";
import { plainRatio } from "#core/format/numeric.ts";
import { commitmentMonths, utilisationOf } from "../../analysis/commitment-figures.ts";

type Table = Omit<ExportTable, "title">;

/** What the list tells of each commitment in money, by the names of its columns. */
const AMOUNTS: ReadonlyMap<string, (amounts: CommitmentAmounts) => Decimal | null> = new Map([
  ["Unused", ({ unused }) => unused],
  ["Cost", rates.commitmentCost],
  ["Gross savings", rates.grossSavings],
  ["Net savings", rates.netSavings],
]);

/** The tables of an answer about commitments, all rows of each. */
export function commitmentExports(
  answer: CommitmentAnswer,
  /** The month that its sums are of; null where they are of several. */
  month: BillingPeriod | null,
): readonly ExportChoice[] {
  if (answer.commitments.length === 0) return [];
  return [
    tableChoice("Commitments", () => commitmentTable(answer), {
      ...ofMonth(month),
      partsOf: ([, arn], { name }) => {
        const amountOf = AMOUNTS.get(name);
        const one = answer.commitments.find((held) => held.arn === arn);
        return one === undefined || amountOf === undefined ? [] : commitmentMonths(one, amountOf);
      },
    }),
    tableChoice("Over time", () => timeTable(answer), ofRowsDay),
    tableChoice("Consumers", () => consumerTable(answer), {
      ...ofMonth(month),
      partsOf: ([, arn, , account], { name }) => {
        const one = answer.commitments.find((held) => held.arn === arn);
        const consumer = one?.consumers.find((held) => held.account === account);
        return (consumer?.months ?? []).map(({ month: own, list, cost }) => ({
          month: own,
          amount: name === "Cost" ? cost : list,
        }));
      },
    }),
  ];
}

function commitmentTable({ commitments, currency }: CommitmentAnswer): Table {
  return {
    columns: [
      column("Commitment"),
      column("ARN"),
      column("Owner"),
      column("Owner account"),
      column("Term"),
      column("Payment"),
      column("Start", "timestamp"),
      column("End", "timestamp"),
      column("Region"),
      column("Instance type"),
      column("Count", "integer"),
      column("Utilisation %", "percent"),
      ...[...AMOUNTS.keys()].map((name) => moneyColumn(name, currency)),
    ],
    rows: commitments.map((one) => [
      commitmentName(one),
      one.arn,
      one.ownerLabel,
      one.owner,
      one.term,
      one.payment,
      one.start,
      one.end,
      one.region,
      one.instanceType,
      one.count,
      ...amountsOf(one),
    ]),
  };
}

function amountsOf({ amounts }: Commitment): readonly (string | null)[] {
  if (amounts === null) return [null, ...[...AMOUNTS].map(() => null)];
  const used = utilisationOf(amounts);
  return [
    used === null ? null : plainRatio(used),
    ...[...AMOUNTS.values()].map((amountOf) => amountOf(amounts)),
  ];
}

function timeTable({ buckets, all, currency }: CommitmentAnswer): Table {
  return {
    columns: [
      column("From"),
      moneyColumn("Used", currency),
      moneyColumn("Unused", currency),
      moneyColumn("On-demand price", currency),
      moneyColumn("Eligible on demand", currency),
      moneyColumn("Net savings", currency),
    ],
    rows: buckets.map((bucket, at) => {
      const amounts = all.values[at] ?? null;
      return amounts === null
        ? [bucket, null, null, null, null, null]
        : [
            bucket,
            amounts.coveredCost,
            amounts.unused,
            amounts.coveredList,
            amounts.onDemand,
            rates.netSavings(amounts),
          ];
    }),
  };
}

function consumerTable({ commitments, currency }: CommitmentAnswer): Table {
  return {
    columns: [
      column("Commitment"),
      column("ARN"),
      column("Account"),
      column("Account id"),
      moneyColumn("On-demand price", currency),
      moneyColumn("Cost", currency),
    ],
    rows: commitments.flatMap((one) =>
      one.consumers.map(({ account, label, list, cost }) => [
        commitmentName(one),
        one.arn,
        label,
        account,
        list,
        cost,
      ]),
    ),
  };
}
