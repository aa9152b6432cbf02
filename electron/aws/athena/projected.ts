import type { CatalogueTable, PartitionValues } from "#core/cost/athena/athena-table.ts";
import { valuesInFolder } from "#core/cost/athena/projected-partitions.ts";
import type { AwsSession } from "../identity/session.ts";
import { bucketOf, nameIn } from "./delivered.ts";

type Found = { readonly place: string; readonly values: ReadonlyMap<string, string> };

/** Partitions that Athena works out are those whose folders are there. Listing folders is no query. */
export async function projectedPartitions(
  session: AwsSession,
  { location, partitionKeys }: CatalogueTable,
  levels: readonly string[],
): Promise<readonly PartitionValues[]> {
  const at = bucketOf(session, location);
  if (at === null) return [];
  let found: readonly Found[] = [{ place: at.root, values: new Map() }];
  for (const level of levels) {
    const below = found.map(async ({ place, values }) => {
      const { folders } = await at.bucket.list(place, { folders: true });
      return folders.flatMap((folder): readonly Found[] => {
        const own = valuesInFolder(level, nameIn(place, folder));
        return own === null ? [] : [{ place: folder, values: new Map([...values, ...own]) }];
      });
    });
    found = (await Promise.all(below)).flat();
  }
  return found.map(({ values }) => partitionKeys.map(({ name }) => values.get(name.toLowerCase()) ?? ""));
}
