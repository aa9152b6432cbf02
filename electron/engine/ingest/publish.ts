import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { fillRollups } from "#core/cost/rollup/rollup.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import type { Delivery, StoredColumn } from "#core/delivery/delivery.ts";
import { labelsOf, sumsOfRollups } from "#core/ingest/check-sql.ts";
import { compared, type TypeSums } from "#core/ingest/identities.ts";
import type { ImportWarning, PeriodSummary } from "#core/ingest/import-report.ts";
import { qualityGrade, qualityReport } from "#core/ingest/quality.ts";
import type { IdentityCheck, Repair } from "#core/ingest/quality-report.ts";
import { sum } from "#core/money/decimal.ts";
import { isVersionOf } from "#core/restatement/former-delivery.ts";
import { fail } from "#core/result/failure.ts";
import { raw, sql } from "#core/sql/sql.ts";
import { flushFile, flushFolder, renameDurably } from "../../disk/durable.ts";
import { noteFound } from "../../disk/set-aside.ts";
import { DROP_NAMED_BY_ORGANIZATIONS } from "../catalogue/account-names.ts";
import { deleteEntry, insertEntry, listEntries } from "../catalogue/catalogue.ts";
import { insertFormer, keepSums, settleFormer, type Replacement } from "../catalogue/former.ts";
import type { CatalogueEntry, Origin } from "../catalogue/entry.ts";
import { writeRecord } from "../catalogue/record.ts";
import { flushRollups } from "../catalogue/rollup-files.ts";
import { writeSideCopy } from "../catalogue/side-copy.ts";
import { run, runAll } from "../duckdb/run.ts";
import { metricsOf } from "./checks.ts";
import type { ImportContext } from "./context.ts";

/** A checked delivery in the staging folder, ready to become visible. */
export type Draft = {
  readonly delivery: Delivery;
  readonly delivered: readonly StoredColumn[];
  readonly types: readonly TypeSums[];
  readonly identities: readonly IdentityCheck[];
  readonly repairs: readonly Repair[];
  readonly warnings: readonly ImportWarning[];
  readonly rowsByCurrency: Readonly<Record<string, number>>;
  readonly storedBytes: number;
  readonly origin: Origin;
};

type Published = { readonly entries: readonly CatalogueEntry[]; readonly warnings: readonly ImportWarning[] };

/**
 * Makes drafts visible: their files move into the workspace, then one transaction replaces the catalogue entries and
 * roll-ups, then the replaced files go. Stopped anywhere, the workspace holds the old version or the new one. From the
 * commit on nothing is undone: what then fails is put right at the next opening.
 */
export async function publish(all: readonly Draft[], context: ImportContext): Promise<Published> {
  const { database, directory, signal } = context;
  const moved: string[] = [];
  let isDecided = false;
  const decide = (): void => void (isDecided = true);
  try {
    return await database.write(async (connection) => {
      const held = await listEntries(connection);
      const own = held.filter(({ delivery }) => context.published.has(delivery.id));
      const late = all.filter((draft) => own.some(({ delivery }) => replaces(draft.delivery, delivery)));
      const drafts = all.filter((draft) => !late.includes(draft));
      for (const { delivery } of drafts) {
        if (held.some((entry) => entry.delivery.id === delivery.id)) continue;
        await moveIn(delivery, context);
        moved.push(delivery.id);
      }
      const { published, leaving } = await replaceEntries(connection, drafts, held, context, decide);
      await finish(connection, directory, leaving, published.entries).catch(() => undefined);
      for (const { delivery } of drafts) context.published.add(delivery.id);
      return { ...published, warnings: [...published.warnings, ...late.map(leftOut)] };
    }, signal);
  } catch (error) {
    // A commit that failed may still have reached the disk: then these files are the new version.
    if (!isDecided) for (const id of moved) await removeFiles(directory, id);
    throw error;
  }
}

/** What a published delivery leaves to be done. */
async function finish(
  connection: DuckDBConnection,
  directory: string,
  leaving: readonly Replacement[],
  entries: readonly CatalogueEntry[],
): Promise<void> {
  for (const entry of entries) await writeRecord(directory, entry);
  const present = entries.map(({ delivery }) => delivery);
  await noteFound(directory, present);
  await settleFormer(connection, directory, leaving, present);
  await writeSideCopy(connection, directory);
}

