import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { unavailableMetrics } from "#core/cost/source/availability.ts";
import { type Delivery, type DeliveredFile, familyOf, type StoredColumn } from "#core/delivery/delivery.ts";
import { deliveryColumns } from "#core/ingest/delivery-columns.ts";
import { checkIdentities, type TypeSums } from "#core/ingest/identities.ts";
import type { ImportWarning } from "#core/ingest/import-report.ts";
import { UNREADABLE } from "#core/ingest/stage-sql.ts";
import { type Decimal, sum } from "#core/money/decimal.ts";
import { raw } from "#core/sql/sql.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { run } from "../duckdb/run.ts";
import { assertUnchanged } from "../files/source-file.ts";
import type { Verified } from "../files/verify.ts";
import { subjectSums, typeSums } from "./checks.ts";
import type { ImportContext } from "./context.ts";
import { DEFAULT_CURRENCY, type FilePart, place, sortByPeriod } from "./periods.ts";
import { eachLimited } from "./limit.ts";
import { type Draft, publish } from "./publish.ts";
import { mergeRepairs } from "./repairs.ts";
import type { Source } from "./source.ts";
import { prepareSources } from "./sources.ts";
import { stageSource, type Staged } from "./stage.ts";
import type { Planned } from "./survey.ts";
import { verifySource } from "./verification.ts";

export type Delivered =
  | {
      readonly kind: "published";
      readonly entries: readonly CatalogueEntry[];
      readonly warnings: readonly ImportWarning[];
    }
  | { readonly kind: "unchanged"; readonly deliveryIds: readonly string[] };

const NO_METRICS: TypeSums["metrics"] = {
  unblended: null,
  blended: null,
  amortized: null,
  netUnblended: null,
  netAmortized: null,
  onDemandEquivalent: null,
  usageAmount: null,
};

/** Files worked on at the same time: two keep both cores busy and bound the memory. */
const AT_ONCE = 2;

/** Imports one planned delivery: verify, stage, check, publish. Leaves the workspace as it was when anything fails. */
export async function deliver(planned: Planned, context: ImportContext): Promise<Delivered> {
  const { database, signal, staging } = context;
  await mkdir(staging, { recursive: true });
  const sources = await database.read(
    (connection) => prepareSources(connection, planned.files, staging, signal),
    signal,
  );
  const held = (await database.read(listEntries)).filter(
    ({ delivery }) => delivery.format === planned.format,
  );
  const columns = deliveryColumns(
    sources.map(({ headers }) => headers),
    familyOf(planned.format),
  );
  const columnsOf = (index: number) => columns.perFile[index] ?? [];
  const verify = (source: Source) => verifySource(source, verifyOptions(context, source));
  // A first import verifies and stages file by file; where it may be a repetition, all files are verified first.
  const verified = held.length === 0 ? null : await eachLimited(sources, AT_ONCE, verify);
  if (verified !== null) {
    const same = unchanged(held, contentsOf(verified));
    if (same !== null) return { kind: "unchanged", deliveryIds: same };
  }
  const staged = await eachLimited(sources, AT_ONCE, async (source, index) =>
    stage(source, verified?.[index] ?? (await verify(source)), columnsOf(index), index, context),
  );
  for (const { origin } of sources) await assertUnchanged(origin);
  return settle(planned, staged, columns.all, columns.perFile, context);
}

function verifyOptions({ signal, progress }: ImportContext, { origin, display }: Source) {
  return {
    signal,
    onBytes: (bytes: number) => progress.verified(Math.min(bytes, origin.sizeBytes), display),
  };
}

async function stage(
  source: Source,
  verified: Verified,
  columns: readonly StoredColumn[],
  index: number,
  { database, progress, signal, staging }: ImportContext,
): Promise<Staged> {
  const path = join(staging, `staged-${index + 1}`);
  const done = progress.watch(path, source.origin.sizeBytes, source.display);
  let rows = 0;
  try {
    const staged = await database.read(async (connection) => {
      await run(connection, raw("SET TimeZone = 'UTC'"));
      return stageSource(connection, source, verified, { path, columns });
    }, signal);
    rows = staged.rows;
    return staged;
  } finally {
    done(rows);
  }
}

/** Sorts the staged rows into billing periods and publishes each as a delivery. */
async function settle(
  planned: Planned,
  staged: readonly Staged[],
  all: readonly StoredColumn[],
  perFile: readonly (readonly StoredColumn[])[],
  context: ImportContext,
): Promise<Delivered> {
  const { database, signal, progress } = context;
  progress.phase("checking", planned.reportName);
  const columns = new Map(
    staged.map(
      (file, index) => [file, (perFile[index] ?? []).filter(({ id }) => file.filled.has(id))] as const,
    ),
  );
  const drafts = await database.read(async (connection) => {
    const periods = await sortByPeriod(connection, staged, {
      columns,
      format: planned.format,
      hint: planned.billingPeriod,
    });
    const identified = [...periods].map(([period, parts]) => identify(planned, period, parts, all, context));
    const made: Draft[] = [];
    for (const [index, delivery] of identified.entries())
      made.push(
        await draft(
          connection,
          planned,
          delivery,
          [...periods.values()][index] ?? [],
          all,
          identified,
          context,
        ),
      );
    return made;
  }, signal);
  const published = await publish(drafts, context);
  return { kind: "published", ...published };
}

