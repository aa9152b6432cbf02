import type { Delivery } from "../delivery/delivery.ts";
import { type Decimal, formatScaled, scaledOf, subtract, sum } from "../money/decimal.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { IdentityCheck, IdentityId } from "./quality-report.ts";

/** Sums of one line-item type (FOCUS: charge category) in one currency; a metric that is not available is null. */
export type TypeSums = {
  readonly type: string | null;
  readonly currency: string | null;
  readonly rows: number;
  readonly metrics: Readonly<Record<MetricId, Decimal | null>>;
  /** Amounts of commitments, by name; absent for FOCUS. */
  readonly amounts: Readonly<Record<string, Decimal>>;
  readonly invoiced: number;
  readonly notInvoiced: number;
  readonly lastDay: string | null;
};

/** Sums of one Savings Plan, reservation, invoice or commitment. */
export type SubjectSums = { readonly subject: string; readonly [name: string]: string };

export type IdentityFacts = {
  readonly delivery: Delivery;
  readonly types: readonly TypeSums[];
  readonly plans: readonly SubjectSums[];
  readonly reservations: readonly SubjectSums[];
  readonly invoices: readonly SubjectSums[];
  readonly commitments: readonly SubjectSums[];
  readonly countedRows: number | null;
};

/** Subjects listed one by one; the failing ones come first. */
const MOST_SUBJECTS = 50;
/** AWS rounds each row at the tenth digit. */
const ROW_ROUNDING = 10n ** 8n;
const SMALLEST_TOLERANCE = 10n ** 12n;

/** Runs the identities I1 to I6 and the row count. Those a delivery has no columns or rows for are not applicable. */
export function checkIdentities(facts: IdentityFacts): readonly IdentityCheck[] {
  const isCur = facts.delivery.format !== "focus";
  return [
    ...(isCur ? [cashAgainstAccrual(facts), netAgainstInvoice(facts)] : []),
    ...(isCur ? perSubject("I3", facts.plans, planChecks(facts)) : []),
    ...(isCur ? perSubject("I4", facts.reservations, reservationCheck(facts)) : []),
    ...facts.invoices.slice(0, MOST_SUBJECTS).map(invoiceSum),
    ...(isCur ? [] : perSubject("I6", facts.commitments, commitmentCheck(facts))),
    rowCount(facts),
  ];
}

/** I1: what was paid is what is spread over the usage, less the amortized upfront parts, plus the upfront payments. */
function cashAgainstAccrual({ delivery, types }: IdentityFacts): IdentityCheck {
  const note = "unblended = amortized - amortized upfront fees + upfront payments";
  if (delivery.unavailable["amortized"] !== undefined)
    return notApplicable("I1", "amortized cost is not available");
  const cash = sum(types.map(({ metrics }) => metrics.unblended ?? "0.0"));
  const accrual = sum(types.map(({ metrics }) => metrics.amortized ?? "0.0"));
  const trueUp = sum([
    ...amountsOf(types, "SavingsPlanRecurringFee", "plan_upfront"),
    ...amountsOf(types, "RIFee", "reservation_upfront"),
  ]);
  const upfront = sum([
    ...types
      .filter(({ type }) => type === "SavingsPlanUpfrontFee")
      .map(({ metrics }) => metrics.unblended ?? "0.0"),
    ...amountsOf(types, "Fee", "reserved"),
    ...types.filter(({ type }) => type === "Refund").map(refundedPlanFee),
  ]);
  return compared("I1", null, cash, sum([subtract(accrual, trueUp), upfront]), rowsOf(types), note);
}

/** Refunds of a plan's one-time fee are paid back but were never spread. */
function refundedPlanFee({ metrics }: TypeSums): Decimal {
  return subtract(metrics.unblended ?? "0.0", metrics.amortized ?? "0.0");
}

/** I2: net of discounts is what the invoice says. */
function netAgainstInvoice({ delivery, types }: IdentityFacts): IdentityCheck {
  if (delivery.unavailable["netUnblended"] !== undefined)
    return notApplicable("I2", "net costs are not available");
  const gross = sum(types.map(({ metrics }) => metrics.unblended ?? "0.0"));
  const net = sum(types.map(({ metrics }) => metrics.netUnblended ?? "0.0"));
  const check = compared(
    "I2",
    null,
    gross,
    net,
    rowsOf(types),
    "unblended over the whole period = net unblended",
  );
  const hasDiscountRows = types.some(({ type }) => type?.endsWith("Discount") === true);
  return check.outcome === "fails" && !hasDiscountRows
    ? {
        ...check,
        outcome: "notApplicable",
        note: "there are no discount rows, the discounts are in the net costs alone: the invoice is the net sum",
      }
    : check;
}

