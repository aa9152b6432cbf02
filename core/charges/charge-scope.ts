import { join, raw, type Sql, sql } from "../sql/sql.ts";
import type { ChargeKind } from "./charge-kind.ts";
import { KIND_RULES } from "./kind-rule.ts";
import { conditionSql, type DimensionSql, firstMatchSql } from "./rule.ts";
import { CATEGORY_RULES, type ChargeCategory } from "./transfer-category.ts";

/** Charges of a kind, or of some categories of it; patterns tell them, so that filters cannot always. */
export type ChargeScope = {
  readonly kind: ChargeKind;
  /** `null` for all of the kind. */
  readonly categories: readonly ChargeCategory[] | null;
};

/** All of it holds for exactly the line items of the scope. */
export function scopeConditions({ kind, categories }: ChargeScope, dimension: DimensionSql): readonly Sql[] {
  const known = categoriesOf(kind);
  const wanted = known.filter((id) => categories === null || categories.includes(id));
  return [
    conditionSql([KIND_RULES[kind]], dimension),
    ...(known.length === 0 ? [] : [isOneOf(wanted, dimension)]),
  ];
}

/** Categories a kind is told apart into; none of most kinds. */
export function categoriesOf(kind: ChargeKind): readonly ChargeCategory[] {
  return CATEGORY_RULES.filter((rule) => rule.kind === kind).map(({ id }) => id);
}

function isOneOf(categories: readonly ChargeCategory[], dimension: DimensionSql): Sql {
  if (categories.length === 0) return raw("false");
  return sql`${firstMatchSql(CATEGORY_RULES, dimension)} IN (${join(categories)})`;
}
