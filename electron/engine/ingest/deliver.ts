import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { familyOf, type StoredColumn } from "#core/delivery/delivery.ts";
import { deliveryColumns } from "#core/ingest/delivery-columns.ts";
import type { ImportWarning } from "#core/ingest/import-report.ts";
import { raw } from "#core/sql/sql.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { run } from "../duckdb/run.ts";
import { assertUnchanged } from "../files/source-file.ts";
import type { Verified } from "../files/verify.ts";
import type { ImportContext } from "./context.ts";
import { contentsOf, draftPeriods } from "./draft.ts";
import { sortByPeriod } from "./periods.ts";
import { overlapWarnings } from "./overlap.ts";
import { eachLimited } from "./limit.ts";
import { publish } from "./publish.ts";
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

/** Files worked on at the same time: two keep both cores busy and bound the memory. */
const AT_ONCE = 2;

/** Imports one planned delivery: verify, stage, check, publish. Leaves the workspace as it was when anything fails. */
export async function deliver(planned: Planned, context: ImportContext): Promise<Delivered> {
  const { database, signal, staging } = context;
  await mkdir(staging, { recursive: true });
  const sources = await prepareSources(planned.files, staging, signal);
  const held = (await database.read(listEntries)).filter(
    ({ delivery }) => delivery.format === planned.format,
  );
  const columns = deliveryColumns(
    sources.map(({ headers }) => headers),
    familyOf(planned.format),
  );
  const columnsOf = (index: number) => columns.perFile[index] ?? [];
  const verify = (source: Source) => verifySource(source, verifyOptions(context, source));
  // A first import verifies and stages file by file; where something may be a repetition, all files are verified first.
  const mayRepeat = held.length > 0 || (planned.manifest === null && sources.length > 1);
  const verified = mayRepeat ? await eachLimited(sources, AT_ONCE, verify) : null;
  const same = verified === null ? null : unchanged(held.filter(isAsWanted(planned)), contentsOf(verified));
  if (same !== null) return { kind: "unchanged", deliveryIds: same };
  const copies = planned.manifest === null && verified !== null ? copiesAmong(sources, verified) : [];
  const wanted = sources
    .map((source, index) => ({ source, index }))
    .filter(({ source }) => !copies.includes(source.display));
  const staged = await eachLimited(wanted, AT_ONCE, async ({ source, index }) =>
    stage(source, verified?.[index] ?? (await verify(source)), columnsOf(index), index, context),
  );
  for (const { origin } of sources) await assertUnchanged(origin);
  const perFile = new Map(wanted.map(({ index }, position) => [staged[position], columnsOf(index)] as const));
  const warned = { ...planned, warnings: [...planned.warnings, ...copyWarnings(copies)] };
  return settle(warned, staged, { all: columns.all, of: (file) => perFile.get(file) ?? [] }, context);
}

/** Loose files whose bytes another one has already brought. */
function copiesAmong(sources: readonly Source[], verified: readonly Verified[]): readonly string[] {
  const hashes = verified.map(({ sha256 }) => sha256);
  return sources
    .filter((_, index) => hashes.indexOf(hashes[index] ?? "") < index)
    .map(({ display }) => display);
}

function copyWarnings(copies: readonly string[]): readonly ImportWarning[] {
  if (copies.length === 0) return [];
  return [{ code: "likely_duplicates", message: "Files with the same bytes were read once.", paths: copies }];
}

/** Progress counts the user's own bytes, not those unpacked from an archive. */
function verifyOptions({ signal, progress }: ImportContext, { origin, path, display }: Source) {
  return path === origin.path
    ? { signal, onBytes: (bytes: number) => progress.verified(bytes, display) }
    : { signal };
}

async function stage(
  source: Source,
  verified: Verified,
  columns: readonly StoredColumn[],
  index: number,
  { scratch, progress, signal, staging }: ImportContext,
): Promise<Staged> {
  const path = join(staging, `staged-${index + 1}`);
  const done = progress.watch(path, source.origin.sizeBytes, source.display);
  let rows = 0;
  try {
    const staged = await scratch.read(async (connection) => {
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
  delivered: {
    readonly all: readonly StoredColumn[];
    readonly of: (file: Staged) => readonly StoredColumn[];
  },
  context: ImportContext,
): Promise<Delivered> {
  const { database, signal, progress } = context;
  progress.phase("checking", planned.reportName);
  const columns = new Map(
    staged.map((file) => [file, delivered.of(file).filter(({ id }) => file.filled.has(id))] as const),
  );
  const drafts = await database.read(async (connection) => {
    const overlap = planned.manifest === null ? await overlapWarnings(connection, staged) : [];
    const warned = { ...planned, warnings: [...planned.warnings, ...overlap] };
    const periods = await sortByPeriod(connection, staged, {
      columns,
      format: planned.format,
      hint: planned.billingPeriod,
      from: planned.synced?.from ?? null,
    });
    return draftPeriods(connection, warned, periods, delivered.all, context);
  }, signal);
  const published = await publish(drafts, context);
  return { kind: "published", ...published };
}

/** The same bytes of another account, or with another starting date, are another delivery. */
function isAsWanted({ synced }: Planned): (entry: CatalogueEntry) => boolean {
  return ({ delivery }) =>
    synced === null || (delivery.costAccountId === synced.costAccountId && delivery.from === synced.from);
}

/** Ids of the held deliveries that exactly these files have become; null when they are new or some were removed since. */
function unchanged(held: readonly CatalogueEntry[], contents: string): readonly string[] | null {
  const same = held.filter(({ origin }) => origin.contents === contents);
  const ids = same.map(({ delivery }) => delivery.id);
  const [first] = same;
  return first !== undefined && first.origin.siblings.every((id) => ids.includes(id)) ? ids : null;
}
