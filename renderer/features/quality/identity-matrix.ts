import type { IdentityCheck, IdentityId, PayerIdentities } from "#core/ingest/quality-report.ts";
import { compare, type Decimal } from "#core/money/decimal.ts";
import type { BillingPeriod } from "#core/time/period.ts";

/** The identities of the formulas, in the order they are shown; row counts and roll-ups are the import's own. */
export const MATRIX_IDS = ["I1", "I2", "I3", "I4", "I5", "I6"] as const satisfies readonly IdentityId[];
export type MatrixId = (typeof MATRIX_IDS)[number];

/** One identity of one payer's month. */
export type MatrixCell = {
  readonly payer: string | null;
  readonly billingPeriod: BillingPeriod;
  readonly id: MatrixId;
  /** `given` sums are there to be held against something the reports do not tell: an invoice. */
  readonly outcome: IdentityCheck["outcome"] | "given";
  readonly checks: readonly IdentityCheck[];
  /** The largest difference of those that fail. */
  readonly worst: Decimal | null;
  readonly deliveryIds: readonly string[];
  readonly currency: string | null;
};

export type PayerMatrix = {
  readonly payer: string | null;
  readonly rows: readonly { readonly id: MatrixId; readonly cells: readonly (MatrixCell | null)[] }[];
};

/** Payers by number, each with a row per identity and a cell per month, newest first; null where it has no bill. */
export function identityMatrix(all: readonly PayerIdentities[]): {
  readonly months: readonly BillingPeriod[];
  readonly payers: readonly PayerMatrix[];
} {
  const months = [...new Set(all.map(({ billingPeriod }) => billingPeriod))].toSorted().toReversed();
  const payers = [...new Set(all.map(({ payerAccountId }) => payerAccountId))].toSorted(byName);
  return {
    months,
    payers: payers.map((payer) => ({
      payer,
      rows: MATRIX_IDS.map((id) => ({
        id,
        cells: months.map((month) =>
          cellOf(
            all.filter((one) => one.payerAccountId === payer && one.billingPeriod === month),
            id,
          ),
        ),
      })),
    })),
  };
}

function cellOf(bills: readonly PayerIdentities[], id: MatrixId): MatrixCell | null {
  const [first] = bills;
  if (first === undefined) return null;
  const checks = bills.flatMap(({ identities }) => identities.filter((check) => check.id === id));
  const failing = checks.filter(({ outcome }) => outcome === "fails");
  return {
    payer: first.payerAccountId,
    billingPeriod: first.billingPeriod,
    id,
    outcome: outcomeOf(checks, failing),
    checks: checks.toSorted((a, b) => URGENCY[a.outcome] - URGENCY[b.outcome]),
    worst: failing.map(({ difference }) => difference).reduce(larger, null),
    deliveryIds: bills.map(({ deliveryId }) => deliveryId),
    currency: bills.every(({ currency }) => currency === first.currency) ? first.currency : null,
  };
}

const URGENCY = { fails: 0, holds: 1, notApplicable: 2 } as const;

function outcomeOf(
  checks: readonly IdentityCheck[],
  failing: readonly IdentityCheck[],
): MatrixCell["outcome"] {
  if (failing.length > 0) return "fails";
  if (checks.some(({ outcome }) => outcome === "holds")) return "holds";
  return checks.some(({ actual, expected }) => actual !== null && expected === null)
    ? "given"
    : "notApplicable";
}

function larger(a: Decimal | null, b: Decimal | null): Decimal | null {
  if (a === null || b === null) return a ?? b;
  return compare(magnitude(a), magnitude(b)) < 0 ? b : a;
}

function magnitude(amount: Decimal): Decimal {
  return amount.replace("-", "");
}

function byName(a: string | null, b: string | null): number {
  return (a ?? "").localeCompare(b ?? "");
}
