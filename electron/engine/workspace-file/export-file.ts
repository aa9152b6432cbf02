import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "#core/job/job.ts";
import type { AccountTeller, KnownAccount } from "#core/organization/known-account.ts";
import { formerPlace } from "#core/restatement/former-delivery.ts";
import { fail } from "#core/result/failure.ts";
import type { WorkspaceFileContents, WrittenWorkspaceFile } from "#core/workspace/file/contents.ts";
import { storedName, writeEntryName } from "#core/workspace/file/entry-name.ts";
import { type FormerContents, formerParts } from "#core/workspace/file/former-contents.ts";
import {
  FILE_FORMAT,
  FILE_VERSION,
  FILE_VERSION_WITHOUT_FORMER,
  type FileEntry,
  type FileManifest,
} from "#core/workspace/file/manifest.ts";
import { deliveryWithoutFolders, withoutFolders } from "#core/workspace/file/source-names.ts";
import type { Translation } from "#core/workspace/redaction/pseudonym.ts";
import type { RedactionNote, RedactionWish } from "#core/workspace/redaction/redaction.ts";
import { listKnownAccounts, type NamedAccount } from "../catalogue/account-names.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { formerRowsLimit, listFormer } from "../catalogue/former.ts";
import type { Database } from "../duckdb/database.ts";
import { digestUnder, newKey, readKey, translationsOf, writeKeyFile } from "./key-file.ts";
import { redactContent } from "./redaction/redact-content.ts";
import { type Part, writeArchive } from "./archive-writer.ts";

export type ExportRequest = {
  readonly database: Database;
  readonly directory: string;
  readonly path: string;
  readonly contents: WorkspaceFileContents;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly now: () => Date;
};

export type KeptAccountName = Required<NamedAccount> & { readonly source: AccountTeller };

/** Everything that is written into a workspace file, in the words of the workspace. */
export type Content = Pick<WorkspaceFileContents, "documents" | "accounts" | "name"> & {
  readonly entries: readonly CatalogueEntry[];
  readonly accountNames: readonly KeptAccountName[];
  readonly former: FormerContents;
  /** Where the line items named by `stored` lie, and the files of former deliveries by their names in a workspace. */
  readonly pathOf: (stored: string) => string;
};

/**
 * Writes the open workspace to one file. The roll-ups are not in it: whoever opens the file makes them from the line items,
 * and so checks these.
 */
export async function exportWorkspaceFile(request: ExportRequest): Promise<WrittenWorkspaceFile> {
  const { database, directory, contents, signal } = request;
  const content = await database.read(async (connection): Promise<Content> => {
    const entries = await listEntries(connection);
    const names = await listKnownAccounts(connection);
    const former = await listFormer(connection);
    return {
      name: contents.name,
      documents: contents.documents,
      accounts: contents.accounts,
      entries: entries.map((entry) => withoutFolders(entry, contents.sourceNames)),
      accountNames: names.map(accountNameOf),
      former: {
        limitBytes: await formerRowsLimit(connection),
        deliveries: former.map((each) => ({
          ...each,
          delivery: deliveryWithoutFolders(each.delivery, contents.sourceNames),
        })),
      },
      pathOf: (stored) => join(directory, stored),
    };
  }, signal);
  const { redaction } = contents;
  return redaction === null
    ? writeContent(request, content, null)
    : writeRedacted(request, content, redaction);
}

