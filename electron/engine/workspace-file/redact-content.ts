import { mkdir, rm } from "node:fs/promises";
import { dirname, join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import { rollupColumn } from "#core/cost/rollup/rollup.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { duckdbPath } from "#core/ingest/stage-sql.ts";
import type { Progress } from "#core/job/job.ts";
import { fail } from "#core/result/failure.ts";
import { identifier, join, literal, raw, sql, type Sql } from "#core/sql/sql.ts";
import { columnPolicy } from "#core/workspace/redaction/column-policy.ts";
import {
  type Digest,
  PSEUDONYM_KINDS,
  type PseudonymKind,
  type Translation,
} from "#core/workspace/redaction/pseudonym.ts";
import { LEFT_OUT_WHEN_REDACTED, redactDocument } from "#core/workspace/redaction/redact-document.ts";
import { redactColumns, type RedactedColumns, redactEntry } from "#core/workspace/redaction/redact-entry.ts";
import {
  type CopiedColumn,
  DICTIONARY,
  formOf,
  newTexts,
  redactedCopy,
} from "#core/workspace/redaction/redact-sql.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";
import { createRedactor, type KnownIds, type Redactor } from "#core/workspace/redaction/redactor.ts";
import { textsIn } from "#core/workspace/redaction/texts-in.ts";
import { type Database, openDatabase } from "../duckdb/database.ts";
import { run, runRows } from "../duckdb/run.ts";
import type { Content, KeptAccountName } from "./export-file.ts";

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

const KINDS: ReadonlySet<string> = new Set(PSEUDONYM_KINDS);
/** Kinds of which no original may stand anywhere as a cell. */
const NEVER_LEFT = ["account", "name", "resource", "invoice"] as const;
const INSERTED_AT_ONCE = 2_000;
const JOINS_AT_ONCE = 12;
/** What the daily sums keep of AWS's own words. */
const KEPT_DIMENSIONS = [
  "service",
  "region",
  "availabilityZone",
  "usageType",
  "operation",
  "lineItemType",
  "purchaseOption",
  "productFamily",
  "instanceType",
  "billingEntity",
  "legalEntity",
  "taxType",
  "pricingUnit",
] as const;

/** Makes a copy of everything that goes into a workspace file, with pseudonyms for what is hidden and the same sums. */
export async function redactContent(content: Content, request: RedactRequest): Promise<RedactedContent> {
  const { folder, digest, signal } = request;
  await mkdir(folder, { recursive: true });
  const scratch = await openDatabase(joinPath(folder, "redaction.duckdb"));
  try {
    return await scratch.write(async (connection) => {
      await run(connection, DICTIONARY);
      const known = await knownIds(connection, content);
      const redactor = createRedactor(digest, new Set(request.hidden), known);
      const dictionary = new Dictionary(connection, redactor);
      await dictionary.add("account", [...known.accounts]);
      await dictionary.add("name", [...known.names]);
      const entries: Content["entries"][number][] = [];
      for (const [index, entry] of content.entries.entries()) {
        tell(request, index / content.entries.length, entry.delivery.billingPeriod);
        entries.push(await redactDelivery(connection, entry, { content, request, redactor, dictionary }));
      }
      await dictionary.refuseAmbiguous();
      const documents = await redactDocuments(content, request, redactor, dictionary);
      const redacted: Content = {
        name: content.name,
        entries,
        documents,
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

async function redactFile(
  connection: DuckDBConnection,
  { source, target }: { readonly source: string; readonly target: string },
  { columns }: RedactedColumns,
  dictionary: Dictionary,
): Promise<void> {
  const relation = sql`read_parquet(${literal(duckdbPath(source))}, hive_partitioning = false)`;
  const present = new Set(
    (await run(connection, sql`DESCRIBE SELECT * FROM ${relation}`)).map((row) => String(row["column_name"])),
  );
  const copied = columns
    .filter(({ id }) => present.has(id))
    .map((column) => ({ ...column, form: formOf(column.policy, column.isMap) }));
  const rewritten: (typeof copied)[number][] = [];
  for (const column of copied)
    if (column.form !== null && (await fillDictionary(connection, column, column.form, relation, dictionary)))
      rewritten.push(column);
  const rows: typeof copied = present.has("source_row")
    ? [
        ...copied,
        { id: "source_row", newId: "source_row", policy: { kind: "keep" }, isMap: false, form: null },
      ]
    : copied;
  await copyInPasses(connection, { source, target }, rows, rewritten);
}

/** False where the column comes out as it is. */
async function fillDictionary(
  connection: DuckDBConnection,
  column: CopiedColumn,
  form: string,
  relation: Sql,
  dictionary: Dictionary,
): Promise<boolean> {
  const texts = (await runRows(connection, newTexts(column, relation, form))).map(([text]) => String(text));
  if (!form.startsWith("scrub")) {
    await dictionary.add(form, texts);
    return true;
  }
  const changed = dictionary.changedBy(form, texts);
  await dictionary.add(form, changed);
  return changed.length > 0;
}

/** Each join needs memory of its own, so that a bill with many tags is rewritten in several passes. */
async function copyInPasses(
  connection: DuckDBConnection,
  { source, target }: { readonly source: string; readonly target: string },
  columns: readonly CopiedColumn[],
  rewritten: readonly CopiedColumn[],
): Promise<void> {
  const passes = Math.max(1, Math.ceil(rewritten.length / JOINS_AT_ONCE));
  let from = source;
  for (let pass = 0; pass < passes; pass += 1) {
    const now = new Set(rewritten.slice(pass * JOINS_AT_ONCE, (pass + 1) * JOINS_AT_ONCE));
    const isLast = pass === passes - 1;
    const to = isLast ? target : `${target}.pass-${pass + 1}`;
    const own = columns.map((column) => ({
      ...column,
      newId: isLast ? column.newId : column.id,
      form: now.has(column) ? column.form : null,
    }));
    await run(
      connection,
      redactedCopy(sql`read_parquet(${literal(duckdbPath(from))}, hive_partitioning = false)`, own, to),
    );
    if (from !== source) await rm(from);
    from = to;
  }
}

/** Pseudonyms by what they stand for, in a database of their own that goes with the folder. */
class Dictionary {
  readonly #connection: DuckDBConnection;
  readonly #redactor: Redactor;
  readonly #words = new Set<string>();

  constructor(connection: DuckDBConnection, redactor: Redactor) {
    this.#connection = connection;
    this.#redactor = redactor;
  }

  /** Adds texts that are not in it yet under this form. */
  async add(form: string, texts: readonly string[]): Promise<void> {
    const rows: (readonly [string, string, string])[] = [];
    for (const text of texts) {
      const redacted = this.#redact(form, text, rows);
      rows.push([form, text, redacted]);
      if (rows.length >= INSERTED_AT_ONCE) await this.#insert(rows.splice(0));
    }
    await this.#insert(rows);
  }

  /** Adds the keys that column names hold. */
  async addKeys(names: readonly string[]): Promise<void> {
    const rows: (readonly [string, string, string])[] = [];
    for (const name of names)
      for (const prefix of [
        "resourceTags/user:",
        "resourceTags/",
        "costCategory/",
        "resource_tags_user_",
        "resource_tags_",
        "cost_category_",
      ])
        if (name.startsWith(prefix)) {
          this.#key(name.slice(prefix.length), rows);
          break;
        }
    await this.#insert(rows);
  }

  /** The texts that would not stay as they are. */
  changedBy(form: string, texts: readonly string[]): readonly string[] {
    return texts.filter((text) => this.#redact(form, text, []) !== text);
  }

  /** What the texts are in the data, for those that are anything. */
  async kindsOf(texts: readonly string[]): Promise<ReadonlyMap<string, PseudonymKind>> {
    await run(this.#connection, raw("CREATE OR REPLACE TABLE asked (text VARCHAR)"));
    for (let at = 0; at < texts.length; at += INSERTED_AT_ONCE) {
      const rows = texts.slice(at, at + INSERTED_AT_ONCE).map((text) => sql`(${text})`);
      await run(this.#connection, sql`INSERT INTO asked VALUES ${join(rows)}`);
    }
    const found = await runRows(
      this.#connection,
      sql`SELECT DISTINCT original, form FROM dictionary JOIN asked ON text = original ORDER BY ALL`,
    );
    return new Map(
      found.flatMap(([text, form]) => {
        const kind = PSEUDONYM_KINDS.find((known) => known === form);
        return kind === undefined ? [] : [[String(text), kind] as const];
      }),
    );
  }

  /** Two accounts under one pseudonym would become one account with the costs of both. */
  async refuseAmbiguous(): Promise<void> {
    const [found] = await run(
      this.#connection,
      sql`SELECT form FROM dictionary WHERE form IN (${join([...KINDS])}) AND form <> 'description'
        GROUP BY form, redacted HAVING count(DISTINCT original) > 1 LIMIT 1`,
    );
    if (found !== undefined) fail("redaction.ambiguous", { kind: String(found["form"]) }, "user");
  }

  #redact(form: string, text: string, rows: (readonly [string, string, string])[]): string {
    const kind = PSEUDONYM_KINDS.find((known) => known === form);
    if (kind !== undefined) return this.#redactor.replace(kind, text);
    if (form === "scrub") return this.#redactor.scrub(text);
    const map = mapIn(text);
    if (form === "scrubMap")
      return JSON.stringify(
        Object.fromEntries(Object.entries(map).map(([key, value]) => [key, this.#redactor.scrub(value)])),
      );
    for (const [key, value] of Object.entries(map)) {
      this.#key(key.replace(/^(?:resourceTags\/|costCategory\/)?(?:user[:_])?/, ""), rows);
      this.#word("tagValue", value, rows);
    }
    return JSON.stringify(this.#redactor.tags(map));
  }

  #key(key: string, rows: (readonly [string, string, string])[]): void {
    if (!/^(?:resourceTags\/)?aws[:_]/.test(key)) this.#word("tagKey", key, rows);
  }

  #word(kind: "tagKey" | "tagValue", text: string, rows: (readonly [string, string, string])[]): void {
    const mark = `${kind}\n${text}`;
    if (text === "" || this.#words.has(mark)) return;
    this.#words.add(mark);
    rows.push([
      kind,
      text,
      kind === "tagKey" ? this.#redactor.tagKey(text) : this.#redactor.replace(kind, text),
    ]);
  }

  async #insert(rows: readonly (readonly [string, string, string])[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map(([form, original, redacted]) => sql`(${form}, ${original}, ${redacted})`);
    await run(
      this.#connection,
      sql`INSERT INTO dictionary SELECT DISTINCT * FROM (VALUES ${join(values)}) AS given (form, original, redacted)
        WHERE (form, original) NOT IN (SELECT (form, original) FROM dictionary)`,
    );
  }
}

async function knownIds(connection: DuckDBConnection, content: Content): Promise<KnownIds> {
  const accounts = new Set(
    content.accountNames.flatMap(({ id, payerAccountId }) =>
      payerAccountId === null ? [id] : [id, payerAccountId],
    ),
  );
  const names = new Set(
    content.accountNames.flatMap(({ id, name, path }) => (name === id ? path : [name, ...path])),
  );
  for (const { delivery } of content.entries) {
    if (delivery.payerAccountId !== null) accounts.add(delivery.payerAccountId);
    for (const [kind, known] of [
      ["account", accounts],
      ["name", names],
    ] as const) {
      const own = delivery.columns.filter((column) => {
        const policy = columnPolicy(column, delivery.format);
        return policy.kind === "replace" && policy.as === kind;
      });
      for (const text of await distinct(connection, delivery, own, content.pathOf)) known.add(text);
    }
  }
  return { accounts, names };
}

async function distinct(
  connection: DuckDBConnection,
  { files }: Delivery,
  columns: readonly { readonly id: string }[],
  pathOf: (stored: string) => string,
): Promise<readonly string[]> {
  if (columns.length === 0 || files.length === 0) return [];
  const paths = files.map(({ stored }) => literal(duckdbPath(pathOf(stored))));
  const relation = sql`read_parquet([${join(paths)}], union_by_name = true, hive_partitioning = false)`;
  const each = columns.map(({ id }) => sql`SELECT DISTINCT ${identifier(id)} AS text FROM ${relation}`);
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT text FROM (${join(each, " UNION ALL ")}) WHERE text <> ''`,
  );
  return rows.map(([text]) => String(text));
}

async function redactDocuments(
  { documents }: Content,
  { database }: RedactRequest,
  redactor: Redactor,
  dictionary: Dictionary,
): Promise<Content["documents"]> {
  const parsed = documents
    .filter(({ name }) => !LEFT_OUT_WHEN_REDACTED.has(name))
    .map(({ name, text }) => ({ name, value: JSON.parse(text) as unknown }));
  const kinds = await dictionary.kindsOf([...new Set(parsed.flatMap(({ value }) => textsIn(value)))]);
  const kept = new Set(await database.read(keptWords));
  const known = {
    kindOf: (text: string) => kinds.get(text) ?? null,
    isKept: (text: string) => kept.has(text),
  };
  return parsed.map(({ name, value }) => {
    const redacted = redactDocument(value, redactor, known);
    // The collection's own name is no text of the user's.
    return { name, text: `${JSON.stringify(redacted, null, 2)}\n` };
  });
}

async function keptWords(connection: DuckDBConnection): Promise<readonly string[]> {
  const each = KEPT_DIMENSIONS.map((id) => sql`SELECT DISTINCT ${rollupColumn(id)} AS word FROM daily`);
  const rows = await runRows(
    connection,
    sql`SELECT DISTINCT word FROM (${join(each, " UNION ALL ")}) WHERE word IS NOT NULL`,
  );
  return rows.map(([word]) => String(word));
}

/** No original may be left as a cell, whatever column it is in. */
async function refuseLeft(
  connection: DuckDBConnection,
  file: string,
  { stored }: RedactedColumns,
): Promise<void> {
  const relation = sql`read_parquet(${literal(duckdbPath(file))}, hive_partitioning = false)`;
  const present = new Set(
    (await run(connection, sql`DESCRIBE SELECT * FROM ${relation}`)).map((row) => String(row["column_name"])),
  );
  const texts = stored.filter(({ id, type }) => type === "text" && present.has(id));
  if (texts.length === 0) return;
  const each = texts.map(
    ({ id }) => sql`SELECT DISTINCT ${literal(id)} AS place, ${identifier(id)} AS text FROM ${relation}`,
  );
  const [left] = await run(
    connection,
    sql`SELECT place FROM (${join(each, " UNION ALL ")}) JOIN dictionary ON original = text
      WHERE form IN (${join([...NEVER_LEFT])}) AND redacted <> original LIMIT 1`,
  );
  if (left !== undefined) throw new Error(`an original is left in ${String(left["place"])}`);
}

/** Every metric by what is never hidden has to be what it was. */
async function refuseOtherSums(
  connection: DuckDBConnection,
  before: Delivery,
  directory: string,
  after: Delivery,
  folder: string,
): Promise<void> {
  if (before.files.length === 0) return;
  const [was] = [await runRows(connection, sums(before, directory))];
  const is = await runRows(connection, sums(after, folder));
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  const what = `the costs of ${before.billingPeriod} by service and region`;
  fail("ingest.invariant_failed", { name: what, expected: "the same as before", actual: "others" }, "no");
}

function sums(delivery: Delivery, directory: string): Sql {
  const source = lineItemSource(delivery, directory);
  const dimensions = (["currency", "service", "region", "lineItemType"] as const).map((id) =>
    source.dimension(id),
  );
  const metrics = METRIC_IDS.map((id) => sql`sum(${source.metric(id)})`);
  return sql`SELECT ${join(dimensions)}, ${join(metrics)}, count(*) FROM ${source.relation} GROUP BY 1, 2, 3, 4 ORDER BY ALL`;
}

async function* translationsIn(scratch: Database): AsyncGenerator<Translation, void> {
  const rows = await scratch.read((connection) =>
    runRows(
      connection,
      sql`SELECT form, redacted, original FROM dictionary
        WHERE form IN (${join([...KINDS])}) AND redacted <> original ORDER BY ALL`,
    ),
  );
  for (const [form, pseudonym, original] of rows) {
    const kind = PSEUDONYM_KINDS.find((known) => known === form);
    if (kind !== undefined) yield { kind, pseudonym: String(pseudonym), original: String(original) };
  }
}

function mapIn(json: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(json);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, typeof each === "string" ? each : JSON.stringify(each)]),
  );
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
