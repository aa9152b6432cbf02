import { join } from "node:path";
import type { ImportReport } from "#core/ingest/import-report.ts";
import type { Progress } from "#core/job/job.ts";
import { ACCOUNTS, PAYER, type Account } from "#core/sample/organisation.ts";
import type { WorldOptions } from "#core/sample/world.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { nameAccounts, type NamedAccount } from "../catalogue/account-names.ts";
import { importPaths } from "../ingest/import.ts";
import type { SampleWriter } from "../sample/sample-writer.ts";
import type { SampleProgress } from "../sample/write-sample.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import type { JobContext } from "./jobs.ts";

export type SampleJob = {
  readonly workspace: OpenWorkspace;
  readonly world: WorldOptions;
  /** The months to make, in this order. */
  readonly months: readonly BillingPeriod[];
  readonly now: () => Date;
  readonly write: SampleWriter;
};

/** Months imported at the same time, while others are still being made. */
const AT_ONCE = 2;

/**
 * Makes the sample company's deliveries in the workspace, where they stay as the source of its line items, and imports
 * each month as soon as it is written.
 */
export async function runSampleJob(
  { workspace, world, months, now, write }: SampleJob,
  { signal, report }: JobContext,
): Promise<ImportReport> {
  const startedMs = now().getTime();
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const directory = join(workspace.directory, "sample");
  const steps = sampleProgress(report);
  const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  const reports: ImportReport[] = [];
  let written = 0;
  const onMonth = (paths: readonly string[]): void => {
    const lane = written % AT_ONCE;
    written += 1;
    const before = lanes[lane] ?? Promise.resolve();
    const done = before.then(async () => {
      reports.push(await importPaths({ ...workspace, paths, leaveOut: [], signal: stop, now }));
      steps.imported();
    });
    done.catch((error: unknown) => failed.abort(error));
    lanes[lane] = done;
  };
  const onProgress = steps.generated;
  try {
    await write({ directory, world, months, format: "legacy" }, { onProgress, onMonth }, stop);
  } catch (error) {
    failed.abort(error);
  }
  await Promise.allSettled(lanes);
  failed.signal.throwIfAborted();
  await nameAccounts(workspace.database, "organizations", Object.values(ACCOUNTS).map(member));
  return merged(reports, now().getTime() - startedMs);
}

/** The company's organization: a unit for each of its business units, the management account right below the root. */
function member({ id, name, businessUnit }: Account): NamedAccount {
  const path =
    id === PAYER.id ? [] : businessUnit === "Corporate" ? ["Security"] : ["Workloads", businessUnit];
  return { id, name, path, payerAccountId: PAYER.id, state: "ACTIVE" };
}

/** Half of the way is making the months, half is importing them; both go on at the same time. */
function sampleProgress(report: (progress: Progress) => void) {
  let made: SampleProgress = { monthsDone: 0, months: 1, billingPeriod: "" };
  let imported = 0;
  const tell = (): void =>
    report({
      phase: made.monthsDone < made.months ? "generating" : "reading",
      fraction: (made.monthsDone + imported) / (2 * made.months),
      doneBytes: 0,
      totalBytes: 0,
      rows: 0,
      remainingMs: null,
      subject: made.billingPeriod,
    });
  return {
    generated(progress: SampleProgress): void {
      made = progress;
      tell();
    },
    imported(): void {
      imported += 1;
      tell();
    },
  };
}

function merged(reports: readonly ImportReport[], elapsedMs: number): ImportReport {
  return {
    periods: reports
      .flatMap(({ periods }) => periods)
      .toSorted((a, b) => (a.billingPeriod < b.billingPeriod ? -1 : 1)),
    unchanged: reports.flatMap(({ unchanged }) => unchanged),
    skipped: reports.flatMap(({ skipped }) => skipped),
    warnings: reports.flatMap(({ warnings }) => warnings),
    elapsedMs,
  };
}
