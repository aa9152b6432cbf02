import { type Decimal, formatScaled, scaledOf, subtract, sum } from "../../money/decimal.ts";
import type { BillingPeriod } from "../../time/period.ts";
import type { CostAnswer } from "../query/cost-query.ts";
import type { PeriodSurvey } from "./survey.ts";

/** One group in one bucket in which two answers to the same question differ; null where one of them knows nothing. */
export type CellDifference = {
  /** Null for the groups that are not listed, as one. */
  readonly key: readonly (string | null)[] | null;
  readonly bucket: string;
  readonly here: Decimal | null;
  readonly there: Decimal | null;
  /** `there` less `here`, what is not known counting as nothing. */
  readonly difference: Decimal;
};

/** The same question answered by the workspace (`here`) and by Athena (`there`). */
export type BothWays = {
  /** Cells of which at least one of the two knows something. */
  readonly compared: number;
  readonly differences: readonly CellDifference[];
  readonly lineItems: { readonly here: number; readonly there: number };
};

/** Holds every group and bucket of two answers against each other, to the last digit. */
export function bothWays(here: CostAnswer, there: CostAnswer): BothWays {
  const [ours, theirs] = [cellsOf(here), cellsOf(there)];
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])];
  const differences = ids.flatMap((id) => {
    const [one, other] = [ours.get(id), theirs.get(id)];
    const cell = one ?? other;
    const [a, b] = [one?.amount ?? null, other?.amount ?? null];
    if (cell === undefined || isSame(a, b)) return [];
    return [
      {
        key: cell.key,
        bucket: cell.bucket,
        here: a,
        there: b,
        difference: subtract(b ?? "0", a ?? "0"),
      },
    ];
  });
  return {
    compared: ids.length,
    differences,
    lineItems: { here: here.lineItems, there: there.lineItems },
  };
}

type Cell = { readonly key: CellDifference["key"]; readonly bucket: string; readonly amount: Decimal };

function cellsOf({ groups, other, buckets }: CostAnswer): ReadonlyMap<string, Cell> {
  const rows = [...groups, ...(other === null ? [] : [{ key: null, values: other.values }])];
  return new Map(
    rows.flatMap(({ key, values }) =>
      buckets.flatMap((bucket, index) => {
        const amount = values[index] ?? null;
        return amount === null ? [] : [[JSON.stringify([key, bucket]), { key, bucket, amount }] as const];
      }),
    ),
  );
}

function isSame(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null ? a === b : scaledOf(a) === scaledOf(b);
}

/** A billing period whose unblended cost is not the same in both places, so that its files are not the same ones. */
export type PeriodApart = {
  readonly billingPeriod: BillingPeriod;
  readonly currency: string;
  readonly here: Decimal;
  readonly there: Decimal;
};

type Held = {
  readonly billingPeriod: BillingPeriod;
  readonly currency: string;
  readonly unblended: Decimal;
};

/** What explains differences: periods that AWS has delivered anew since they were imported, or the other way round. */
export function periodsApart(
  held: readonly Held[],
  surveys: readonly PeriodSurvey[],
): readonly PeriodApart[] {
  return surveys.flatMap(({ billingPeriod, totals }) => {
    const own = held.filter((period) => period.billingPeriod === billingPeriod);
    const currencies = [...new Set([...own.map(({ currency }) => currency), ...Object.keys(totals)])];
    return currencies.toSorted().flatMap((currency) => {
      const here = sum(own.filter((each) => each.currency === currency).map(({ unblended }) => unblended));
      const there = formatScaled(scaledOf(totals[currency] ?? "0"));
      return isSame(here, there) ? [] : [{ billingPeriod, currency, here, there }];
    });
  });
}
