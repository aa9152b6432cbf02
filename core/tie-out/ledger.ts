import { groupBy } from "../collection/group-by.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { formatScaled, scaledOf } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import { CHARGE_PARTS, partOf, type BillCell, type CellDimension, type ChargePart } from "./bill-cell.ts";
import { decompose, effectOf, inBillCurrency, sumOf, type Candidate } from "./decompose.ts";
import type { Invoice } from "./invoice.ts";
import type {
  BillPart,
  BillSum,
  Finality,
  MonthSum,
  TieOutDelivery,
  TieOutLedger,
  TieOutLine,
  TieOutMonth,
  VariancePart,
} from "./tie-out.ts";

/** One counted delivery's side of the ledger. */
export type DeliveredCells = {
  readonly billingPeriod: BillingPeriod;
  readonly delivery: TieOutDelivery;
  /** False where its format has no invoice ids. */
  readonly tellsInvoices: boolean;
  readonly cells: readonly BillCell[];
};

type Month = {
  readonly billingPeriod: BillingPeriod;
  readonly payerAccountId: string | null;
  readonly delivered: readonly DeliveredCells[];
  readonly cells: readonly BillCell[];
  readonly invoices: readonly Invoice[];
};

type Claim = { readonly invoice: Invoice; readonly cells: readonly BillCell[] };
type Reason = { readonly part: ChargePart } | { readonly invoiceId: string | null };

/** Holds the invoices against the bill: every line item stands in exactly one line. */
export function tieOut(
  delivered: readonly DeliveredCells[],
  invoices: readonly Invoice[],
  nameOf: (payerAccountId: string | null) => string | null,
): TieOutLedger {
  const months = monthsOf(delivered, invoices).map((month): TieOutMonth => {
    const lines = linesOf(month);
    return {
      billingPeriod: month.billingPeriod,
      payerAccountId: month.payerAccountId,
      payerName: nameOf(month.payerAccountId),
      finality: finalityOf(month),
      deliveries: month.delivered.map(({ delivery }) => delivery),
      sums: sumsOf(month, lines),
      lines,
    };
  });
  return { months: months.toSorted(newestFirst) };
}

function newestFirst(a: TieOutMonth, b: TieOutMonth): number {
  const order = (month: TieOutMonth): string => month.payerAccountId ?? "";
  if (a.billingPeriod !== b.billingPeriod) return a.billingPeriod > b.billingPeriod ? -1 : 1;
  return order(a) < order(b) ? -1 : 1;
}

function monthsOf(delivered: readonly DeliveredCells[], invoices: readonly Invoice[]): readonly Month[] {
  const ids = new Map<string, Pick<Month, "billingPeriod" | "payerAccountId">>();
  const add = (billingPeriod: BillingPeriod, payerAccountId: string | null): void => {
    ids.set(JSON.stringify([billingPeriod, payerAccountId]), { billingPeriod, payerAccountId });
  };
  for (const { cells } of delivered)
    for (const { billingPeriod, key } of cells) add(billingPeriod, key.payerAccount);
  for (const { billingPeriod, payerAccountId } of invoices) add(billingPeriod, payerAccountId);
  return [...ids.values()].map(({ billingPeriod, payerAccountId }) => {
    const own = delivered.filter(
      (one) =>
        one.billingPeriod === billingPeriod &&
        one.cells.some(({ key }) => key.payerAccount === payerAccountId),
    );
    return {
      billingPeriod,
      payerAccountId,
      delivered: own,
      cells: own.flatMap(({ cells }) => cells.filter(({ key }) => key.payerAccount === payerAccountId)),
      invoices: invoices.filter(
        (invoice) => invoice.billingPeriod === billingPeriod && invoice.payerAccountId === payerAccountId,
      ),
    };
  });
}

function finalityOf({ delivered, cells }: Month): Finality {
  if (!delivered.some(({ tellsInvoices }) => tellsInvoices)) return "unknown";
  const charged = cells.filter(({ amount }) => amount !== 0n);
  const invoiced = charged.filter(({ key }) => key.invoiceId !== null).length;
  if (invoiced === 0) return "open";
  return invoiced === charged.length ? "final" : "closing";
}

function linesOf(month: Month): readonly TieOutLine[] {
  const claims = claimsOf(month);
  const claimed = new Set(claims.flatMap(({ cells }) => cells));
  const free = month.cells.filter((cell) => !claimed.has(cell));
  const entered = claims.map((claim) => enteredLine(month, claim, free));
  const others = [
    ...groupBy(free, ({ key, currency }) => JSON.stringify([key.invoiceId, currency])).values(),
  ];
  return [...entered, ...others.map((cells) => restLine(month, cells))].toSorted(byInvoice);
}