type SubjectCheck = (id: IdentityId, sums: SubjectSums) => readonly IdentityCheck[];

function perSubject(
  id: IdentityId,
  subjects: readonly SubjectSums[],
  check: SubjectCheck,
): readonly IdentityCheck[] {
  if (subjects.length === 0) return [notApplicable(id, "there are no rows of this kind")];
  const checks = subjects.flatMap((sums) => check(id, sums));
  const order = ["fails", "holds", "notApplicable"];
  return checks
    .toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
    .slice(0, MOST_SUBJECTS);
}

/** I3: what usage took of a plan is what its fee rows say was used; negation rows cancel the covered usage's list price. */
function planChecks({ types }: IdentityFacts): SubjectCheck {
  return (id, { subject, used = "0.0", covered = "0.0", gross = "0.0", negated = "0.0" }) => [
    compared(id, subject, used, covered, rowsOf(types), "used commitment = effective cost of covered usage"),
    compared(id, subject, gross, subtract("0.0", negated), rowsOf(types), "covered usage = negation"),
  ];
}

/** I4: a reservation's month is used or unused, nothing else. */
function reservationCheck({ types }: IdentityFacts): SubjectCheck {
  return (id, { subject, paid = "0.0", spread = "0.0" }) => [
    compared(id, subject, paid, spread, rowsOf(types), "recurring + amortized upfront = effective + unused"),
  ];
}

/** I5: the report does not tell an invoice's amount; the sum is there to be held against it. */
function invoiceSum({ subject, cost = "0.0" }: SubjectSums): IdentityCheck {
  return {
    ...notApplicable("I5", "sum of the invoice's line items, to compare with the invoice itself"),
    subject,
    actual: cost,
  };
}

/** I6: over its term a commitment's effective cost is its purchases; within one month only without upfront payment. */
function commitmentCheck({ types }: IdentityFacts): SubjectCheck {
  return (id, { subject, used = "0.0", bought = "0.0" }) => {
    const check = compared(id, subject, bought, used, rowsOf(types), "effective cost of usage = purchases");
    return [
      check.outcome === "fails"
        ? { ...check, outcome: "notApplicable", note: "holds over the whole term only" }
        : check,
    ];
  };
}

function rowCount({ delivery, countedRows }: IdentityFacts): IdentityCheck {
  if (countedRows === null) return notApplicable("rows", "the format has no row boundaries to count");
  const [expected, actual] = [
    formatScaled(scaledOf(`${countedRows}.0`)),
    formatScaled(scaledOf(`${delivery.rows}.0`)),
  ];
  return { ...compared("rows", null, expected, actual, 0, "rows counted in the files = rows stored") };
}

/** Equality of two sums within the rounding of `rows` rows; exact when there are none. */
export function compared(
  id: IdentityId,
  subject: string | null,
  expected: Decimal,
  actual: Decimal,
  rows: number,
  note: string,
): IdentityCheck {
  const difference = scaledOf(actual) - scaledOf(expected);
  const tolerance = rows === 0 ? 0n : SMALLEST_TOLERANCE + BigInt(rows) * ROW_ROUNDING;
  const isClose = difference <= tolerance && -difference <= tolerance;
  return {
    id,
    subject,
    outcome: isClose ? "holds" : "fails",
    expected,
    actual,
    difference: formatScaled(difference),
    note,
  };
}

export function notApplicable(id: IdentityId, note: string): IdentityCheck {
  return {
    id,
    subject: null,
    outcome: "notApplicable",
    expected: null,
    actual: null,
    difference: null,
    note,
  };
}

function amountsOf(types: readonly TypeSums[], type: string, name: string): readonly Decimal[] {
  return types.filter((sums) => sums.type === type).map(({ amounts }) => amounts[name] ?? "0.0");
}

function rowsOf(types: readonly TypeSums[]): number {
  return types.reduce((total, { rows }) => total + rows, 0);
}
