import type { DuckDBConnection } from "@duckdb/node-api";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { formatScaled, parseScaled, subtract, type Decimal } from "#core/money/decimal.ts";
import { formerPlace, type FormerDelivery } from "#core/restatement/former-delivery.ts";
import {
  changedSums,
  deliverySums,
  differencesBy,
  formerSums,
  rowDifferences,
} from "#core/restatement/restatement-sql.ts";
import {
  type Carried,
  ROW_COLUMNS,
  type DeliveryFacts,
  type Difference,
  type DifferenceAnswer,
  type DifferenceQuery,
  type Restatement,
  type RestatementReport,
  type RowColumn,
  type RowDifferenceAnswer,
  type RowDifferenceQuery,
  type UnkeptRestatement,
} from "#core/restatement/restatement.ts";
import { fail } from "#core/result/failure.ts";
import type { Sql } from "#core/sql/sql.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { formerRowsLimit, listFormer } from "../catalogue/former.ts";
import { answerCurrency } from "#core/cost/query/answer-currency.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import { run, type Row } from "../duckdb/run.ts";

/** One side of a comparison: a delivery that is held, or one that was. */
type Side =
  | { readonly kind: "held"; readonly delivery: Delivery; readonly fingerprint: string }
  | { readonly kind: "former"; readonly former: FormerDelivery };

type Pair = { readonly before: FormerDelivery; readonly after: Side };

/** All deliveries that took the place of another one, with what is different. */
export async function listRestatements(
  connection: DuckDBConnection,
  directory: string,
): Promise<RestatementReport> {
  const [former, entries] = [await listFormer(connection), await listEntries(connection)];
  const restatements: Restatement[] = [];
  for (const before of former) {
    const after = successorOf(before, former, entries);
    if (after !== null) restatements.push(await restatementOf(connection, directory, { before, after }));
  }
  return {
    restatements,
    unkept: unkeptOf(former, entries),
    space: {
      usedBytes: former.reduce((used, { hasRows, bytes }) => used + (hasRows ? bytes : 0), 0),
      limitBytes: await formerRowsLimit(connection),
    },
  };
}

/** The difference of two deliveries, divided by a dimension. */
export async function compareSums(
  connection: DuckDBConnection,
  directory: string,
  query: DifferenceQuery,
): Promise<DifferenceAnswer> {
  const pair = await pairOf(connection, query.restatementId);
  const sides = sumsOf(pair, directory);
  if (sides === null)
    return fail("query.invalid", { at: "restatementId", problem: "the sums of this delivery were not kept" });
  const rows = await run(connection, differencesBy({ ...sides, ...query }));
  const currency = chosenCurrency(query, rows);
  const own = rows.filter((row) => row["currency"] === currency);
  const labels = await readLabels(connection, [query.groupBy]);
  const groups = own.map((row) => {
    const value = textOf(row["value"]);
    return {
      value,
      label: labelOf(labels, query.groupBy, value),
      ...differenceOf(row),
      rowsBefore: Number(row["rows_before"]),
      rowsAfter: Number(row["rows_after"]),
    };
  });
  const changed = groups.filter(
    ({ difference, rowsBefore, rowsAfter }) => scaled(difference) !== 0n || rowsBefore !== rowsAfter,
  );
  const count = (pick: (group: (typeof groups)[number]) => number) =>
    groups.reduce((total, group) => total + pick(group), 0);
  return {
    currency,
    groups: changed.toSorted(bySize),
    unchanged: groups.length - changed.length,
    total: {
      ...totalOf(groups),
      rowsBefore: count(({ rowsBefore }) => rowsBefore),
      rowsAfter: count(({ rowsAfter }) => rowsAfter),
    },
  };
}

/** The line items behind it, alike ones together. */
export async function compareRows(
  connection: DuckDBConnection,
  directory: string,
  query: RowDifferenceQuery,
): Promise<RowDifferenceAnswer> {
  const { before, after } = await pairOf(connection, query.restatementId);
  const later = rowsPlace(after);
  if (!before.hasRows || later === null) return { kind: "notKept" };
  const { metric, filters, offset, limit } = query;
  const asked = { directory, metric, filters, offset, limit };
  const found = await run(connection, rowDifferences(formerPlace(before), later, asked));
  const currency = chosenCurrency(query, found);
  const own = found.filter((row) => row["currency"] === currency);
  const [first] = own;
  return {
    kind: "rows",
    currency,
    rows: own.map((row) => ({
      key: Object.fromEntries(ROW_COLUMNS.map((name) => [name, textOf(row[name])])) as Readonly<
        Record<RowColumn, string | null>
      >,
      tags: carriedOf(row, "tags"),
      invoice: carriedOf(row, "invoice"),
      ...differenceOf(row),
      rowsBefore: Number(row["rows_before"]),
      rowsAfter: Number(row["rows_after"]),
    })),
    count: Number(first?.["row_count"] ?? 0),
    total: differenceOf({ before: first?.["all_before"] ?? null, after: first?.["all_after"] ?? null }),
  };
}

