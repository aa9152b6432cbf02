import { scaledOf, SCALE } from "../money/decimal.ts";
import type { BillCell } from "./bill-cell.ts";

/** Charges that may be the reason of a variance: with them the variance is smaller by `amount`. */
export type Candidate<Name> = {
  readonly name: Name;
  readonly cells: readonly BillCell[];
  /** True for charges of the bill that may not be on the invoice, false for such that may be on it besides. */
  readonly isLeftOut: boolean;
};

export type Variance<Name> = {
  readonly cells: readonly BillCell[];
  readonly candidates: readonly Candidate<Name>[];
  /** Invoice less bill, as far as nothing explains it yet. */
  readonly rest: bigint;
  readonly currency: string;
  /** As printed on the invoice; null where the invoice is in the currency of the bill. */
  readonly rate: { readonly text: string; readonly currency: string } | null;
};

export type Remainder =
  | { readonly kind: "none" }
  | {
      readonly kind: "rounding";
      readonly of: "total" | "services";
      readonly amount: bigint;
      readonly bound: bigint;
    }
  | { readonly kind: "currency"; readonly amount: bigint; readonly bound: bigint };

/** Null where no few charges explain the variance. */
export type Explanation<Name> = {
  readonly chosen: readonly Candidate<Name>[];
  readonly remainder: Remainder;
  readonly alternatives: number;
};

const UNIT = 10n ** BigInt(SCALE);
/** More charges than this fit by chance; behind an exchange rate, whose digits are cut off, even two do. */
const MOST_CHOSEN = { same: 3, foreign: 1 };
const WITHOUT_CENTS = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "));

/** The fewest charges that make the variance, to what rounding or the exchange rate can leave. */
export function decompose<Name>(variance: Variance<Name>): Explanation<Name> | null {
  const most = variance.rate === null ? MOST_CHOSEN.same : MOST_CHOSEN.foreign;
  for (let size = 0; size <= most; size += 1) {
    const found = choices(variance.candidates, size).flatMap((chosen) => {
      const remainder = remainderOf(variance, chosen);
      return remainder === null ? [] : [{ chosen, remainder }];
    });
    const exact = found.filter(({ remainder }) => remainder.kind === "none");
    const [best, ...others] = exact.length > 0 ? exact : found;
    if (best !== undefined) return { ...best, alternatives: others.length };
  }
  return null;
}

/** What a candidate adds to the invoice against the bill. */
export function effectOf({ cells, isLeftOut }: Candidate<unknown>): bigint {
  const amount = sumOf(cells);
  return isLeftOut ? -amount : amount;
}

export function sumOf(cells: readonly BillCell[]): bigint {
  return cells.reduce((total, { amount }) => total + amount, 0n);
}

/** Smallest amount an invoice of the currency can print. */
export function smallestUnit(currency: string): bigint {
  return WITHOUT_CENTS.has(currency) ? UNIT : UNIT / 100n;
}

/** An amount of the invoice in the currency of the bill. */
export function inBillCurrency(amount: bigint, rate: string | null): bigint {
  return rate === null ? amount : divided(amount * UNIT, scaledOf(rate));
}

function remainderOf<Name>(variance: Variance<Name>, chosen: readonly Candidate<Name>[]): Remainder | null {
  const rest = chosen.reduce((left, candidate) => left - effectOf(candidate), variance.rest);
  if (rest === 0n) return { kind: "none" };
  const unit = smallestUnit(variance.rate?.currency ?? variance.currency);
  const bound = inBillCurrency(unit / 2n, variance.rate?.text ?? null);
  if (magnitude(rest) <= bound) return { kind: "rounding", of: "total", amount: rest, bound };
  const kept = keptCells(variance.cells, chosen);
  if (variance.rate !== null) {
    const cut = magnitude(
      divided(sumOf(kept) * halfLastDigit(variance.rate.text), scaledOf(variance.rate.text)),
    );
    return magnitude(rest) <= bound + cut ? { kind: "currency", amount: rest, bound: bound + cut } : null;
  }
  const services = roundedServices(kept, unit) - sumOf(kept);
  return rest === services
    ? { kind: "rounding", of: "services", amount: rest, bound: magnitude(services) }
    : null;
}

function keptCells<Name>(
  cells: readonly BillCell[],
  chosen: readonly Candidate<Name>[],
): readonly BillCell[] {
  const gone = new Set(chosen.filter(({ isLeftOut }) => isLeftOut).flatMap((candidate) => candidate.cells));
  const added = chosen.filter(({ isLeftOut }) => !isLeftOut).flatMap((candidate) => candidate.cells);
  return [...cells.filter((cell) => !gone.has(cell)), ...added];
}

function roundedServices(cells: readonly BillCell[], unit: bigint): bigint {
  const byService = new Map<string, bigint>();
  for (const { key, amount } of cells)
    byService.set(key.service ?? "", (byService.get(key.service ?? "") ?? 0n) + amount);
  return [...byService.values()].reduce((total, amount) => total + divided(amount, unit) * unit, 0n);
}

/** Half of the last digit of a printed rate, scaled. */
function halfLastDigit(rate: string): bigint {
  const digits = rate.split(".")[1]?.length ?? 0;
  return UNIT / (2n * 10n ** BigInt(digits));
}

/** All choices of so many of the items, in their order. */
function choices<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) =>
    choices(items.slice(at + 1), size - 1).map((others) => [item, ...others]),
  );
}

/** Rounds half away from zero. */
function divided(value: bigint, divisor: bigint): bigint {
  const half = (magnitude(value) * 2n + divisor) / (divisor * 2n);
  return value < 0n ? -half : half;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
