import {
  type Columns,
  decimal,
  firstOf,
  instant,
  NO_DECIMAL,
  NO_TEXT,
  text,
  ZERO,
} from "../cost/source/columns.ts";
import { sql } from "../sql/sql.ts";
import type { LineItemParts } from "./line-item-parts.ts";

/**
 * FOCUS 1.0 to 1.2. Used and unused commitment are line items with a `CommitmentDiscountStatus`; the commitment is their sum. `EffectiveCost` is
 * after negotiated discounts. FOCUS tells neither terms nor reserved units.
 */
export function focusParts(columns: Columns): LineItemParts {
  const category = text(columns, "commitment_discount_category");
  const status = text(columns, "commitment_discount_status");
  const cost = decimal(columns, "effective_cost");
  return {
    kind: sql`CASE ${category} WHEN 'Spend' THEN 'savingsPlan' WHEN 'Usage' THEN 'reservation' END`,
    role: sql`CASE WHEN ${text(columns, "charge_category")} <> 'Usage' THEN NULL WHEN ${category} IS NULL THEN 'usage'
      WHEN ${status} = 'Used' THEN 'covered' WHEN ${status} = 'Unused' THEN 'fee' END`,
    arn: text(columns, "commitment_discount_id"),
    offering: sql`CASE WHEN ${category} = 'Spend' THEN ${text(columns, "commitment_discount_type")} END`,
    list: decimal(columns, "list_cost"),
    onDemand: firstOf(decimal(columns, "list_cost"), cost),
    cost,
    committed: sql`CASE WHEN ${status} IS NOT NULL THEN ${cost} END`,
    used: sql`CASE ${status} WHEN 'Used' THEN ${cost} WHEN 'Unused' THEN ${ZERO} END`,
    reservedUnits: NO_DECIMAL,
    unusedUnits: NO_DECIMAL,
    usageAmount: firstOf(decimal(columns, "consumed_quantity"), decimal(columns, "pricing_quantity")),
    normalizedAmount: NO_DECIMAL,
    usageEnd: instant(columns, "charge_period_end"),
    term: NO_TEXT,
    payment: NO_TEXT,
    start: NO_TEXT,
    end: NO_TEXT,
    count: NO_TEXT,
  };
}
