import type { DuckDBConnection } from "@duckdb/node-api";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { join, sql } from "#core/sql/sql.ts";
import { runRows } from "../duckdb/run.ts";

/** Friendly names per dimension: product names of service codes, names of accounts. */
export type Labels = ReadonlyMap<string, ReadonlyMap<string, string>>;

export async function readLabels(
  connection: DuckDBConnection,
  dimensions: readonly DimensionRef[],
): Promise<Labels> {
  const labels = new Map<string, Map<string, string>>(dimensions.map((ref) => [ref, new Map()]));
  if (dimensions.length === 0) return labels;
  const rows = await runRows(
    connection,
    sql`SELECT dimension, value, label FROM label WHERE dimension IN (${join(dimensions)})`,
  );
  for (const [dimension, value, label] of rows)
    labels.get(String(dimension))?.set(String(value), String(label));
  return labels;
}

/** Fills in the labels of an answer's groups. */
export function labelled(
  answer: CostAnswer,
  dimensions: readonly DimensionRef[],
  labels: Labels,
): CostAnswer {
  const groups = answer.groups.map((group) => ({
    ...group,
    labels: group.key.map((value, index) => labelOf(labels, dimensions[index], value)),
  }));
  return { ...answer, groups };
}

export function labelOf(
  labels: Labels,
  dimension: DimensionRef | undefined,
  value: string | null,
): string | null {
  if (dimension === undefined || value === null) return null;
  return labels.get(dimension)?.get(value) ?? null;
}
