import { USAGE_TYPES } from "../cost/source/cur-formulas.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { join, literal, sql, type Sql } from "../sql/sql.ts";
import type { ChargeClass } from "./comparison.ts";

/** A negation belongs to the usage it takes back, so that usage under a Savings Plan has the cost of both. */
const OF_USAGE = [...USAGE_TYPES, "SavingsPlanNegation"];

/** Line-item types (FOCUS: charge categories) of the other kinds. */
const TYPES = [
  ["recurring", ["SavingsPlanRecurringFee"]],
  ["commitments", ["SavingsPlanUpfrontFee", "RIFee"]],
  ["tax", ["Tax"]],
  ["credits", ["Credit"]],
  ["refunds", ["Refund", "Adjustment"]],
] as const satisfies readonly (readonly [ChargeClass, readonly string[]])[];

const FEES = ["Fee", "Purchase"];
const BY_COMMITMENT = ["Reserved", "SavingsPlan"];

/** The filters that keep the charges of a kind; null where none do. */
export function chargeFilters(charge: ChargeClass): readonly Filter[] | null {
  const only = (values: readonly string[]): Filter => ({
    dimension: "lineItemType",
    mode: "include",
    values,
  });
  if (charge === "usage") return [only(OF_USAGE)];
  if (charge === "fees")
    return [only(FEES), { dimension: "purchaseOption", mode: "exclude", values: BY_COMMITMENT }];
  // Every fee of a commitment names it.
  if (charge === "commitments")
    return [
      only([...TYPES.flatMap(([kind, types]) => (kind === charge ? types : [])), ...FEES]),
      { dimension: "purchaseOption", mode: "include", values: BY_COMMITMENT },
    ];
  const types = TYPES.find(([kind]) => kind === charge);
  return types === undefined ? null : [only(types[1])];
}

/** Whether a line item is usage, which has an amount and a price. */
export function isUsageSql(dimension: (ref: DimensionRef) => Sql): Sql {
  return sql`${dimension("lineItemType")} IN (${join(OF_USAGE.map(literal))})`;
}

/** The kind of a line item's charge; what has a type nobody knows is `unmeasured`. */
export function chargeClassSql(dimension: (ref: DimensionRef) => Sql): Sql {
  const type = dimension("lineItemType");
  const cases = TYPES.map(
    ([kind, types]) => sql`WHEN ${type} IN (${join(types.map(literal))}) THEN ${literal(kind)}`,
  );
  const isFee = sql`${type} IN (${join(FEES.map(literal))})`;
  const isOfCommitment = sql`${dimension("purchaseOption")} IN (${join(BY_COMMITMENT.map(literal))})`;
  return sql`CASE WHEN ${isUsageSql(dimension)} THEN 'usage' ${join(cases, " ")} WHEN ${isFee} AND ${isOfCommitment} THEN 'commitments'
    WHEN ${isFee} THEN 'fees' WHEN suffix(${type}, 'Discount') THEN 'discounts' ELSE 'unmeasured' END`;
}
