import { formerFolder, formerSumsFile } from "../../restatement/former-delivery.ts";
import { assertNever } from "../../result/assert-never.ts";

/** The files a workspace file may hold; nothing else is ever written or read. */
export type EntryName =
  | { readonly kind: "manifest" }
  | { readonly kind: "catalogue" }
  | { readonly kind: "accountNames" }
  | { readonly kind: "accounts" }
  | { readonly kind: "collection"; readonly name: string }
  | { readonly kind: "lineItems"; readonly deliveryId: string; readonly number: number }
  | { readonly kind: "former" }
  | { readonly kind: "formerSums"; readonly formerId: string }
  | { readonly kind: "formerLineItems"; readonly formerId: string; readonly number: number };

const FIXED = {
  "manifest.json": { kind: "manifest" },
  "catalogue.json": { kind: "catalogue" },
  "account-names.json": { kind: "accountNames" },
  "accounts.json": { kind: "accounts" },
  "former.json": { kind: "former" },
} as const satisfies Readonly<Record<string, EntryName>>;

const COLLECTION = /^collections\/([a-z][A-Za-z0-9]{0,59})\.json$/;
const LINE_ITEMS = /^line-items\/(\d{4}-\d{2}-[0-9a-f]{12})\/([1-9]\d{0,5})\.parquet$/;
const FORMER_SUMS = /^former-sums\/(\d{4}-\d{2}-[0-9a-f]{12}-[0-9a-f]{12})\.parquet$/;
const FORMER_LINE_ITEMS = /^former\/(\d{4}-\d{2}-[0-9a-f]{12}-[0-9a-f]{12})\/([1-9]\d{0,5})\.parquet$/;
/** Files of a workspace folder that are no collection. */
const RESERVED: ReadonlySet<string> = new Set(["workspace", "accounts", "catalogue", "manifest", "former"]);

/** Reads a name out of an archive; null for one that no workspace file has. */
export function readEntryName(name: string): EntryName | null {
  if (isFixed(name)) return FIXED[name];
  const collection = COLLECTION.exec(name)?.[1];
  if (collection !== undefined)
    return isCollectionName(collection) ? { kind: "collection", name: collection } : null;
  const [, deliveryId, number] = LINE_ITEMS.exec(name) ?? [];
  return deliveryId === undefined
    ? formerName(name)
    : { kind: "lineItems", deliveryId, number: Number(number) };
}

export function writeEntryName(entry: EntryName): string {
  switch (entry.kind) {
    case "manifest":
      return "manifest.json";
    case "catalogue":
      return "catalogue.json";
    case "accountNames":
      return "account-names.json";
    case "accounts":
      return "accounts.json";
    case "collection":
      return `collections/${entry.name}.json`;
    case "lineItems":
      return storedName(entry.deliveryId, entry.number);
    case "former":
      return "former.json";
    case "formerSums":
      return formerSumsFile(entry.formerId);
    case "formerLineItems":
      return `${formerFolder(entry.formerId)}/${entry.number}.parquet`;
    default:
      return assertNever(entry);
  }
}

/** Place of line items, alike in a workspace file and in a workspace folder. */
export function storedName(deliveryId: string, number: number): string {
  return `line-items/${deliveryId}/${number}.parquet`;
}

/** True for a name under which things can be kept with a workspace. */
export function isCollectionName(name: string): boolean {
  return /^[a-z][A-Za-z0-9]{0,59}$/.test(name) && !RESERVED.has(name);
}

function formerName(name: string): EntryName | null {
  const sums = FORMER_SUMS.exec(name)?.[1];
  if (sums !== undefined) return { kind: "formerSums", formerId: sums };
  const [, formerId, number] = FORMER_LINE_ITEMS.exec(name) ?? [];
  return formerId === undefined ? null : { kind: "formerLineItems", formerId, number: Number(number) };
}

function isFixed(name: string): name is keyof typeof FIXED {
  return Object.hasOwn(FIXED, name);
}