/** Invoices with an id take its line items; totals of an entity, then of the whole month, what is left. */
function claimsOf({ cells, invoices, delivered }: Month): readonly Claim[] {
  const tells = delivered.some(({ tellsInvoices }) => tellsInvoices);
  const taken = new Set<BillCell>();
  const precision = ({ invoiceId, entity }: Invoice): number =>
    invoiceId !== null ? 0 : entity !== null ? 1 : 2;
  return invoices
    .toSorted((a, b) => precision(a) - precision(b))
    .map((invoice) => {
      const own = cells.filter((cell) => !taken.has(cell) && isOn(invoice, cell, tells));
      const currency = currencyFor(invoice, own);
      const kept = own.filter((cell) => cell.currency === currency);
      for (const cell of kept) taken.add(cell);
      return { invoice, cells: kept };
    });
}

function isOn({ invoiceId, entity }: Invoice, { key }: BillCell, tells: boolean): boolean {
  if (invoiceId !== null) return key.invoiceId === invoiceId;
  if (tells && key.invoiceId === null) return false;
  return entity === null || alike(entity) === alike(key.invoicingEntity ?? "");
}

function alike(name: string): string {
  return name
    .trim()
    .replaceAll(/[.,\s]+/g, " ")
    .trim()
    .toLowerCase();
}

/** Money of several currencies is never added up. */
function currencyFor({ currency }: Invoice, cells: readonly BillCell[]): string | null {
  const present = [...new Set(cells.map((cell) => cell.currency))].toSorted();
  return present.includes(currency) ? currency : (present[0] ?? null);
}

function enteredLine(month: Month, { invoice, cells }: Claim, free: readonly BillCell[]): TieOutLine {
  const currency = cells[0]?.currency ?? soleCurrency(month) ?? invoice.currency;
  const bill = cells.length === 0 ? null : billSum(month, cells);
  const base = {
    invoice,
    invoiceId: invoice.invoiceId,
    entities: entitiesOf(cells),
    currency,
    bill,
    parts: partsOf(month, cells),
  };
  const nothing = { invoiced: null, variance: null, why: [], alternatives: 0 };
  if (month.cells.length === 0) return { ...base, ...nothing, currency: null, state: "noBill" };
  const isForeign = currency !== invoice.currency;
  if (isForeign && invoice.rate === null) return { ...base, ...nothing, state: "needsRate" };
  const rate = isForeign ? invoice.rate : null;
  const invoiced = inBillCurrency(scaledOf(invoice.total), rate);
  const variance = invoiced - sumOf(cells);
  const { why, alternatives } = whyOf(month, { invoice, cells, free, currency, rate, variance });
  const isLeft = why.some(({ kind }) => kind === "unexplained");
  const isPlain = why.every(({ kind }) => kind === "rounding" || kind === "currency");
  const explained = isPlain ? "ties" : "explained";
  return {
    ...base,
    invoiced: formatScaled(invoiced),
    variance: formatScaled(variance),
    why,
    alternatives,
    state: isLeft ? (bill === null ? "notInBill" : "unexplained") : explained,
  };
}

type Asked = Claim & {
  readonly free: readonly BillCell[];
  readonly currency: string;
  readonly rate: string | null;
  readonly variance: bigint;
};

function whyOf(
  month: Month,
  { invoice, cells, free, currency, rate, variance }: Asked,
): Pick<TieOutLine, "why" | "alternatives"> {
  const given =
    invoice.tax === null ? null : givenTax(month, cells, inBillCurrency(scaledOf(invoice.tax), rate));
  const rest = variance - (given === null ? 0n : scaledOf(given.amount));
  const found = decompose({
    cells,
    candidates: candidatesOf(cells, free, { currency, isTaxKnown: given !== null }),
    rest,
    currency,
    rate: rate === null ? null : { text: rate, currency: invoice.currency },
  });
  const known: readonly VariancePart[] = given === null || scaledOf(given.amount) === 0n ? [] : [given];
  if (found === null)
    return { why: [...known, { kind: "unexplained", amount: formatScaled(rest) }], alternatives: 0 };
  const chosen = found.chosen.map((candidate) => chosenPart(month, candidate));
  const { remainder } = found;
  const left: readonly VariancePart[] =
    remainder.kind === "none"
      ? []
      : [{ ...remainder, amount: formatScaled(remainder.amount), bound: formatScaled(remainder.bound) }];
  return { why: [...known, ...chosen, ...left], alternatives: found.alternatives };
}

function givenTax(
  month: Month,
  cells: readonly BillCell[],
  tax: bigint,
): VariancePart & { readonly kind: "given" } {
  const own = cells.filter((cell) => partOf(cell) === "tax");
  return {
    kind: "given",
    part: "tax",
    ...billSum(month, own),
    amount: formatScaled(tax - sumOf(own)),
  };
}

