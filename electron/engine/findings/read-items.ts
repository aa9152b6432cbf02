import type { DuckDBConnection } from "@duckdb/node-api";
import { groupBy } from "#core/collection/group-by.ts";
import { whole } from "#core/finding/exact.ts";
import type { FindingRule, Given, Measures } from "#core/finding/finding.ts";
import {
  ALL_ITEMS,
  type Beside,
  besides,
  commitmentFilters,
  exactFilters,
  type KeptBy,
  partTables,
  TRAIT_COLUMNS,
  type TraitId,
  type Traits,
} from "#core/finding/exact-filters.ts";
import type { RuleFound } from "#core/finding/findings-answer.ts";
import type { FindingFact } from "#core/finding/overlap.ts";
import type { FindingTables } from "#core/finding/tables.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { raw, sql } from "#core/sql/sql.ts";
import type { Plain } from "../duckdb/decode.ts";
import { run, runAll, type Row } from "../duckdb/run.ts";

/** Costs that items are made of, each once, whichever rules found them. */
export class FactBook {
  readonly connection: DuckDBConnection;
  readonly #facts = new Map<number, FindingFact>();
  #made = 0;

  constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  /** Reads the facts that rows of `finding_item` name. */
  async read(): Promise<void> {
    const rows = await run(
      this.connection,
      raw("SELECT * FROM finding_history WHERE id IN (SELECT unnest(facts) FROM finding_item)"),
    );
    for (const row of rows) {
      const id = Number(row["id"]);
      if (this.#facts.has(id)) continue;
      this.#facts.set(id, {
        id,
        traits: traitsOf(row),
        cost: amountOf(row["cost"]),
        lineItems: Number(row["line_items"]),
      });
    }
  }

  of(ids: Plain | undefined): readonly FindingFact[] {
    if (!Array.isArray(ids)) return [];
    return ids.flatMap((id: Plain) => this.#facts.get(Number(id)) ?? []);
  }

  /** The cost of a commitment, which no usage has. */
  make(row: Row): FindingFact {
    this.#made += 1;
    return {
      id: -this.#made,
      traits: traitsOf(row),
      cost: amountOf(row["cost"]),
      lineItems: Number(row["line_items"]),
    };
  }
}

/** What one rule finds. */
export async function readItems(
  book: FactBook,
  tables: FindingTables,
  rule: FindingRule,
  given: Given,
): Promise<RuleFound> {
  const { connection } = book;
  await runAll(connection, [
    sql`CREATE OR REPLACE TEMP TABLE finding_item AS SELECT row_number() OVER () AS item, * FROM (${rule.items(tables, given)})`,
  ]);
  await book.read();
  const all = (await run(connection, raw("SELECT * FROM finding_item ORDER BY item"))).map((row) =>
    draftOf(book, rule, given, row),
  );
  const drafts = all.filter(isFinding);
  const dropped = all.filter((draft) => !isFinding(draft)).map(({ item }) => item);
  await runAll(connection, [
    sql`DELETE FROM finding_item WHERE facts IS NULL OR item IN (SELECT unnest(${JSON.stringify(dropped)}::BIGINT[]))`,
    ...partTables(),
  ]);
  const near = groupBy(await run(connection, besides(tables)), (row) => Number(row["item"]));
  const besidesOf = (item: number): readonly Beside[] =>
    (near.get(item) ?? []).map((row) => ({ traits: traitsOf(row), lineItems: Number(row["line_items"]) }));
  const keptBy = (item: number, facts: readonly FindingFact[]): KeptBy =>
    exactFilters(
      facts.map(({ traits }) => traits),
      besidesOf(item),
    );
  return {
    rule,
    items: drafts.map(({ item, isCommitment, ...draft }) => ({
      ...draft,
      ...(isCommitment
        ? commitmentFilters(rule, [draft.key], tables.focusMonths.has(draft.month))
        : keptBy(item, draft.facts)),
    })),
    ...(drafts.some(({ isCommitment }) => isCommitment)
      ? commitmentFilters(
          rule,
          [...new Set(drafts.map(({ key }) => key))],
          drafts.some(({ month }) => tables.focusMonths.has(month)),
        )
      : keptBy(
          ALL_ITEMS,
          drafts.flatMap(({ facts }) => facts),
        )),
  };
}

/** What saves nothing, or costs nothing, is none. */
function isFinding({ saving, cost }: { readonly saving: bigint | null; readonly cost: bigint }): boolean {
  return saving === null ? cost !== 0n : saving > 0n;
}

function draftOf(book: FactBook, rule: FindingRule, given: Given, row: Row) {
  const isCommitment = !Array.isArray(row["facts"]);
  const measure: Measures = (name) => amountOf(row[name]);
  const hasStake = typeof row["stake"] === "string";
  return {
    item: Number(row["item"]),
    isCommitment,
    month: String(row["month"]),
    key: String(row["key"]),
    facts: isCommitment ? [book.make(row)] : book.of(row["facts"]),
    cost: amountOf(row[hasStake ? "stake" : "cost"]),
    saving: rule.saving(measure, given),
  };
}

function traitsOf(row: Row): Traits {
  const of = (id: TraitId): string | null => textOf(row[TRAIT_COLUMNS[id]]);
  return {
    service: of("service"),
    usageType: of("usageType"),
    linkedAccount: of("linkedAccount"),
    resourceId: of("resourceId"),
    purchaseOption: of("purchaseOption"),
    lineItemType: of("lineItemType"),
    operation: of("operation"),
    region: of("region"),
    instanceType: of("instanceType"),
    productFamily: of("productFamily"),
    pricingUnit: of("pricingUnit"),
    billingEntity: of("billingEntity"),
  };
}

function amountOf(value: Plain | undefined): bigint {
  if (typeof value === "number") return whole(value);
  return typeof value === "string" && value !== ""
    ? Number.isNaN(Number(value))
      ? 0n
      : scaledOf(value)
    : 0n;
}

function textOf(value: Plain | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