/** The delivery as it will be known; its files get their places when it is drafted. */
function identify(
  planned: Planned,
  billingPeriod: BillingPeriod,
  parts: readonly FilePart[],
  all: readonly StoredColumn[],
  { now }: ImportContext,
): Delivery {
  const contents = contentsOf(parts.map(({ staged }) => staged.verified));
  const version = planned.version ?? contents.slice(0, 16);
  const payers = [...new Set(parts.flatMap((part) => [...part.payers]))];
  const payerAccountId =
    payers.length === 1 ? (payers[0] ?? null) : payers.length === 0 ? planned.payerAccountId : null;
  const key = JSON.stringify([planned.format, planned.reportName, payerAccountId, version, contents]);
  return {
    id: `${billingPeriod}-${createHash("sha256").update(key).digest("hex").slice(0, 12)}`,
    format: planned.format,
    reportName: planned.reportName,
    billingPeriod,
    payerAccountId,
    version,
    importedAt: now().toISOString(),
    rows: parts.reduce((total, { rows }) => total + rows, 0),
    totals: addTotals(parts),
    files: [],
    columns: storedColumns(parts, all),
    counted: true,
    unavailable: {},
  };
}

async function draft(
  connection: DuckDBConnection,
  planned: Planned,
  identified: Delivery,
  parts: readonly FilePart[],
  all: readonly StoredColumn[],
  siblings: readonly Delivery[],
  { staging }: ImportContext,
): Promise<Draft> {
  await mkdir(join(staging, "line-items", identified.id), { recursive: true });
  const files: DeliveredFile[] = [];
  for (const [index, part] of parts.entries()) {
    const { source, verified } = part.staged;
    files.push({
      source: source.display,
      sizeBytes: verified.sizeBytes,
      sha256: verified.sha256,
      rows: part.rows,
      totals: part.totals,
      stored: await place(part, staging, identified.id, index + 1),
    });
  }
  const stored = { ...identified, files };
  const types = await typeSums(connection, stored, staging);
  const filled = new Set(stored.columns.map(({ id }) => id));
  const met = types.flatMap(({ type }) => (type === null ? [] : [type]));
  const delivery: Delivery = {
    ...stored,
    unavailable: unavailableMetrics(familyOf(stored.format), filled, met),
  };
  const sums = types.map((each) => onlyAvailable(each, delivery));
  const subjects = await subjectSums(connection, delivery, staging, sums);
  return {
    delivery,
    delivered: all,
    types: sums,
    identities: checkIdentities({
      delivery,
      types: sums,
      ...subjects,
      countedRows: countedRows(parts, siblings),
    }),
    repairs: mergeRepairs(parts.flatMap(({ repairs }) => repairs)),
    warnings: planned.warnings,
    rowsByCurrency: rowsByCurrency(parts),
    origin: {
      contents: contentsOf(parts.map(({ staged }) => staged.verified)),
      siblings: siblings.map(({ id }) => id),
    },
  };
}

/** A metric that the delivery as a whole cannot support is not known for any of its types. */
function onlyAvailable(sums: TypeSums, { unavailable }: Delivery): TypeSums {
  const known = Object.entries(sums.metrics).filter(([metric]) => unavailable[metric] === undefined);
  return { ...sums, metrics: { ...NO_METRICS, ...Object.fromEntries(known) } };
}

/** Rows counted in the text of the files; only comparable where the files hold one period. */
function countedRows(parts: readonly FilePart[], siblings: readonly Delivery[]): number | null {
  const counts = parts.map(({ staged }) => staged.verified.scanned?.rows ?? null);
  return siblings.length > 1 || counts.includes(null)
    ? null
    : counts.reduce<number>((total, rows) => total + (rows ?? 0), 0);
}

function storedColumns(parts: readonly FilePart[], all: readonly StoredColumn[]): readonly StoredColumn[] {
  const filled = new Set(parts.flatMap(({ staged }) => [...staged.filled]));
  const unreadable: StoredColumn = { id: UNREADABLE, name: UNREADABLE, type: "text" };
  return [...all.filter(({ id }) => filled.has(id)), ...(filled.has(UNREADABLE) ? [unreadable] : [])];
}

function addTotals(parts: readonly FilePart[]): Readonly<Record<string, Decimal>> {
  const currencies = [...new Set(parts.flatMap(({ totals }) => Object.keys(totals)))].toSorted();
  const named = currencies.length === 0 ? [DEFAULT_CURRENCY] : currencies;
  return Object.fromEntries(
    named.map((currency) => [currency, sum(parts.map(({ totals }) => totals[currency] ?? "0.0"))]),
  );
}

function rowsByCurrency(parts: readonly FilePart[]): Readonly<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const part of parts)
    for (const [currency, count] of Object.entries(part.rowsByCurrency))
      rows[currency] = (rows[currency] ?? 0) + count;
  return rows;
}

function contentsOf(files: readonly Verified[]): string {
  const hashes = [...new Set(files.map(({ sha256 }) => sha256))].toSorted();
  return createHash("sha256").update(hashes.join("\n")).digest("hex");
}

/** Ids of the held deliveries that exactly these files have become; null when they are new or some were removed since. */
function unchanged(held: readonly CatalogueEntry[], contents: string): readonly string[] | null {
  const same = held.filter(({ origin }) => origin.contents === contents);
  const ids = same.map(({ delivery }) => delivery.id);
  const [first] = same;
  return first !== undefined && first.origin.siblings.every((id) => ids.includes(id)) ? ids : null;
}
