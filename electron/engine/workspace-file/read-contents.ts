import type { z } from "zod";
import {
  fileAccountNames,
  fileCatalogue,
  fileFormer,
  fileManifest,
  fileVersion,
  keptOutlines,
} from "#core/contract/schema/workspace-file.ts";
import type { DraftFields } from "#core/account/draft.ts";
import { compare } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import type { KeptDocument } from "#core/workspace/file/contents.ts";
import { type EntryName, storedName, writeEntryName } from "#core/workspace/file/entry-name.ts";
import {
  type FormerContents,
  formerParts,
  formerProblem,
  NO_FORMER,
} from "#core/workspace/file/former-contents.ts";
import { FILE_VERSION, type FileManifest, type WorkspaceFileSummary } from "#core/workspace/file/manifest.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import type { Archive, ReadPart } from "./archive-reader.ts";
import type { KeptAccountName } from "./export-file.ts";

/** Everything in a workspace file but the line items, decoded and found to agree with each other. */
export type FileContents = {
  readonly manifest: FileManifest;
  readonly entries: readonly CatalogueEntry[];
  readonly accountNames: readonly KeptAccountName[];
  readonly accounts: readonly DraftFields[];
  readonly documents: readonly KeptDocument[];
  readonly former: FormerContents;
};

/** Reads and checks all but the line items; `path` names the file in failures. */
export async function readContents(path: string, archive: Archive): Promise<FileContents> {
  const manifest = await readManifest(path, archive);
  demandAllParts(path, manifest, archive);
  const read = async <T>(name: EntryName, schema: z.ZodType<T>): Promise<T> => {
    const part = (await archive.text(name)) ?? missing(path, name);
    demandPart(path, manifest, name, part);
    return decode(path, name, part.text, schema);
  };
  const documents: KeptDocument[] = [];
  for (const name of archive.names) {
    if (name.kind !== "collection") continue;
    const part = (await archive.text(name)) ?? missing(path, name);
    demandPart(path, manifest, name, part);
    documents.push({ name: name.name, text: part.text });
  }
  const entries: readonly CatalogueEntry[] = await read({ kind: "catalogue" }, fileCatalogue);
  demandSameDeliveries(path, manifest, entries);
  const hasFormer = archive.names.some(({ kind }) => kind === "former");
  const former: FormerContents = hasFormer ? await read({ kind: "former" }, fileFormer) : NO_FORMER;
  demandFormer(path, former, archive);
  return {
    manifest,
    entries,
    accountNames: await read({ kind: "accountNames" }, fileAccountNames),
    accounts: await read({ kind: "accounts" }, keptOutlines),
    documents,
    former,
  };
}

export function summaryOf(
  path: string,
  sizeBytes: number,
  { manifest, accounts, documents }: FileContents,
): WorkspaceFileSummary {
  const { format: _, entries: _entries, ...told } = manifest;
  return {
    ...told,
    path,
    sizeBytes,
    accounts: accounts.length,
    collections: Object.fromEntries(documents.map(({ name, text }) => [name, countIn(name, text)])),
  };
}

/** Fails unless a part is what the manifest says of it. */
export function demandPart(path: string, manifest: FileManifest, name: EntryName, part: ReadPart): void {
  const entry = writeEntryName(name);
  const told = manifest.entries.find((each) => each.name === entry);
  if (told === undefined)
    fail("workspace_file.damaged", { path, entry, cause: "the manifest does not know it" });
  if (told.sizeBytes !== part.sizeBytes || told.sha256 !== part.sha256)
    fail("workspace_file.damaged", { path, entry, cause: "it is not what the manifest says" });
}

async function readManifest(path: string, archive: Archive): Promise<FileManifest> {
  const name: EntryName = { kind: "manifest" };
  const part = await archive.text(name);
  if (part === null) return fail("workspace_file.foreign", { path }, "no");
  const told = decode(path, name, part.text, fileVersion);
  if (told.version > FILE_VERSION)
    fail("workspace_file.newer", { path, version: told.version, app: told.app }, "no");
  return decode(path, name, part.text, fileManifest);
}

