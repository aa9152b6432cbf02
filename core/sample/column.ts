import type { SampleMonth } from "./calendar.ts";
import type { PlanPart, ReservationPart } from "./commitment.ts";
import type { LineItem, SplitPart, TagSet } from "./line-item.ts";
import type { Account } from "./organisation.ts";
import type { Product } from "./product.ts";

/** A cell before it is spelled: text, an amount scaled by 10^10, or nothing. */
export type Cell = string | bigint | undefined;

/** Type names of legacy manifests. */
export type ColumnType =
  | "String"
  | "OptionalString"
  | "BigDecimal"
  | "OptionalBigDecimal"
  | "DateTime"
  | "Interval";

/** A column of a Cost and Usage Report, and what of a line item fills it. */
export type Column = {
  /** Legacy header, `lineItem/UnblendedCost`. */
  readonly name: string;
  readonly type: ColumnType;
} & ColumnSource;

/** The less a source varies from row to row, the more of its text can be reused. */
export type ColumnSource =
  | {
      readonly of: "item";
      readonly cell: (item: LineItem, month: SampleMonth) => Cell;
      /** May hold commas and quotes. */
      readonly isFreeText?: boolean;
    }
  | { readonly of: "month"; readonly cell: (month: SampleMonth) => Cell }
  | { readonly of: "product"; readonly cell: (product: Product) => Cell }
  | { readonly of: "account"; readonly cell: (account: Account) => Cell }
  | { readonly of: "tags"; readonly cell: (tags: TagSet) => Cell }
  | { readonly of: "reservation"; readonly cell: (part: ReservationPart) => Cell }
  | { readonly of: "plan"; readonly cell: (part: PlanPart) => Cell }
  | { readonly of: "split"; readonly cell: (part: SplitPart) => Cell };

export function itemColumn(
  name: string,
  type: ColumnType,
  cell: (item: LineItem, month: SampleMonth) => Cell,
): Column & { readonly of: "item" } {
  return { name, type, of: "item", cell };
}

export function monthColumn(name: string, type: ColumnType, cell: (month: SampleMonth) => Cell): Column {
  return { name, type, of: "month", cell };
}

export function accountColumn(name: string, cell: (account: Account) => Cell): Column {
  return { name, type: "String", of: "account", cell };
}

export function productColumn(name: string, cell: (product: Product) => Cell): Column {
  return { name, type: "String", of: "product", cell };
}

export function reservationColumn(
  name: string,
  type: ColumnType,
  cell: (part: ReservationPart) => Cell,
): Column {
  return { name, type, of: "reservation", cell };
}

export function planColumn(name: string, type: ColumnType, cell: (part: PlanPart) => Cell): Column {
  return { name: `savingsPlan/${name}`, type, of: "plan", cell };
}

export function splitColumn(name: string, type: ColumnType, cell: (part: SplitPart) => Cell): Column {
  return { name: `splitLineItem/${name}`, type, of: "split", cell };
}

/**
 * The name AWS gives a legacy column in Athena and Parquet: `_` before capitals, lower case, everything else but
 * letters and digits to `_`, runs of `_` collapsed, ends trimmed.
 */
export function athenaName(name: string): string {
  return name
    .replace(/([A-Z])/g, "_$1")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}