async function replaceEntries(
  connection: DuckDBConnection,
  drafts: readonly Draft[],
  held: readonly CatalogueEntry[],
  { directory, progress }: ImportContext,
  decide: () => void,
): Promise<{ readonly published: Published; readonly leaving: readonly Replacement[] }> {
  const entries: CatalogueEntry[] = [];
  const warnings: ImportWarning[] = [];
  const replaced: string[] = [];
  const leaving = replacementsOf(drafts, held);
  const summed = await keepSums(connection, directory, leaving);
  await run(connection, raw("BEGIN"));
  for (const draft of drafts) {
    progress.phase("publishing", `${draft.delivery.reportName} ${draft.delivery.billingPeriod}`);
    const former = held.filter(({ delivery }) => replaces(draft.delivery, delivery));
    for (const { delivery } of former) {
      await deleteEntry(connection, delivery.id);
      replaced.push(delivery.id);
    }
    const rival = held.find(
      ({ delivery }) => rivals(draft.delivery, delivery) && !replaced.includes(delivery.id),
    );
    const own = [
      ...(former.length > 0 ? [replacement(draft)] : []),
      ...(rival === undefined ? [] : [alreadyHeld(draft, rival)]),
    ];
    const entry = await insert(
      connection,
      {
        ...draft,
        delivery: { ...draft.delivery, counted: rival === undefined },
        warnings: [...draft.warnings, ...own],
      },
      directory,
    );
    entries.push(entry);
    warnings.push(...entry.quality.warnings);
  }
  for (const replacement of leaving) await insertFormer(connection, replacement, summed);
  decide();
  await run(connection, raw("COMMIT"));
  return { published: { entries, warnings }, leaving };
}

async function insert(
  connection: DuckDBConnection,
  draft: Draft,
  directory: string,
): Promise<CatalogueEntry> {
  const { delivery } = draft;
  const identities = [
    ...draft.identities,
    ...(delivery.counted ? await addRollups(connection, draft, directory) : []),
  ];
  await writeLabels(connection, delivery, directory);
  const quality = qualityReport({ ...draft, identities });
  const entry = {
    delivery,
    quality,
    summaries: summaries(draft, qualityGrade(quality)),
    origin: draft.origin,
  };
  await insertEntry(connection, entry);
  return entry;
}

async function addRollups(
  connection: DuckDBConnection,
  draft: Draft,
  directory: string,
): Promise<readonly IdentityCheck[]> {
  await runAll(connection, fillRollups(draft.delivery, directory));
  await flushRollups(draft.delivery, directory);
  return checkRollups(connection, draft, directory);
}

/** The roll-ups must give the same sums as the line items, to the last digit; else this fails. */
export async function checkRollups(
  connection: DuckDBConnection,
  { delivery, types }: Pick<Draft, "delivery" | "types">,
  directory: string,
): Promise<readonly IdentityCheck[]> {
  const rows = await run(connection, sumsOfRollups(delivery, directory));
  const checks: IdentityCheck[] = [];
  for (const row of rows) {
    const actual = metricsOf(row);
    for (const metric of METRIC_IDS.filter((id) => delivery.unavailable[id] === undefined)) {
      const expected = sum(types.map(({ metrics }) => metrics[metric] ?? "0.0"));
      const check = compared(
        "rollup",
        `${String(row["name"])} ${metric}`,
        expected,
        actual[metric] ?? "0.0000000000",
        0,
        "sum of line items = sum of roll-up",
      );
      if (check.outcome === "fails")
        fail(
          "ingest.invariant_failed",
          { name: `rollup ${check.subject}`, expected, actual: check.actual ?? "" },
          "no",
        );
      checks.push(check);
    }
  }
  return checks;
}