/** The key is on disk before the copy is, so that there is no copy nobody can read; a new one goes again when the copy fails. */
async function writeRedacted(
  request: ExportRequest,
  content: Content,
  { hidden, keyPath, goOn }: RedactionWish,
): Promise<WrittenWorkspaceFile> {
  const folder = join(request.directory, "hand-over");
  await rm(folder, { recursive: true, force: true });
  const key = goOn ? await readKey(keyPath) : newKey();
  try {
    const redacted = await redactContent(content, { ...request, folder, hidden, digest: digestUnder(key) });
    try {
      const earlier = goOn ? translationsOf(keyPath) : nothing();
      await writeKeyFile(keyPath, key, merged(earlier, redacted.translations()));
      return await writeContent(request, redacted.content, { keyId: key.id, hidden });
    } catch (error) {
      if (!goOn) await rm(keyPath, { force: true });
      throw error;
    } finally {
      await redacted.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function* nothing(): AsyncGenerator<Translation, void> {}

/** All translations, each once. */
async function* merged(...all: readonly AsyncIterable<Translation>[]): AsyncGenerator<Translation, void> {
  const seen = new Set<string>();
  for (const translations of all)
    for await (const each of translations) {
      const mark = JSON.stringify([each.kind, each.pseudonym, each.original]);
      if (seen.has(mark)) continue;
      seen.add(mark);
      yield each;
    }
}

async function writeContent(
  request: ExportRequest,
  content: Content,
  redaction: RedactionNote | null,
): Promise<WrittenWorkspaceFile> {
  const { path, contents, signal, now, onProgress } = request;
  const parts = await partsOf(content);
  const totalBytes = parts.reduce((total, part) => total + ("text" in part ? 0 : part.sizeBytes), 0);
  const at = now();
  let doneBytes = 0;
  const sizeBytes = await writeArchive({
    path,
    parts,
    manifest: (entries) => ({
      name: writeEntryName({ kind: "manifest" }),
      text: written(manifestOf(contents, content, redaction, at, entries)),
    }),
    at,
    signal,
    onBytes(bytes, name) {
      doneBytes += bytes;
      onProgress({
        phase: "exporting",
        fraction: totalBytes === 0 ? null : Math.min(1, doneBytes / totalBytes),
        doneBytes: Math.min(doneBytes, totalBytes),
        totalBytes,
        rows: 0,
        remainingMs: null,
        subject: name,
      });
    },
  });
  const rows = content.entries.reduce((total, { delivery }) => total + delivery.rows, 0);
  return { path, sizeBytes, rows };
}

async function partsOf({
  entries,
  accountNames,
  accounts,
  documents,
  former,
  pathOf,
}: Content): Promise<readonly Part[]> {
  const lineItems: Part[] = [];
  for (const { delivery } of entries)
    for (const [index, { stored }] of delivery.files.entries()) {
      const path = pathOf(stored);
      const found = await stat(path).catch(() =>
        fail("workspace.damaged", { path, cause: "line items are missing" }),
      );
      lineItems.push({ name: storedName(delivery.id, index + 1), path, sizeBytes: found.size });
    }
  const kept: Part[] = [];
  for (const each of former.deliveries)
    for (const part of formerParts(each)) {
      const name = writeEntryName(part);
      const path = pathOf(
        part.kind === "formerLineItems" ? (formerPlace(each).files[part.number - 1]?.stored ?? name) : name,
      );
      const found = await stat(path).catch(() =>
        fail("workspace.damaged", { path, cause: "a former delivery is missing" }),
      );
      kept.push({ name, path, sizeBytes: found.size });
    }
  return [
    ...(former.deliveries.length === 0
      ? []
      : [{ name: writeEntryName({ kind: "former" }), text: written(placedFormer(former)) }]),
    { name: writeEntryName({ kind: "catalogue" }), text: written(placed(entries)) },
    { name: writeEntryName({ kind: "accountNames" }), text: written(accountNames) },
    { name: writeEntryName({ kind: "accounts" }), text: written(accounts) },
    ...documents.map(({ name, text }) => ({ name: writeEntryName({ kind: "collection", name }), text })),
    ...lineItems,
    ...kept,
  ];
}

/** The catalogue with the places its line items have in the file. */
function placed(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  return entries.map((entry) => {
    const files = entry.delivery.files.map((file, index) => ({
      ...file,
      stored: storedName(entry.delivery.id, index + 1),
    }));
    return { ...entry, delivery: { ...entry.delivery, files }, quality: { ...entry.quality, files } };
  });
}

function placedFormer({ limitBytes, deliveries }: FormerContents): FormerContents {
  return {
    limitBytes,
    deliveries: deliveries.map((former) => {
      const files = former.delivery.files.map((file, index) => ({
        ...file,
        stored: storedName(former.delivery.id, index + 1),
      }));
      return { ...former, delivery: { ...former.delivery, files } };
    }),
  };
}

function manifestOf(
  { app, sourceNames }: WorkspaceFileContents,
  { name, entries, former }: Content,
  redaction: RedactionNote | null,
  at: Date,
  parts: readonly FileEntry[],
): FileManifest {
  return {
    format: FILE_FORMAT,
    version: former.deliveries.length === 0 ? FILE_VERSION_WITHOUT_FORMER : FILE_VERSION,
    app,
    createdAt: at.toISOString(),
    name,
    sourceNames: sourceNames && redaction === null,
    redaction,
    deliveries: entries.map(({ delivery }) => ({
      id: delivery.id,
      billingPeriod: delivery.billingPeriod,
      format: delivery.format,
      reportName: delivery.reportName,
      counted: delivery.counted,
      rows: delivery.rows,
      totals: delivery.totals,
    })),
    entries: parts,
  };
}

function accountNameOf({ accountId, isMember, toldBy, ...known }: KnownAccount): KeptAccountName {
  return { ...known, id: accountId, hasLeft: !isMember, source: toldBy };
}

function written(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
