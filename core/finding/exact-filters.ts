import type { Filter } from "../cost/filter/filter.ts";
import { join, raw, sql, type Sql } from "../sql/sql.ts";
import type { FindingRule } from "./finding.ts";
import type { FindingTables } from "./tables.ts";

/** Every filter names the service; of the others those that name anything. */
const FIRST = ["service", "usageType", "linkedAccount", "resourceId"] as const;
/** Where costs beside those of a thing pass the first filters, these tell them apart. */
const FURTHER = [
  "purchaseOption",
  "lineItemType",
  "operation",
  "region",
  "instanceType",
  "productFamily",
  "pricingUnit",
  "billingEntity",
] as const;

export const TRAIT_IDS = [...FIRST, ...FURTHER] as const;
export type TraitId = (typeof TRAIT_IDS)[number];
/** What filters can tell costs of one month apart by. */
export type Traits = Readonly<Record<TraitId, string | null>>;

/** Columns of `finding_history` that hold them. */
export const TRAIT_COLUMNS: Readonly<Record<TraitId, string>> = {
  service: "service",
  usageType: "usage_type",
  linkedAccount: "account",
  resourceId: "resource",
  purchaseOption: "option",
  lineItemType: "line_item_type",
  operation: "operation",
  region: "region",
  instanceType: "instance_type",
  productFamily: "family",
  pricingUnit: "unit",
  billingEntity: "billing_entity",
};

/** Costs that pass the first filters of a thing and are none of it, those of the same traits as one. */
export type Beside = { readonly traits: Traits; readonly lineItems: number };

/** Filters that keep the line items of a thing, and how many others they keep as well: none, if filters can tell them apart. */
export type KeptBy = { readonly filters: readonly Filter[]; readonly besides: number };

/** More values than this make a filter that nobody can read. */
const MOST_VALUES = 300;

/** The first filters, and of the further ones as many as it takes, those that drop most first. */
export function exactFilters(own: readonly Traits[], beside: readonly Beside[]): KeptBy {
  const values = new Map(TRAIT_IDS.map((id) => [id, new Set(own.map((traits) => traits[id]))] as const));
  const valuesOf = (id: TraitId): ReadonlySet<string | null> => values.get(id) ?? new Set();
  const passes = (id: TraitId, { traits }: Beside): boolean => valuesOf(id).has(traits[id]);
  const used: TraitId[] = FIRST.filter((id) => isFirst(id, valuesOf(id)));
  const open = new Set(
    [...FURTHER, ...FIRST].filter((id) => !used.includes(id) && valuesOf(id).size <= MOST_VALUES),
  );
  let left = beside.filter((one) => used.every((id) => passes(id, one)));
  while (left.length > 0) {
    const drops = [...open].map((id) => ({
      id,
      dropped: countOf(left.filter((one) => !passes(id, one))),
    }));
    const [best] = drops.toSorted((a, b) => b.dropped - a.dropped);
    if (best === undefined || best.dropped === 0) break;
    used.push(best.id);
    open.delete(best.id);
    left = left.filter((one) => passes(best.id, one));
  }
  return {
    filters: used.map((id) => ({ dimension: id, mode: "include", values: [...valuesOf(id)] })),
    besides: countOf(left),
  };
}

/**
 * Those of commitments: CUR tells what is left unused by the type of the line item, FOCUS by a line item without a resource other
 * than the commitment itself.
 */
export function commitmentFilters(
  { lineItemTypes }: Pick<FindingRule, "lineItemTypes">,
  arns: readonly string[],
  isFocus: boolean,
): KeptBy {
  const commitment: Filter = { dimension: "commitment", mode: "include", values: arns };
  const types: Filter = { dimension: "lineItemType", mode: "include", values: lineItemTypes ?? [] };
  const unused: readonly Filter[] = [
    { dimension: "lineItemType", mode: "include", values: ["Usage"] },
    { dimension: "resourceId", mode: "include", values: [...arns, null] },
  ];
  return { filters: [commitment, ...(isFocus ? unused : [types])], besides: 0 };
}

