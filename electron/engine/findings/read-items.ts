import type { DuckDBConnection } from "@duckdb/node-api";
import { whole } from "#core/finding/exact.ts";
import type { FindingRule, Given, Measures } from "#core/finding/finding.ts";
import type { FindingFact, FoundItem } from "#core/finding/overlap.ts";
import type { FindingTables } from "#core/finding/tables.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { raw, sql } from "#core/sql/sql.ts";
import type { Plain } from "../duckdb/decode.ts";
import { run, runAll, runRows, type Row } from "../duckdb/run.ts";

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
    const rows = await runRows(
      this.connection,
      raw(`SELECT id, account, service, region, usage_type, resource, cost FROM finding_history
        WHERE id IN (SELECT unnest(facts) FROM finding_item)`),
    );
    for (const [id, account, service, region, usageType, resource, cost] of rows) {
      if (this.#facts.has(Number(id))) continue;
      this.#facts.set(Number(id), {
        id: Number(id),
        account: textOf(account),
        service: textOf(service),
        region: textOf(region),
        usageType: textOf(usageType),
        resource: textOf(resource),
        commitment: null,
        cost: scaledOf(String(cost)),
      });
    }
  }

  of(ids: Plain | undefined): readonly FindingFact[] {
    if (!Array.isArray(ids)) return [];
    return ids.flatMap((id: Plain) => this.#facts.get(Number(id)) ?? []);
  }

  /** A cost that no usage has: a commitment, known by its ARN. */
  make(row: Row): FindingFact {
    this.#made += 1;
    return {
      id: -this.#made,
      account: textOf(row["account"]),
      service: textOf(row["service"]),
      region: textOf(row["region"]),
      usageType: null,
      resource: null,
      commitment: textOf(row["key"]),
      cost: amountOf(row["cost"]),
    };
  }
}

/** What one rule finds; things that save nothing, or cost nothing, are no finding. */
export async function readItems(
  book: FactBook,
  tables: FindingTables,
  rule: FindingRule,
  given: Given,
): Promise<readonly FoundItem[]> {
  const { connection } = book;
  await runAll(connection, [sql`CREATE OR REPLACE TEMP TABLE finding_item AS ${rule.items(tables, given)}`]);
  await book.read();
  const rows = await run(connection, raw("SELECT * FROM finding_item"));
  return rows
    .map((row): FoundItem => {
      const facts = Array.isArray(row["facts"]) ? book.of(row["facts"]) : [book.make(row)];
      const measure: Measures = (name) => amountOf(row[name]);
      return {
        month: String(row["month"]),
        key: String(row["key"]),
        facts,
        cost: amountOf(row["cost"]),
        saving: rule.saving(measure, given),
      };
    })
    .filter(({ saving, cost }) => (saving === null ? cost > 0n : saving > 0n));
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