async function restatementOf(
  connection: DuckDBConnection,
  directory: string,
  pair: Pair,
): Promise<Restatement> {
  const { before, after } = pair;
  const { delivery } = before;
  const later = after.kind === "held" ? after.delivery : after.former.delivery;
  const currencies = [...new Set([...Object.keys(delivery.totals), ...Object.keys(later.totals)])].toSorted();
  const sides = sumsOf(pair, directory);
  const isCounted = before.changedSums !== null || sides === null;
  const [changed] = isCounted ? [] : await run(connection, changedSums(sides));
  return {
    id: before.id,
    billingPeriod: delivery.billingPeriod,
    payerAccountId: delivery.payerAccountId,
    reportName: delivery.reportName,
    format: delivery.format,
    before: factsOf(delivery, before.fingerprint),
    after: factsOf(later, after.kind === "held" ? after.fingerprint : after.former.fingerprint),
    replacedAt: before.replacedAt,
    isClosed: before.isClosed,
    totals: currencies.map((currency) => {
      const [from, to] = [delivery.totals[currency] ?? "0.0", later.totals[currency] ?? "0.0"];
      return { currency, before: from, after: to, difference: subtract(to, from) };
    }),
    changedSums: changed === undefined ? before.changedSums : Number(changed["changed"]),
    hasRows: before.hasRows && rowsPlace(after) !== null,
  };
}

function factsOf({ id, version, importedAt, rows }: Delivery, fingerprint: string): DeliveryFacts {
  return { deliveryId: id, version, importedAt, rows, fingerprint };
}

async function pairOf(connection: DuckDBConnection, id: string): Promise<Pair> {
  const former = await listFormer(connection);
  const before = former.find((each) => each.id === id);
  const after = before === undefined ? null : successorOf(before, former, await listEntries(connection));
  if (before === undefined || after === null)
    return fail("query.invalid", { at: "restatementId", problem: "there is no such restatement" });
  return { before, after };
}

/** What took its place, which may have been replaced since itself. */
function successorOf(
  { replacedBy, replacedAt }: FormerDelivery,
  former: readonly FormerDelivery[],
  entries: readonly CatalogueEntry[],
): Side | null {
  const later = former
    .filter((each) => each.delivery.id === replacedBy && each.replacedAt >= replacedAt)
    .toSorted((a, b) => (a.replacedAt < b.replacedAt ? -1 : 1));
  const [next] = later;
  if (next !== undefined) return { kind: "former", former: next };
  const held = entries.find(({ delivery }) => delivery.id === replacedBy);
  return held === undefined
    ? null
    : { kind: "held", delivery: held.delivery, fingerprint: held.origin.contents };
}

function sumsOf(
  { before, after }: Pair,
  directory: string,
): { readonly before: Sql; readonly after: Sql } | null {
  if (!before.hasSums || (after.kind === "former" && !after.former.hasSums)) return null;
  return {
    before: formerSums(before.id, directory),
    after:
      after.kind === "held"
        ? deliverySums(after.delivery, directory)
        : formerSums(after.former.id, directory),
  };
}

function rowsPlace(side: Side): Delivery | null {
  if (side.kind === "held") return side.delivery;
  return side.former.hasRows ? formerPlace(side.former) : null;
}

/** Held deliveries that replaced one before anything was kept of those. */
function unkeptOf(
  former: readonly FormerDelivery[],
  entries: readonly CatalogueEntry[],
): readonly UnkeptRestatement[] {
  const known = new Set(former.map(({ replacedBy }) => replacedBy));
  return entries
    .filter(
      ({ delivery, quality }) =>
        !known.has(delivery.id) && quality.warnings.some(({ code }) => code === "replaces_period"),
    )
    .map(({ delivery: { id, billingPeriod, reportName } }) => ({
      deliveryId: id,
      billingPeriod,
      reportName,
    }));
}

function chosenCurrency(
  query: {
    readonly currency: string | null;
    readonly metric: DifferenceQuery["metric"];
    readonly filters: readonly Filter[];
  },
  rows: readonly Row[],
): string | null {
  const present = [...new Set(rows.flatMap((row) => textOf(row["currency"]) ?? []))];
  return answerCurrency(query, present) ?? present[0] ?? null;
}

function differenceOf(row: Row): Difference {
  const [before, after] = [amountOf(row["before"]), amountOf(row["after"])];
  return { before, after, difference: subtract(after, before) };
}

function carriedOf(row: Row, name: "tags" | "invoice"): Carried | null {
  if (Number(row["rows_before"]) === 0 || Number(row["rows_after"]) === 0) return null;
  const [before, after] = [textOf(row[`${name}_before`]) ?? "", textOf(row[`${name}_after`]) ?? ""];
  return before === after ? null : { before, after };
}

function totalOf(parts: readonly Difference[]): Difference {
  const add = (pick: (part: Difference) => Decimal): Decimal =>
    formatScaled(parts.reduce((total, part) => total + scaled(pick(part)), 0n));
  return {
    before: add(({ before }) => before),
    after: add(({ after }) => after),
    difference: add(({ difference }) => difference),
  };
}

function bySize(a: Difference, b: Difference): number {
  const [left, right] = [size(a.difference), size(b.difference)];
  return left === right ? 0 : left > right ? -1 : 1;
}

function size(amount: Decimal): bigint {
  const value = scaled(amount);
  return value < 0n ? -value : value;
}

function scaled(amount: Decimal): bigint {
  return parseScaled(amount) ?? 0n;
}

function amountOf(value: unknown): Decimal {
  return formatScaled(typeof value === "string" ? scaled(value) : 0n);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