function isFirst(id: TraitId, values: ReadonlySet<string | null>): boolean {
  return id === "service" || (values.size <= MOST_VALUES && [...values].some((value) => value !== null));
}

function countOf(besides: readonly Beside[]): number {
  return besides.reduce((count, { lineItems }) => count + lineItems, 0);
}

/** Item under which all things of a rule are one. */
export const ALL_ITEMS = 0;

/** Makes the tables that `besides` reads, of `finding_item` with its `item` and `facts`. */
export function partTables(): readonly Sql[] {
  const used = (column: string): Sql =>
    raw(`count(DISTINCT coalesce(${column}, '')) <= ${MOST_VALUES} AND count(${column}) > 0 AS by_${column}`);
  const traits = TRAIT_IDS.map((id) => raw(`history.${TRAIT_COLUMNS[id]}`));
  return [
    sql`CREATE OR REPLACE TEMP TABLE finding_part AS SELECT part.item, history.id, history.month, ${join(traits)} FROM (
        SELECT item, unnest(facts) AS id FROM finding_item UNION SELECT ${raw(String(ALL_ITEMS))}, unnest(facts) FROM finding_item) AS part
      JOIN finding_history AS history USING (id)`,
    sql`CREATE OR REPLACE TEMP TABLE finding_scope AS
      SELECT item, ${join(["usage_type", "account", "resource"].map(used))} FROM finding_part GROUP BY item`,
  ];
}

/** Rows `item`, the traits and `line_items`: costs that the first filters of each item keep beside its own. */
export function besides({ fact }: FindingTables): Sql {
  const own = (column: string): Sql =>
    raw(`(SELECT DISTINCT item, coalesce(${column}, '') AS value FROM finding_part) AS own_${column}`);
  const isOwn = (column: string, of: string): Sql =>
    raw(`own_${column}.item = ${of}.item AND own_${column}.value = coalesce(${of}.${column}, '')`);
  // Joined by what narrows most, so that things of many rows are not held against the whole month.
  const near = (columns: readonly string[], where: string): Sql => {
    const owns = columns.map((column) => sql`JOIN ${own(column)} USING (item)`);
    const matches = columns.map((column) => raw(`coalesce(fact.${column}, '') = own_${column}.value`));
    return sql`SELECT scope.*, fact.id, ${join(TRAIT_IDS.map((id) => raw(`fact.${TRAIT_COLUMNS[id]}`)))}, fact.line_items
      FROM finding_scope AS scope
      JOIN (SELECT DISTINCT item, month FROM finding_part) AS own_month USING (item) ${join(owns, " ")}
      JOIN ${fact} AS fact ON fact.month = own_month.month AND ${join(matches, " AND ")} WHERE ${raw(where)}`;
  };
  const parts = [
    near(["resource"], "by_resource"),
    near(["service", "account"], "NOT by_resource AND by_account"),
    near(["service"], "NOT by_resource AND NOT by_account"),
  ];
  const traits = TRAIT_IDS.filter((id) => id !== "resourceId").map((id) =>
    raw(`beside.${TRAIT_COLUMNS[id]}`),
  );
  // Most of what is near is their own: without it there is little left to be held against the filters.
  return sql`WITH near AS (${join(parts, " UNION ALL ")}),
    beside AS (SELECT * FROM near ANTI JOIN finding_part AS part ON part.item = near.item AND part.id = near.id)
    SELECT beside.item, ${join(traits)}, max(resource) AS resource, sum(line_items)::BIGINT AS line_items
    FROM beside JOIN ${own("service")} ON ${isOwn("service", "beside")}
      LEFT JOIN ${own("usage_type")} ON ${isOwn("usage_type", "beside")}
      LEFT JOIN ${own("account")} ON ${isOwn("account", "beside")}
    WHERE (NOT by_usage_type OR own_usage_type.item IS NOT NULL) AND (NOT by_account OR own_account.item IS NOT NULL)
    GROUP BY beside.item, ${join(traits)}, resource IS NULL`;
}
