import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { dailyResourceFile } from "#core/cost/rollup/rollup.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { flushFolder, writeDurably } from "../../disk/durable.ts";
import type { CatalogueEntry } from "./entry.ts";

/** A stored file as it was when it was published, to tell later damage. */
export type StoredFile = { readonly path: string; readonly sizeBytes: number; readonly sha256: string };

/**
 * What the catalogue knows of a delivery, beside its line items: written once the delivery is published and taken away
 * before it is removed. A folder with a record holds what was acknowledged, whatever became of the database.
 */
export type DeliveryRecord = {
  readonly version: 1;
  readonly entry: CatalogueEntry;
  readonly stored: readonly StoredFile[];
  /** The sums per resource; null where none are kept, absent in records of earlier versions of the app. */
  readonly sums?: StoredFile | null;
  /** Hash over all of the above, absent in records of earlier versions of the app. */
  readonly check?: string;
};

/** What lies in a folder of line items: a record, none, or one that is not as it was written. */
export type FoundRecord =
  | { readonly kind: "read"; readonly record: DeliveryRecord }
  | { readonly kind: "absent" }
  | { readonly kind: "damaged" };

const FILE = "delivery.json";

/** Writes the record of a delivery whose files lie in place. */
export async function writeRecord(directory: string, entry: CatalogueEntry): Promise<void> {
  const { delivery } = entry;
  const stored: StoredFile[] = [];
  for (const file of delivery.files) stored.push(await storedFile(directory, file.stored));
  const sums = delivery.counted ? await storedFile(directory, dailyResourceFile(delivery)) : null;
  await put(recordFile(directory, delivery.id), { version: 1, entry, stored, sums });
}

/** Keeps what is known of a delivery in a folder that its line items have been lost from. */
export async function writeEntry(folder: string, entry: CatalogueEntry): Promise<void> {
  await put(join(folder, FILE), { version: 1, entry, stored: [], sums: null });
}

async function put(path: string, content: Omit<DeliveryRecord, "check">): Promise<void> {
  const record: DeliveryRecord = { ...content, check: checkOf(content) };
  await writeDurably(path, JSON.stringify(record));
}

/** The entry of a record that lies in a folder other than its own; null where none can be read. */
export async function readEntry(folder: string): Promise<CatalogueEntry | null> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => "");
  return parsed(text)?.entry ?? null;
}

/** Null where there is none, or none that can be read. */
export async function readRecord(directory: string, id: string): Promise<DeliveryRecord | null> {
  const found = await findRecord(directory, id);
  return found.kind === "read" ? found.record : null;
}

export async function findRecord(directory: string, id: string): Promise<FoundRecord> {
  const text = await readFile(recordFile(directory, id), "utf8").catch(() => null);
  if (text === null) return { kind: "absent" };
  const record = parsed(text);
  return record?.entry.delivery.id === id ? { kind: "read", record } : { kind: "damaged" };
}

/** The folders of line items that are there, by delivery id, each with what tells of it. */
export async function findRecords(directory: string): Promise<ReadonlyMap<string, FoundRecord>> {
  const folder = join(directory, "line-items");
  const found = new Map<string, FoundRecord>();
  for (const id of await readdir(folder).catch(() => [])) found.set(id, await findRecord(directory, id));
  return found;
}

export async function hasRecord(directory: string, id: string): Promise<boolean> {
  return stat(recordFile(directory, id)).then(
    () => true,
    () => false,
  );
}

/** From here on nobody has promised that the delivery is there. */
export async function removeRecord(directory: string, id: string): Promise<void> {
  const path = recordFile(directory, id);
  if (!(await hasRecord(directory, id))) return;
  await rm(path, { force: true });
  await flushFolder(join(directory, "line-items", id));
}

async function storedFile(directory: string, path: string): Promise<StoredFile> {
  const file = join(directory, path);
  const { size } = await stat(file);
  return { path, sizeBytes: size, sha256: await hashOfFile(file) };
}

/** SHA-256 of a file's bytes, in hex. */
export async function hashOfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest("hex");
}

export function recordFile(directory: string, id: Delivery["id"]): string {
  return join(directory, "line-items", id, FILE);
}

/** Reads what `writeRecord` has written; nobody else writes these files, but a disk may change them. */
function parsed(text: string): DeliveryRecord | null {
  try {
    const { check, ...content } = JSON.parse(text) as DeliveryRecord;
    if (content.version !== 1 || !Array.isArray(content.stored)) return null;
    return check === undefined || check === checkOf(content) ? content : null;
  } catch {
    return null;
  }
}

function checkOf(content: Omit<DeliveryRecord, "check">): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
