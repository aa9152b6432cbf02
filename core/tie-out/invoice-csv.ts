import { parseCsv, type CsvDelimiter } from "../ingest/csv.ts";
import type { Decimal } from "../money/decimal.ts";
import { accountIn, amountIn, markOf, monthIn, rateIn, type DecimalMark } from "./invoice-cells.ts";
import { invoiceKey, type Invoice } from "./invoice.ts";

export const INVOICE_FIELDS = [
  "billingPeriod",
  "payerAccountId",
  "invoiceId",
  "entity",
  "total",
  "tax",
  "currency",
  "rate",
  "note",
] as const;

export type InvoiceField = (typeof INVOICE_FIELDS)[number];

/** A file of invoices as cells; the first record names the columns. */
export type InvoiceTable = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Which column holds a field; null for none. */
export type ColumnMapping = Readonly<Record<InvoiceField, number | null>>;

/** What is taken where the file does not tell. */
export type ImportDefaults = {
  readonly payerAccountId: string | null;
  readonly currency: string | null;
  readonly mark: DecimalMark;
  readonly source: string;
};

/** One row of the file: an invoice, or what is wrong with it. `row` counts as spreadsheets do, the header being 1. */
export type ReadInvoice =
  | { readonly kind: "invoice"; readonly row: number; readonly invoice: Invoice }
  /** Sentences without their full stop. */
  | { readonly kind: "refused"; readonly row: number; readonly problems: readonly string[] };

/** Words that headers of a field have, the more telling ones first. */
const HEADERS: Readonly<Record<InvoiceField, readonly RegExp[]>> = {
  billingPeriod: [/billing ?period/, /^period$/, /^month$/, /invoice ?date/, /month|period/],
  payerAccountId: [/payer/, /account ?(id|number)/, /^account$/],
  invoiceId: [/invoice ?(id|number|no|#)/, /document ?(id|number|no)/, /^invoice$/],
  entity: [/entity/, /seller|issuer|vendor|supplier/],
  total: [/(total|amount) ?(due|payable)/, /grand ?total/, /^total$/, /^amount$/, /total|amount/],
  tax: [/\btax\b|\bvat\b|\bgst\b/],
  currency: [/currency/],
  rate: [/exchange|fx|\brate\b/],
  note: [/note|comment|remark|description/],
};

const LONGEST_TEXT = 500;

/** Reads the text of a file, whichever of comma, semicolon and tab divides its cells. */
export function readInvoiceTable(text: string): InvoiceTable {
  const delimiter = delimiterOf(text);
  const [header = [], ...rows] = parseCsv(text, true, delimiter).map((record) =>
    record.map((cell) => cell.text.trim()),
  );
  return { header, rows: rows.filter((cells) => cells.some((cell) => cell !== "")) };
}

/** The columns by the words of their headers; a column is taken once. */
export function guessMapping(header: readonly string[]): ColumnMapping {
  const names = header.map((name) =>
    name
      .toLowerCase()
      .replaceAll(/[_\-/.\s]+/g, " ")
      .trim(),
  );
  const taken = new Set<number>();
  const entries = INVOICE_FIELDS.map((field) => {
    const at = HEADERS[field]
      .map((words) => names.findIndex((name, index) => !taken.has(index) && words.test(name)))
      .find((index) => index >= 0);
    if (at !== undefined) taken.add(at);
    return [field, at ?? null] as const;
  });
  return Object.fromEntries(entries) as ColumnMapping;
}

/** How the amounts of the mapped columns are written. */
export function guessMark({ rows }: InvoiceTable, { total, tax }: ColumnMapping): DecimalMark {
  return markOf(rows.flatMap((cells) => [total, tax].map((at) => (at === null ? "" : (cells[at] ?? "")))));
}

/** Reads every row by itself; one that repeats an invoice of a former row is refused. */
export function readInvoices(
  table: InvoiceTable,
  mapping: ColumnMapping,
  defaults: ImportDefaults,
): readonly ReadInvoice[] {
  const rowOf = new Map<string, number>();
  return table.rows.map((cells, index): ReadInvoice => {
    const row = index + 2;
    const read = readRow(cells, mapping, defaults);
    if (!("id" in read)) return { kind: "refused", row, problems: read };
    const former = rowOf.get(read.id);
    if (former !== undefined)
      return { kind: "refused", row, problems: [`It is the same invoice as row ${former}`] };
    rowOf.set(read.id, row);
    return { kind: "invoice", row, invoice: read };
  });
}

function readRow(
  cells: readonly string[],
  mapping: ColumnMapping,
  { payerAccountId, currency, mark, source }: ImportDefaults,
): Invoice | readonly string[] {
  const cell = (field: InvoiceField): string => {
    const at = mapping[field];
    return at === null ? "" : (cells[at] ?? "").slice(0, LONGEST_TEXT);
  };
  const problems: string[] = [];
  const need = <T>(value: T | null, field: InvoiceField, missing: string, wrong: string): T | null => {
    if (value === null) problems.push(cell(field) === "" ? missing : `"${cell(field)}" ${wrong}`);
    return value;
  };
  const period = need(monthIn(cell("billingPeriod")), "billingPeriod", "The month is missing", "is no month");
  const payer = need(
    cell("payerAccountId") === "" ? payerAccountId : accountIn(cell("payerAccountId")),
    "payerAccountId",
    "The payer account is missing",
    "is no account id of 12 digits",
  );
  const total = need(amountIn(cell("total"), mark), "total", "The total is missing", "is no amount");
  const tax = optional(cell("tax"), (text) => amountIn(text, mark));
  const rate = optional(cell("rate"), (text) => rateIn(text, mark));
  const money = need(
    cell("currency") === "" ? currency : currencyIn(cell("currency")),
    "currency",
    "The currency is missing",
    "is no currency of three letters",
  );
  if (tax === undefined) problems.push(`"${cell("tax")}" is no amount of tax`);
  if (rate === undefined) problems.push(`"${cell("rate")}" is no exchange rate`);
  if (period === null || payer === null || total === null || money === null) return problems;
  if (tax === undefined || rate === undefined) return problems;
  const invoice = {
    payerAccountId: payer,
    billingPeriod: period,
    entity: cell("entity") || null,
    invoiceId: cell("invoiceId") || null,
    total,
    tax,
    currency: money,
    rate,
    note: cell("note"),
    source,
  };
  return { id: invoiceKey(invoice), ...invoice };
}

/** Null for an empty cell, undefined for one that cannot be read. */
function optional(cell: string, read: (text: string) => Decimal | null): Decimal | null | undefined {
  return cell === "" ? null : (read(cell) ?? undefined);
}

function currencyIn(cell: string): string | null {
  const code = cell.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

function delimiterOf(text: string): CsvDelimiter {
  const [first = ""] = text.split(/\r?\n/, 1);
  const count = (delimiter: string): number => first.split(delimiter).length;
  const candidates: readonly CsvDelimiter[] = [",", ";", "\t"];
  return candidates.reduce((best, next) => (count(next) > count(best) ? next : best), ",");
}
