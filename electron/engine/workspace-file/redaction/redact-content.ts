import { mkdir } from "node:fs/promises";
import { dirname, join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Progress } from "#core/job/job.ts";
import { type FormerDelivery, formerPlace, formerSumsFile } from "#core/restatement/former-delivery.ts";
import type { Digest, Translation } from "#core/workspace/redaction/pseudonym.ts";
import {
  REDACTED_SUMS,
  redactColumns,
  type RedactedColumns,
  redactEntry,
  redactFormer,
} from "#core/workspace/redaction/redact-entry.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";
import { createRedactor, type Redactor } from "#core/workspace/redaction/redactor.ts";
import { type Database, openDatabase } from "../../duckdb/database.ts";
import type { Content, KeptAccountName } from "../export-file.ts";
import { Dictionary, translationsIn } from "./dictionary.ts";
import { knownIds } from "./known-ids.ts";
import { refuseLeft, refuseOtherSums } from "./proofs.ts";
import { redactDocuments } from "./redact-documents.ts";
import { redactFile } from "./redact-file.ts";

export type RedactRequest = {
  readonly database: Database;
  readonly directory: string;
  /** An empty folder for the copy of the line items. */
  readonly folder: string;
  readonly hidden: readonly Redaction[];
  readonly digest: Digest;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

export type RedactedContent = {
  readonly content: Content;
  readonly translations: () => AsyncGenerator<Translation, void>;
  /** Closes what the translations are read from. */
  readonly close: () => Promise<void>;
};

/** Makes a copy of everything that goes into a workspace file, with pseudonyms for what is hidden and the same sums. */
export async function redactContent(content: Content, request: RedactRequest): Promise<RedactedContent> {
  const { folder, digest, signal } = request;
  await mkdir(folder, { recursive: true });
  const scratch = await openDatabase(joinPath(folder, "redaction.duckdb"));
  try {
    return await scratch.write(async (connection) => {
      const known = await knownIds(connection, content);
      const redactor = createRedactor(digest, new Set(request.hidden), known);
      const dictionary = await Dictionary.create(connection, redactor);
      await dictionary.add("account", [...known.accounts]);
      await dictionary.add("name", [...known.names]);
      const entries: Content["entries"][number][] = [];
      for (const [index, entry] of content.entries.entries()) {
        tell(request, index / content.entries.length, entry.delivery.billingPeriod);
        entries.push(await redactDelivery(connection, entry, { content, request, redactor, dictionary }));
      }
      const former: FormerDelivery[] = [];
      for (const each of content.former.deliveries) {
        tell(request, 1, each.delivery.billingPeriod);
        former.push(await redactReplaced(connection, each, { content, request, redactor, dictionary }));
      }
      await dictionary.refuseAmbiguous();
      const documents = await redactDocuments(content, request.database, redactor, dictionary);
      const redacted: Content = {
        name: content.name,
        entries,
        documents,
        former: { ...content.former, deliveries: former },
        // Accounts are connected by whoever holds the keys, and their names and buckets tell who that is.
        accounts: [],
        accountNames: content.accountNames.map((account) => redactAccount(account, redactor)),
        pathOf: (stored) => joinPath(folder, stored),
      };
      return {
        content: redacted,
        translations: () => translationsIn(scratch),
        close: () => scratch.close(),
      };
    }, signal);
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

/** An account without a name is told by its id. */
function redactAccount(account: KeptAccountName, redactor: Redactor): KeptAccountName {
  const { id, name, path, payerAccountId } = account;
  const newId = redactor.replace("account", id);
  return {
    ...account,
    id: newId,
    name: name === id ? newId : redactor.replace("name", name),
    path: path.map((unit) => redactor.replace("name", unit)),
    payerAccountId: payerAccountId === null ? null : redactor.replace("account", payerAccountId),
  };
}

type Work = {
  readonly content: Content;
  readonly request: RedactRequest;
  readonly redactor: Redactor;
  readonly dictionary: Dictionary;
};

async function redactDelivery(
  connection: DuckDBConnection,
  entry: Content["entries"][number],
  { content, request, redactor, dictionary }: Work,
): Promise<Content["entries"][number]> {
  const { delivery } = entry;
  const columns = redactColumns(delivery, redactor);
  const redacted = redactEntry(entry, columns, redactor, request.digest);
  await dictionary.add("report", [delivery.reportName]);
  await dictionary.addKeys(delivery.columns.map(({ name }) => name));
  for (const [index, { stored }] of delivery.files.entries()) {
    const source = content.pathOf(stored);
    const target = joinPath(request.folder, redacted.delivery.files[index]?.stored ?? "");
    await mkdir(dirname(target), { recursive: true });
    await redactFile(connection, { source, target }, columns, dictionary);
    await refuseLeft(connection, target, columns);
  }
  await refuseOtherSums(connection, delivery, request.directory, redacted.delivery, request.folder);
  return redacted;
}

/** A delivery that was replaced: its sums, and its line items where they are still there. */
async function redactReplaced(
  connection: DuckDBConnection,
  former: FormerDelivery,
  { content, request, redactor, dictionary }: Work,
): Promise<FormerDelivery> {
  const columns = redactColumns(former.delivery, redactor);
  const redacted = redactFormer(former, columns, redactor, request.digest);
  const rewrite = async (stored: string, as: string, of: RedactedColumns): Promise<void> => {
    const target = joinPath(request.folder, as);
    await mkdir(dirname(target), { recursive: true });
    await redactFile(connection, { source: content.pathOf(stored), target }, of, dictionary);
    await refuseLeft(connection, target, of);
  };
  await dictionary.add("report", [former.delivery.reportName]);
  await dictionary.addKeys(former.delivery.columns.map(({ name }) => name));
  if (former.hasSums) await rewrite(formerSumsFile(former.id), formerSumsFile(redacted.id), REDACTED_SUMS);
  if (!former.hasRows) return redacted;
  const [before, after] = [formerPlace(former), formerPlace(redacted)];
  for (const [index, { stored }] of before.files.entries())
    await rewrite(stored, after.files[index]?.stored ?? "", columns);
  await refuseOtherSums(connection, before, request.directory, after, request.folder);
  return redacted;
}

function tell({ onProgress }: RedactRequest, fraction: number, subject: string): void {
  onProgress({
    phase: "redacting",
    fraction: fraction * 0.8,
    doneBytes: 0,
    totalBytes: 0,
    rows: 0,
    remainingMs: null,
    subject,
  });
}
