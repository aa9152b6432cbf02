import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isVersionOf } from "#core/restatement/former-delivery.ts";
import { lostFolders } from "../../disk/set-aside.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { readEntry } from "../catalogue/record.ts";

/** A month that was taken out as lost, as its own record tells. */
export type LostDelivery = { readonly incidentId: string; readonly entry: CatalogueEntry };

/** Lost months by the id of their delivery; not those that are held again. */
export async function findLost(
  directory: string,
  held: readonly CatalogueEntry[],
): Promise<ReadonlyMap<string, LostDelivery>> {
  const lost = new Map<string, LostDelivery>();
  for (const [incidentId, folder] of await lostFolders(directory))
    for (const name of await readdir(folder).catch(() => [])) {
      const entry = await readEntry(join(folder, name));
      if (entry === null || held.some(({ delivery }) => isVersionOf(delivery, entry.delivery))) continue;
      lost.set(entry.delivery.id, { incidentId, entry });
    }
  return lost;
}