function demandAllParts(path: string, manifest: FileManifest, archive: Archive): void {
  const told = new Set(manifest.entries.map(({ name }) => name));
  const present = archive.names.filter(({ kind }) => kind !== "manifest").map(writeEntryName);
  for (const entry of present)
    if (!told.has(entry))
      fail("workspace_file.damaged", { path, entry, cause: "the manifest does not know it" });
  for (const entry of told)
    if (!present.includes(entry)) fail("workspace_file.damaged", { path, entry, cause: "it is missing" });
}

/** The manifest, the catalogue and the summaries that are shown must tell the same rows and totals. */
function demandSameDeliveries(
  path: string,
  manifest: FileManifest,
  entries: readonly CatalogueEntry[],
): void {
  const refuse = (cause: string): never =>
    fail("workspace_file.damaged", { path, entry: writeEntryName({ kind: "catalogue" }), cause });
  const told = new Map(manifest.deliveries.map((delivery) => [delivery.id, delivery]));
  if (told.size !== entries.length || manifest.deliveries.length !== entries.length)
    refuse("its deliveries are not those of the manifest");
  for (const { delivery, quality, summaries } of entries) {
    const { id, rows, totals, files } = delivery;
    const expected = told.get(id);
    told.delete(id);
    if (
      expected === undefined ||
      expected.rows !== rows ||
      expected.billingPeriod !== delivery.billingPeriod ||
      expected.counted !== delivery.counted ||
      !haveSameTotals(expected.totals, totals)
    )
      refuse(`delivery ${id} is not the one of the manifest`);
    if (files.some(({ stored }, index) => stored !== storedName(id, index + 1)))
      refuse(`delivery ${id} keeps line items elsewhere`);
    if (files.reduce((sum, file) => sum + file.rows, 0) !== rows)
      refuse(`delivery ${id} counts its rows twice`);
    const shown = Object.fromEntries(summaries.map(({ currency, unblended }) => [currency, unblended]));
    if (!haveSameTotals(shown, totals) || summaries.some(({ deliveryId }) => deliveryId !== id))
      refuse(`delivery ${id} is summed up otherwise`);
    if (quality.deliveryId !== id) refuse(`delivery ${id} has the report of another`);
  }
}

/** Every part of a former delivery has to be there, and none of another. */
function demandFormer(path: string, former: FormerContents, archive: Archive): void {
  const refuse = (cause: string): never =>
    fail("workspace_file.damaged", { path, entry: writeEntryName({ kind: "former" }), cause });
  const problem = formerProblem(former);
  if (problem !== null) refuse(problem);
  const told = new Set(former.deliveries.flatMap(formerParts).map(writeEntryName));
  const present = archive.names
    .filter(({ kind }) => kind === "formerSums" || kind === "formerLineItems")
    .map(writeEntryName);
  if (told.size !== present.length || present.some((name) => !told.has(name)))
    refuse("its parts are not those of its list");
}

function haveSameTotals(one: FileManifest["deliveries"][number]["totals"], other: typeof one): boolean {
  const currencies = Object.keys(one);
  return (
    currencies.length === Object.keys(other).length &&
    currencies.every((currency) => {
      const [a, b] = [one[currency], other[currency]];
      return a !== undefined && b !== undefined && compare(a, b) === 0;
    })
  );
}

function decode<T>(path: string, name: EntryName, text: string, schema: z.ZodType<T>): T {
  const entry = writeEntryName(name);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at =
    issue === undefined || issue.path.length === 0 ? "its beginning" : issue.path.map(String).join(".");
  return fail("workspace_file.damaged", { path, entry, cause: `it cannot be understood at ${at}` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function missing(path: string, name: EntryName): never {
  return fail("workspace_file.damaged", { path, entry: writeEntryName(name), cause: "it is missing" });
}

function countIn(name: string, text: string): number {
  const document = parseJson(text);
  if (typeof document !== "object" || document === null) return 0;
  const kept = Object.entries(document).find(([key]) => key === name)?.[1];
  return Array.isArray(kept) ? kept.length : 0;
}
