import type { CatalogueColumn, PartitionValues } from "./athena-table.ts";

/** Where the files of a table lie whose partitions Athena works out from its properties instead of keeping a list of them. */
export type ProjectedLayout = {
  /** `s3://bucket/folder/` above all partitions. */
  readonly location: string;
  /** Names of the folders below it, level by level, a key as `${key}` in place of its value. */
  readonly levels: readonly string[];
};

const KEY = /\$\{([^}]+)\}/g;

/**
 * The layout out of a table's properties (`projection.enabled`, `storage.location.template`; Athena User Guide, partition
 * projection); null where the partitions are listed, or where nothing tells in which folders they lie.
 */
export function projectedLayout(
  properties: Readonly<Record<string, string>>,
  location: string | null,
  keys: readonly CatalogueColumn[],
): ProjectedLayout | null {
  if (properties["projection.enabled"]?.toLowerCase() !== "true") return null;
  const template = properties["storage.location.template"];
  if (template === undefined)
    return location === null ? null : { location: asFolder(location), levels: hiveLevels(keys) };
  const named = new Set([...template.matchAll(KEY)].map(([, key]) => key?.toLowerCase()));
  if (!keys.every(({ name }) => named.has(name.toLowerCase()))) return null;
  const root = template.slice(0, template.lastIndexOf("/", template.indexOf("${")) + 1);
  const levels = asFolder(template).slice(root.length, -1).split("/");
  return { location: root, levels };
}

/** `year=${year}`, then `month=${month}`: as Hive and AWS name folders where nothing else is said. */
export function hiveLevels(keys: readonly CatalogueColumn[]): readonly string[] {
  return keys.map(({ name }) => `${name}=\${${name}}`);
}

/** Values of the keys that the name of a folder holds, by key in lower case; null where it is not of this level. */
export function valuesInFolder(level: string, folder: string): ReadonlyMap<string, string> | null {
  const keys = [...level.matchAll(KEY)].map(([, key = ""]) => key.toLowerCase());
  const pattern = level
    .split(KEY)
    .map((part, index) =>
      index % 2 === 0 ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) : "(.+)",
    )
    .join("");
  const found = new RegExp(`^${pattern}$`, "i").exec(folder);
  return found && new Map(keys.map((key, index) => [key, found[index + 1] ?? ""]));
}

/** Names of the folders of a partition, level by level. */
export function foldersOf(
  levels: readonly string[],
  keys: readonly CatalogueColumn[],
  values: PartitionValues,
): readonly string[] {
  const valueOf = (key: string): string =>
    values[keys.findIndex(({ name }) => name.toLowerCase() === key.toLowerCase())] ?? "";
  return levels.map((level) => level.replaceAll(KEY, (_, key: string) => valueOf(key)));
}

function asFolder(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}