/** Takes over the names that a delivery's line items tell. */
export async function writeLabels(
  connection: DuckDBConnection,
  delivery: Delivery,
  directory: string,
): Promise<void> {
  for (const labels of labelsOf(delivery, lineItemSource(delivery, directory))) {
    await run(connection, sql`CREATE OR REPLACE TEMP TABLE new_label AS ${labels}`);
    await runAll(connection, [
      DROP_NAMED_BY_ORGANIZATIONS,
      raw("DELETE FROM label WHERE (dimension, value) IN (SELECT (dimension, value) FROM new_label)"),
      raw("INSERT INTO label SELECT dimension, value, label FROM new_label"),
      raw("DROP TABLE new_label"),
    ]);
  }
}

function summaries(
  { delivery, types, rowsByCurrency, storedBytes }: Draft,
  quality: PeriodSummary["quality"],
): readonly PeriodSummary[] {
  const days = types.flatMap(({ lastDay }) => (lastDay === null ? [] : [lastDay])).toSorted();
  return Object.entries(delivery.totals).map(([currency, unblended]) => ({
    deliveryId: delivery.id,
    billingPeriod: delivery.billingPeriod,
    format: delivery.format,
    reportName: delivery.reportName,
    payerAccountId: delivery.payerAccountId,
    version: delivery.version,
    currency,
    rows: rowsByCurrency[currency] ?? 0,
    unblended,
    files: delivery.files.length,
    counted: delivery.counted,
    importedAt: delivery.importedAt,
    lastUsageDate: days.at(-1) ?? null,
    quality,
    costAccountId: delivery.costAccountId,
    from: delivery.from,
    storedBytes,
  }));
}

/** A newer version takes the place of the older one. */
function replaces(fresh: Delivery, held: Delivery): boolean {
  return isVersionOf(fresh, held);
}

/** Deliveries that go, each with the one that comes; not those that are published anew under the same id. */
function replacementsOf(drafts: readonly Draft[], held: readonly CatalogueEntry[]): readonly Replacement[] {
  const coming = new Set(drafts.map(({ delivery }) => delivery.id));
  return held.flatMap((entry) => {
    const by = drafts.find((draft) => replaces(draft.delivery, entry.delivery));
    return by === undefined || coming.has(entry.delivery.id) ? [] : [{ entry, by: by.delivery }];
  });
}

/** Another report that already counts this payer's period. */
function rivals(fresh: Delivery, held: Delivery): boolean {
  return (
    held.counted &&
    fresh.payerAccountId !== null &&
    fresh.billingPeriod === held.billingPeriod &&
    fresh.payerAccountId === held.payerAccountId &&
    !replaces(fresh, held)
  );
}

function replacement({ delivery }: Draft): ImportWarning {
  return {
    code: "replaces_period",
    message: `${delivery.billingPeriod} of ${delivery.reportName} was replaced by this delivery.`,
    paths: delivery.files.map(({ source }) => source),
  };
}

/** Newer files come first: what follows for the same report and period is an older version or a copy. */
function leftOut({ delivery }: Draft): ImportWarning {
  return {
    code: "likely_duplicates",
    message: `${delivery.billingPeriod} of ${delivery.reportName} came from newer files of the same name already; these were left out.`,
    paths: delivery.files.map(({ source }) => source),
  };
}

function alreadyHeld({ delivery }: Draft, { delivery: held }: CatalogueEntry): ImportWarning {
  return {
    code: "already_held",
    message: `${delivery.billingPeriod} of payer ${delivery.payerAccountId} is already counted from ${held.reportName}; this delivery is kept but not counted.`,
    paths: delivery.files.map(({ source }) => source),
  };
}

/** Bytes and names have to be on the disk before a catalogue entry tells of them. */
async function moveIn({ id, files }: Delivery, { directory, staging }: ImportContext): Promise<void> {
  const target = join(directory, "line-items", id);
  for (const { stored } of files) await flushFile(join(staging, stored));
  await flushFolder(join(staging, "line-items", id));
  await mkdir(join(directory, "line-items"), { recursive: true });
  await flushFolder(directory);
  await rm(target, { recursive: true, force: true });
  await renameDurably(join(staging, "line-items", id), target);
}

async function removeFiles(directory: string, id: string): Promise<void> {
  await rm(join(directory, "line-items", id), { recursive: true, force: true });
}
