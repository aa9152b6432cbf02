import type { AthenaTable } from "../../cost/athena/athena-table.ts";
import type { TableSource } from "../../cost/athena/table-source.ts";
import type { DimensionRef } from "../../cost/dimension/dimension-ref.ts";
import { familySource } from "../../cost/source/availability.ts";
import { distinctOpenKeys, openKeyOfColumn } from "../../cost/source/open-key.ts";
import { familyOf } from "../../delivery/delivery.ts";
import { isEnvironmentTag } from "../tables.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../../sql/sql.ts";

/** Keys of maps that are no tag of the user, by column; those of AWS itself say nothing about who uses a resource. */
const NO_TAGS: Readonly<Record<string, string>> = {
  tags: "^(resourceTags/)?aws:|^costCategory/",
  resource_tags: "^aws[:_]",
};

/** Keys within maps are not known of a table: these are the spellings in use. */
const ENVIRONMENT_KEYS = ["env", "environment", "stage"].flatMap((key) => [
  key.toUpperCase(),
  `${key[0]?.toUpperCase()}${key.slice(1)}`,
  key,
]);

/** Whether a line item's resource has a tag of the user, in Athena's dialect. */
export function isTagged(table: AthenaTable, source: TableSource): Sql {
  const ofColumns = tagColumns(table).map((ref) => sql`${source.dimension(ref)} IS NOT NULL`);
  const ofMaps = tagMaps(table).map((id) => {
    source.columns.get(id);
    const map = identifier(id);
    const pattern = literal(NO_TAGS[id] ?? "");
    return sql`cardinality(filter(map_keys(${map}), k -> NOT regexp_like(k, ${pattern}) AND element_at(${map}, k) <> '')) > 0`;
  });
  const all = [...ofColumns, ...ofMaps];
  return all.length === 0 ? raw("false") : sql`coalesce(${join(all, " OR ")}, false)`;
}

/** The environment that a tag tells; NULL where none does. */
export function environmentOf(table: AthenaTable, source: TableSource): Sql {
  const keys = tagMaps(table).length === 0 ? [] : ENVIRONMENT_KEYS.map((key) => `tag:${key}` as const);
  const refs = [...new Set([...tagColumns(table).filter(isEnvironmentTag), ...keys])].toSorted();
  const [only, ...others] = refs.map(source.dimension);
  if (only === undefined) return raw("CAST(NULL AS VARCHAR)");
  return others.length === 0 ? only : sql`coalesce(${join([only, ...others])})`;
}

function tagColumns({ columns }: AthenaTable): readonly DimensionRef[] {
  return distinctOpenKeys(columns.map(openKeyOfColumn).filter((key) => key !== null))
    .filter(({ key }) => key.kind === "tag" && !key.key.startsWith("aws:"))
    .map(({ ref }) => ref);
}

function tagMaps({ format, columns }: AthenaTable): readonly string[] {
  const { maps } = familySource(familyOf(format));
  return columns
    .filter(({ id, type }) => type === "map" && maps.includes(id) && id in NO_TAGS)
    .map(({ id }) => id);
}