function candidatesOf(
  cells: readonly BillCell[],
  free: readonly BillCell[],
  { currency, isTaxKnown }: { readonly currency: string; readonly isTaxKnown: boolean },
): readonly Candidate<Reason>[] {
  const leftOut = CHARGE_PARTS.filter((part) => part !== "usage" && !(part === "tax" && isTaxKnown)).map(
    (part) => ({
      name: { part },
      cells: cells.filter((cell) => partOf(cell) === part),
      isLeftOut: true,
    }),
  );
  const own = free.filter((cell) => cell.currency === currency);
  const others = [...groupBy(own, ({ key }) => key.invoiceId ?? "").values()].map((group) => ({
    name: { invoiceId: group[0]?.key.invoiceId ?? null },
    cells: group,
    isLeftOut: false,
  }));
  return [...leftOut, ...others].filter((candidate) => effectOf(candidate) !== 0n);
}

function chosenPart(month: Month, candidate: Candidate<Reason>): VariancePart {
  const sum = {
    ...billSum(month, candidate.cells),
    amount: formatScaled(effectOf(candidate)),
  };
  return "part" in candidate.name
    ? { kind: "leftOut", part: candidate.name.part, ...sum }
    : { kind: "elsewhere", invoiceId: candidate.name.invoiceId, ...sum };
}

function restLine(month: Month, cells: readonly BillCell[]): TieOutLine {
  const tells = month.delivered.some(({ tellsInvoices }) => tellsInvoices);
  const invoiceId = cells[0]?.key.invoiceId ?? null;
  return {
    state: invoiceId === null && tells ? "open" : "notEntered",
    invoice: null,
    invoiceId,
    entities: entitiesOf(cells),
    currency: cells[0]?.currency ?? null,
    bill: billSum(month, cells),
    parts: partsOf(month, cells),
    invoiced: null,
    variance: null,
    why: [],
    alternatives: 0,
  };
}

function partsOf(month: Month, cells: readonly BillCell[]): readonly BillPart[] {
  return CHARGE_PARTS.flatMap((part) => {
    const own = cells.filter((cell) => partOf(cell) === part);
    return own.length === 0 ? [] : [{ part, ...billSum(month, own) }];
  });
}

function entitiesOf(cells: readonly BillCell[]): readonly string[] {
  return [...new Set(cells.flatMap(({ key }) => key.invoicingEntity ?? []))].toSorted();
}

function soleCurrency({ cells }: Month): string | null {
  const [only = null, ...others] = new Set(cells.map(({ currency }) => currency));
  return others.length === 0 ? only : null;
}

function sumsOf({ cells }: Month, lines: readonly TieOutLine[]): readonly MonthSum[] {
  const currencies = new Set([
    ...cells.map(({ currency }) => currency),
    ...lines.flatMap(({ currency }) => currency ?? []),
  ]);
  return [...currencies].toSorted().map((currency) => {
    const own = cells.filter((cell) => cell.currency === currency);
    const held = lines.filter((line) => line.currency === currency);
    const invoiced = held.flatMap((line) => line.invoiced ?? []);
    const left = held.flatMap(({ why }) => why.filter(({ kind }) => kind === "unexplained"));
    const total = (amounts: readonly string[]) =>
      formatScaled(amounts.reduce((sum, amount) => sum + scaledOf(amount), 0n));
    return {
      currency,
      bill: formatScaled(sumOf(own)),
      open: formatScaled(sumOf(own.filter(({ key }) => key.invoiceId === null))),
      invoiced: invoiced.length === 0 ? null : total(invoiced),
      unexplained: total(left.map(({ amount }) => amount)),
    };
  });
}

/** Sum of `cells`, with filters that tell them from all others of the month. */
function billSum(month: Month, cells: readonly BillCell[]): BillSum {
  return {
    amount: formatScaled(sumOf(cells)),
    lineItems: cells.reduce((count, { lineItems }) => count + lineItems, 0),
    narrow: narrowOf(month, cells),
  };
}

/** A dimension is named where it leaves something out; null where all of them together do not tell these cells from others. */
function narrowOf({ cells: all, payerAccountId }: Month, cells: readonly BillCell[]): BillSum["narrow"] {
  const own = new Set(cells);
  let rest = all.filter((cell) => !own.has(cell));
  const filters: Filter[] = [{ dimension: "payerAccount", mode: "include", values: [payerAccountId] }];
  for (const dimension of TOLD_BY) {
    const valueOf = ({ key, currency }: BillCell) => (dimension === "currency" ? currency : key[dimension]);
    const values = new Set(cells.map(valueOf));
    const left = rest.filter((cell) => values.has(valueOf(cell)));
    if (left.length === rest.length) continue;
    filters.push({ dimension, mode: "include", values: [...values].toSorted() });
    rest = left;
  }
  return rest.length === 0 ? filters : null;
}

const TOLD_BY = [
  "currency",
  "invoiceId",
  "lineItemType",
  "billingEntity",
  "service",
  "usageMonth",
  "invoicingEntity",
] as const satisfies readonly (CellDimension | "currency")[];

function byInvoice(a: TieOutLine, b: TieOutLine): number {
  const order = ({ invoiceId, invoice, state }: TieOutLine): string =>
    `${state === "open" ? 2 : invoiceId === null && invoice === null ? 1 : 0}${invoiceId ?? ""}`;
  return order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0;
}
