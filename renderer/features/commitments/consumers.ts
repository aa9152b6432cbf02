import { groupBy } from "#core/collection/group-by.ts";
import type { Commitment } from "#core/commitment/commitment.ts";
import * as rates from "#core/commitment/rates.ts";
import type { MonthAmount } from "#core/currency/convert.ts";
import { compare, type Decimal, sumKnown } from "#core/money/decimal.ts";
import { commitmentMonths } from "../../analysis/commitment-figures.ts";

/** An account as buyer and as user of commitments; amortized cost, as exact amounts. */
export type AccountRow = {
  readonly account: string;
  readonly label: string | null;
  /** Cost of commitments it bought, used or not. */
  readonly owned: Decimal;
  /** Cost of commitments, whoever bought them, that its usage took. */
  readonly consumed: Decimal;
  /** Both month by month, where the commitments were asked for by month. */
  readonly ownedMonths: readonly MonthAmount[];
  readonly consumedMonths: readonly MonthAmount[];
};

type Part = {
  readonly account: string;
  readonly label: string | null;
  readonly of: "owned" | "consumed";
  readonly amount: Decimal | null;
  readonly months: readonly MonthAmount[];
};

/** Owners and consumers of commitments, largest consumer first. Null when an amount is not known. */
export function accountRows(commitments: readonly Commitment[]): readonly AccountRow[] | null {
  const held = commitments.filter(({ amounts }) => amounts !== null);
  if (held.some(({ amounts }) => amounts === null || rates.commitmentCost(amounts) === null)) return null;
  const byAccount = groupBy(held.flatMap(partsOf), ({ account }) => account);
  return [...byAccount].map(([account, parts]) => rowOf(account, parts)).toSorted(byConsumed);
}

function partsOf(commitment: Commitment): readonly Part[] {
  const { amounts, owner, ownerLabel, consumers } = commitment;
  const bought =
    owner === null || amounts === null
      ? []
      : [
          {
            account: owner,
            label: ownerLabel,
            of: "owned" as const,
            amount: rates.commitmentCost(amounts),
            months: commitmentMonths(commitment, rates.commitmentCost),
          },
        ];
  const used = consumers.flatMap(({ account, label, cost, months }) =>
    account === null
      ? []
      : [
          {
            account,
            label,
            of: "consumed" as const,
            amount: cost,
            months: months.map(({ month, cost: amount }) => ({ month, amount })),
          },
        ],
  );
  return [...bought, ...used];
}

function rowOf(account: string, parts: readonly Part[]): AccountRow {
  const of = (which: Part["of"]): readonly Part[] => parts.filter((part) => part.of === which);
  const total = (which: Part["of"]): Decimal => sumKnown(of(which).map(({ amount }) => amount)) ?? "0.0";
  const months = (which: Part["of"]): readonly MonthAmount[] =>
    [
      ...groupBy(
        of(which).flatMap((part) => part.months),
        ({ month }) => month,
      ),
    ].map(([month, own]) => ({ month, amount: sumKnown(own.map(({ amount }) => amount)) }));
  return {
    account,
    label: parts[0]?.label ?? null,
    owned: total("owned"),
    consumed: total("consumed"),
    ownedMonths: months("owned"),
    consumedMonths: months("consumed"),
  };
}

function byConsumed(a: AccountRow, b: AccountRow): number {
  return compare(b.consumed, a.consumed);
}
