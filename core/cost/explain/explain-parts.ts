import { type ColumnFamily, type Delivery, familyOf } from "../../delivery/delivery.ts";
import { type Decimal, formatScaled } from "../../money/decimal.ts";
import { splitFormula, splitMetric } from "../../container/container-scope.ts";
import { familySource } from "../source/availability.ts";
import type { Formula } from "../source/formula.ts";
import type { CostCell } from "./cost-cell.ts";
import type { ExplainedDelivery, ExplainedFile, ExplainedFormula, ExplainedPart } from "./explanation.ts";

/** One row of the explaining statement; amounts scaled. */
export type ExplainRow = {
  readonly delivery: number;
  readonly file: number | null;
  readonly lineItemType: string | null;
  /** Rows of split cost allocation data, where they count. */
  readonly isSplit: boolean;
  readonly currency: string | null;
  readonly unit: string | null;
  readonly lineItems: number;
  readonly unblended: bigint | null;
  readonly amount: bigint | null;
  readonly splitRows: number;
};

/** The sum of all rows; null where no amount is known or they are in several units, nothing where there are no rows. */
export function totalOf(rows: readonly ExplainRow[], isKnown: boolean): Decimal | null {
  if (new Set(rows.flatMap(({ unit }) => unit ?? [])).size > 1) return null;
  if (rows.length === 0) return isKnown ? formatScaled(0n) : null;
  return summed(rows.map(({ amount }) => amount));
}

/** Line items by family, type and unit. */
export function partsOf(
  rows: readonly ExplainRow[],
  deliveries: readonly Delivery[],
  cell: CostCell,
): readonly ExplainedPart[] {
  const familyAt = (row: ExplainRow) => familyOf(deliveries[row.delivery]?.format ?? "legacy");
  const grouped = new Map<string, ExplainRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([familyAt(row), row.lineItemType, row.isSplit, row.unit]);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [row]);
    else group.push(row);
  }
  const parts = [...grouped.values()].flatMap((group): readonly ExplainedPart[] => {
    const [first] = group;
    if (first === undefined) return [];
    const family = familyAt(first);
    const formula = formulaOf(cell, family, first);
    const own = deliveries.filter((delivery) => familyOf(delivery.format) === family);
    return [
      {
        family,
        lineItemType: first.lineItemType,
        ...(first.isSplit ? { isSplit: true as const } : {}),
        unit: first.unit,
        lineItems: counted(group),
        unblended: summed(group.map(({ unblended }) => unblended)),
        amount: summed(group.map(({ amount }) => amount)),
        formula: explained(formula, own),
      },
    ];
  });
  return inOrder(parts);
}

/** The largest amounts first. */
export function inOrder(parts: readonly ExplainedPart[]): readonly ExplainedPart[] {
  return parts.toSorted(
    (a, b) =>
      magnitude(b.amount) - magnitude(a.amount) ||
      magnitude(b.unblended) - magnitude(a.unblended) ||
      b.lineItems - a.lineItems ||
      nameOf(a).localeCompare(nameOf(b)),
  );
}

function formulaOf(
  { metric, containers }: CostCell,
  family: ColumnFamily,
  { isSplit, lineItemType }: ExplainRow,
): Formula {
  const split = splitMetric(metric);
  return isSplit && containers !== undefined && split !== null
    ? splitFormula(split, containers.part)
    : familySource(family).metrics[metric].formula(lineItemType);
}

/** Deliveries with line items in the number, newest period first, and their files where the rows tell them apart. */
export function deliveriesOf(
  rows: readonly ExplainRow[],
  deliveries: readonly Delivery[],
): readonly ExplainedDelivery[] {
  return deliveries
    .flatMap((delivery, index): readonly ExplainedDelivery[] => {
      const own = rows.filter((row) => row.delivery === index);
      if (own.length === 0) return [];
      const isByFile = own.every(({ file }) => file !== null);
      return [
        {
          deliveryId: delivery.id,
          reportName: delivery.reportName,
          billingPeriod: delivery.billingPeriod,
          format: delivery.format,
          version: delivery.version,
          importedAt: delivery.importedAt,
          rows: delivery.rows,
          lineItems: counted(own),
          amount: totalOf(own, true),
          files: isByFile ? filesOf(own, delivery) : null,
        },
      ];
    })
    .toSorted((a, b) => b.billingPeriod.localeCompare(a.billingPeriod));
}

/** Whether charges can be told that no invoice has yet. */
export function tellsInvoices({ columns }: Pick<Delivery, "columns">): boolean {
  return columns.some(({ id }) => id === "bill_invoice_id" || id === "invoice_id");
}

function filesOf(rows: readonly ExplainRow[], delivery: Delivery): readonly ExplainedFile[] {
  return delivery.files.flatMap(({ source, sha256 }, index) => {
    const own = rows.filter(({ file }) => file === index);
    return own.length === 0 ? [] : [{ source, sha256, lineItems: counted(own), amount: totalOf(own, true) }];
  });
}

/** Both spellings of the header are met: `reservation/ReservationARN` and `reservation/ReservationArn`. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  reservation_reservation_a_r_n: "reservation_reservation_arn",
};

function explained(formula: Formula, deliveries: readonly Delivery[]): ExplainedFormula {
  const columns = deliveries.flatMap((delivery) => delivery.columns);
  const where = formula.where.map(({ symbol, column }) => {
    const found = columns.find(({ id }) => id === column || id === OTHER_SPELLINGS[column]);
    return { symbol, column, header: found?.name ?? null };
  });
  return { ...formula, where };
}

function counted(rows: readonly ExplainRow[]): number {
  return rows.reduce((total, { lineItems }) => total + lineItems, 0);
}

function summed(amounts: readonly (bigint | null)[]): Decimal | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : formatScaled(known.reduce((total, amount) => total + amount, 0n));
}

function nameOf({ family, lineItemType, unit }: ExplainedPart): string {
  return `${family} ${lineItemType ?? ""} ${unit ?? ""}`;
}

/** For sorting only. */
function magnitude(amount: Decimal | null): number {
  return amount === null ? 0 : Math.abs(Number(amount));
}
