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
import { publish, type Draft } from "./publish.ts";
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
  // A first import verifies and stages file by file; where something may be a repetition, all files are verified first.
  const mayRepeat = held.length > 0 || (planned.manifest === null && sources.length > 1);
  const verified = mayRepeat ? await verifyAll(sources, context) : null;
  const same = verified === null ? null : unchanged(held.filter(isAsWanted(planned)), contentsOf(verified));
  if (same !== null) return { kind: "unchanged", deliveryIds: same };
  const copies = planned.manifest === null && verified !== null ? copiesAmong(sources, verified) : [];
  const warned = { ...planned, warnings: [...planned.warnings, ...copyWarnings(copies)] };
  const drafts = await draftSources(warned, { sources, verified, leaveOut: copies }, context);
  return { kind: "published", ...(await publish(drafts, context)) };
}

/** Reads sources to their end, which are what they say from there on. */
export function verifyAll(sources: readonly Source[], context: ImportContext): Promise<readonly Verified[]> {
  return eachLimited(sources, AT_ONCE, (source) => verify(source, context));
}

type ToDraft = {
  readonly sources: readonly Source[];
  /** Null where each is verified just before it is staged. */
  readonly verified: readonly Verified[] | null;
  /** Names of sources that have been read already, under other names. */
  readonly leaveOut: readonly string[];
};

/** Stages sources, sorts their rows into billing periods and makes a draft of each. */
export async function draftSources(
  planned: Planned,
  { sources, verified, leaveOut }: ToDraft,
  context: ImportContext,
): Promise<readonly Draft[]> {
  const columns = deliveryColumns(
    sources.map(({ headers }) => headers),
    familyOf(planned.format),
  );
  const columnsOf = (index: number) => columns.perFile[index] ?? [];
  const wanted = sources
    .map((source, index) => ({ source, index }))
    .filter(({ source }) => !leaveOut.includes(source.display));
  const staged = await eachLimited(wanted, AT_ONCE, async ({ source, index }) =>
    stage(source, verified?.[index] ?? (await verify(source, context)), columnsOf(index), index, context),
  );
  for (const { origin } of sources) await assertUnchanged(origin);
  const perFile = new Map(wanted.map(({ index }, position) => [staged[position], columnsOf(index)] as const));
  return sortAndDraft(planned, staged, { all: columns.all, of: (file) => perFile.get(file) ?? [] }, context);
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
function verify(source: Source, { signal, progress }: ImportContext): Promise<Verified> {
  const { origin, path, display } = source;
  const onBytes = (bytes: number): void => progress.verified(bytes, display);
  return verifySource(source, path === origin.path ? { signal, onBytes } : { signal });
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

async function sortAndDraft(
  planned: Planned,
  staged: readonly Staged[],
  delivered: {
    readonly all: readonly StoredColumn[];
    readonly of: (file: Staged) => readonly StoredColumn[];
  },
  context: ImportContext,
): Promise<readonly Draft[]> {
  const { database, signal, progress } = context;
  progress.phase("checking", planned.reportName);
  const columns = new Map(
    staged.map((file) => [file, delivered.of(file).filter(({ id }) => file.filled.has(id))] as const),
  );
  return database.read(async (connection) => {
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
