import type { Decimal } from "../../money/decimal.ts";
import type { DateRange } from "../../time/period.ts";
import type { Filter } from "../filter/filter.ts";
import type { TagProfile } from "../profile/tag-profile.ts";

/** A page of line items. Column ids are those of the workspace's columns, plus `source_file` and `source_row`. */
export type LineItemQuery = {
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly columns: readonly string[];
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly offset: number;
  readonly limit: number;
  /** The virtual tags that `filters` name. */
  readonly profiles?: readonly TagProfile[] | undefined;
};

/** Cells are exact text: decimals in canonical form, instants as ISO UTC, maps as JSON; `null` where the report has nothing. */
export type LineItemPage = {
  readonly columns: readonly LineItemColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly totalRows: number;
  /** Sum of unblended cost over all rows of the query (not just the page), by currency. */
  readonly totals: Readonly<Record<string, Decimal>>;
};

export type LineItemColumn = {
  readonly id: string;
  readonly name: string;
  readonly type: "text" | "decimal" | "timestamp" | "map";
  /** True for columns every format has, shown first. */
  readonly common: boolean;
};
