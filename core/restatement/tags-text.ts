import { openKeyOfColumn } from "../cost/source/open-key.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";

const MAPS: ReadonlySet<string> = new Set(["resource_tags", "tags"]);
const SEPARATOR = "; ";

/** All tags of a line item as one text, `app=checkout; team=web`: alike in two deliveries where the tags are alike. */
export function tagsText({ columns }: Delivery): Sql {
  const map = columns.find(({ id, type }) => type === "map" && MAPS.has(id));
  if (map !== undefined) return textOfMap(identifier(map.id));
  const tags = columns
    .flatMap((column) => {
      const open = openKeyOfColumn(column);
      return open?.kind === "tag" ? [{ key: open.key, id: column.id }] : [];
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (tags.length === 0) return raw("''");
  const each = tags.map(
    ({ key, id }) =>
      sql`CASE WHEN ${identifier(id)} <> '' THEN ${literal(`${key}=`)} || ${identifier(id)} END`,
  );
  return sql`concat_ws(${literal(SEPARATOR)}, ${join(each)})`;
}

function textOfMap(map: Sql): Sql {
  return sql`coalesce(array_to_string([entry.key || '=' || coalesce(entry.value, '') FOR entry IN list_sort(map_entries(${map}))], ${literal(SEPARATOR)}), '')`;
}
