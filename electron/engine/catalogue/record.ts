import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Delivery } from "#core/delivery/delivery.ts";
import { flushFolder, writeDurably } from "../../disk/durable.ts";
import type { CatalogueEntry } from "./entry.ts";

/** A stored file as it was when it was published, to tell later damage. */
type StoredFile = { readonly path: string; readonly sizeBytes: number; readonly sha256: string };

/**
 * What the catalogue knows of a delivery, beside its line items: written once the delivery is published and taken away
 * before it is removed. A folder with a record holds what was acknowledged, whatever became of the database.
 */
export type DeliveryRecord = {
  readonly version: 1;
  readonly entry: CatalogueEntry;
  readonly stored: readonly StoredFile[];
};

const FILE = "delivery.json";

/** Writes the record of a delivery whose files lie in place. */
export async function writeRecord(directory: string, entry: CatalogueEntry): Promise<void> {
  const { id, files } = entry.delivery;
  const stored: StoredFile[] = [];
  for (const file of files) stored.push(await storedFile(directory, file.stored));
  const record: DeliveryRecord = { version: 1, entry, stored };
  await writeDurably(placeOf(directory, id), JSON.stringify(record));
}

/** Null where there is none, or none that can be read. */
export async function readRecord(directory: string, id: string): Promise<DeliveryRecord | null> {
  const text = await readFile(placeOf(directory, id), "utf8").catch(() => null);
  if (text === null) return null;
  const record = parsed(text);
  return record?.entry.delivery.id === id ? record : null;
}

export async function hasRecord(directory: string, id: string): Promise<boolean> {
  return stat(placeOf(directory, id)).then(
    () => true,
    () => false,
  );
}

/** From here on nobody has promised that the delivery is there. */
export async function removeRecord(directory: string, id: string): Promise<void> {
  const path = placeOf(directory, id);
  if (!(await hasRecord(directory, id))) return;
  await rm(path, { force: true });
  await flushFolder(join(directory, "line-items", id));
}

async function storedFile(directory: string, path: string): Promise<StoredFile> {
  const file = join(directory, path);
  const hash = createHash("sha256");
  const { size } = await stat(file);
  await pipeline(createReadStream(file), hash);
  return { path, sizeBytes: size, sha256: hash.digest("hex") };
}

function placeOf(directory: string, id: Delivery["id"]): string {
  return join(directory, "line-items", id, FILE);
}

/** Reads what `writeRecord` has written; nobody else writes these files. */
function parsed(text: string): DeliveryRecord | null {
  try {
    const record = JSON.parse(text) as DeliveryRecord;
    return record.version === 1 && Array.isArray(record.stored) ? record : null;
  } catch {
    return null;
  }
}
