import { join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { keepTagSums, tagSumsIdentity } from "#core/allocation/tag-sums.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { distinctOpenKeys, type OpenKey } from "#core/cost/source/open-key.ts";
import { storedPath } from "#core/cost/source/line-item-source.ts";
import { normalizeName } from "#core/cur/schema/normalize.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { openKeysOf } from "../cost/describe.ts";
import { keepOnce } from "../duckdb/keep-once.ts";
import { identifiedFile } from "./identified-file.ts";

/** Tag keys as the deliveries name them together, and which of them each one has. */
export type TagKeys = {
  readonly refs: readonly DimensionRef[];
  readonly of: (delivery: Delivery) => readonly DimensionRef[];
};

/** A key that one delivery spells as AWS normalises it is the one that another spells exactly. */
export async function tagKeysOf(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<TagKeys> {
  const keys = await openKeysOf(connection, deliveries);
  const isTag = ({ kind }: OpenKey): boolean => kind === "tag";
  const together = distinctOpenKeys([...keys.values()].flat().filter(isTag));
  const named = together.map(({ ref, key: { key } }) => ({ ref, name: normalizeName(key) }));
  const refsOf = new Map(
    [...keys].map(([id, all]) => {
      const own = new Set(all.filter(isTag).map(({ key }) => normalizeName(key)));
      return [id, named.flatMap(({ ref, name }) => (own.has(name) ? [ref] : []))] as const;
    }),
  );
  return { refs: together.map(({ ref }) => ref), of: ({ id }) => refsOf.get(id) ?? [] };
}

/** Path of the sums of a delivery by these tag keys, relative to the workspace folder, whether it is there or not. */
export function tagSumsFile(delivery: Delivery, refs: readonly DimensionRef[]): string {
  return identifiedFile(delivery, "tags", tagSumsIdentity(refs));
}

/** Sees to it that the sums by tag keys are kept beside a delivery's line items, and gives their path for DuckDB. */
export async function ensureTagSums(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
  refs: readonly DimensionRef[],
): Promise<string> {
  const stored = tagSumsFile(delivery, refs);
  await keepOnce(connection, joinPath(directory, stored), (draft) =>
    keepTagSums(delivery, directory, refs, draft),
  );
  return storedPath(directory, stored);
}
