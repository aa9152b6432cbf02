import type { OpenDimensionKind } from "../dimension/dimension-ref.ts";
import type { DimensionId } from "../dimension/dimension-ref.ts";
import type { MetricId } from "../metric/metric-id.ts";
import type { Sql } from "../../sql/sql.ts";
import type { Columns } from "./columns.ts";
import type { Formula } from "./formula.ts";

/** Dimensions that a line item's own columns tell; the others are known of the whole delivery. */
export type ColumnDimensionId = Exclude<DimensionId, "billingPeriod" | "report">;

export type DimensionExpression = (columns: Columns) => Sql;

export type MetricSource = {
  /** Columns without which the metric is not known; ids of the family. */
  readonly needs: readonly string[];
  /** Amount of one line item as `DECIMAL(38,18)`. */
  readonly amount: (columns: Columns) => Sql;
  /** The same for people, for line items of one type (FOCUS: charge category). */
  readonly formula: (lineItemType: string | null) => Formula;
};

/** How one family of formats writes down dimensions and metrics. */
export type FamilySource = {
  readonly dimensions: Readonly<Record<ColumnDimensionId, DimensionExpression>>;
  readonly metrics: Readonly<Record<MetricId, MetricSource>>;
  /** UTC start of the usage. */
  readonly usageStart: DimensionExpression;
  /** True for line items that take part in totals and counts. */
  readonly counts: DimensionExpression;
  /** Value of a tag, cost category or product attribute. */
  readonly open: (columns: Columns, kind: OpenDimensionKind, key: string) => Sql;
  /** Map columns whose keys are tags, cost categories or product attributes. */
  readonly maps: readonly string[];
};
