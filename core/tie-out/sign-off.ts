import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import type { TieOutMonth } from "./tie-out.ts";

/** Somebody's word that a month of a payer is as it should be, and what it was then. */
export type SignOff = {
  /** `signOffKey` of it: a month is signed off once, and again after it changed. */
  readonly id: string;
  readonly billingPeriod: BillingPeriod;
  readonly payerAccountId: string | null;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly note: string;
  readonly deliveries: readonly SignedDelivery[];
  readonly sums: readonly SignedSum[];
};

export type SignedDelivery = {
  readonly reportName: string;
  readonly version: string;
  readonly fingerprint: string;
};

export type SignedSum = {
  readonly currency: string;
  readonly bill: Decimal;
  readonly invoiced: Decimal | null;
  readonly unexplained: Decimal;
};

/**
 * `redelivered`: the month was delivered again with the same sums; `billChanged` and `invoicesChanged`: a sum is another one
 * than it was, so that the sign-off is of something else.
 */
export type SignOffState = "valid" | "redelivered" | "billChanged" | "invoicesChanged";

export function signOffKey({
  billingPeriod,
  payerAccountId,
}: Pick<TieOutMonth, "billingPeriod" | "payerAccountId">): string {
  return `${payerAccountId ?? ""}|${billingPeriod}`;
}

/** What a sign-off of the month would be given for. */
export function signedFacts({ deliveries, sums }: TieOutMonth): Pick<SignOff, "deliveries" | "sums"> {
  return {
    deliveries: deliveries.map(({ reportName, version, fingerprint }) => ({
      reportName,
      version,
      fingerprint,
    })),
    sums: sums.map(({ currency, bill, invoiced, unexplained }) => ({
      currency,
      bill,
      invoiced,
      unexplained,
    })),
  };
}

/** Holds a sign-off against the month as it is now. */
export function signOffState(signOff: SignOff, month: TieOutMonth): SignOffState {
  const now = signedFacts(month);
  const bills = (sums: readonly SignedSum[]) => sums.map(({ currency, bill }) => [currency, bill]);
  if (!isSame(bills(signOff.sums), bills(now.sums))) return "billChanged";
  if (!isSame(signOff.sums, now.sums)) return "invoicesChanged";
  const prints = (deliveries: readonly SignedDelivery[]) =>
    deliveries.map(({ fingerprint }) => fingerprint).toSorted();
  return isSame(prints(signOff.deliveries), prints(now.deliveries)) ? "valid" : "redelivered";
}

/** A sign-off that is not of what is there now. */
export function isStale(state: SignOffState): boolean {
  return state === "billChanged" || state === "invoicesChanged";
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
