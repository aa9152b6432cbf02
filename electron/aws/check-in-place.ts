import type { ReportPlace } from "#core/account/report-place.ts";
import type { Workgroup } from "#core/account/found-table.ts";
import { type AthenaTable, type CatalogueTable, readTable } from "#core/cost/athena/athena-table.ts";
import { cannotRunWords } from "#core/cost/athena/cannot-run.ts";
import { FORMAT_WORDS } from "#core/format/report-formats.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { size } from "#core/result/wording.ts";
import { openAthena, UNWATCHED, type Athena } from "./athena/athena.ts";
import { openCatalogue } from "./athena/catalogue.ts";
import { type DeliveredFile, lookAtDelivered } from "./athena/delivered.ts";
import { openBucket } from "./bucket.ts";
import type { AwsSession } from "./identity/session.ts";
import { failed, type Judged, ok, skipped, warning } from "./judged.ts";

/** The checks of a table that is asked through Athena; each method is one of them, made in this order. */
export type InPlaceChecks = {
  workgroup(): Promise<Judged>;
  table(): Promise<Judged>;
  results(): Promise<Judged>;
  periods(): Promise<Judged>;
  files(): Promise<Judged>;
};

type InAws = Exclude<ReportPlace, { readonly type: "local" }>;

/** Athena may wait that long for its turn. */
const PATIENCE_MS = 60_000;

export function checksInPlace(
  session: AwsSession,
  { table: place }: Pick<InAws, "table">,
  wait: (ms: number) => Promise<unknown>,
): InPlaceChecks {
  const { region, workgroup, name } = place;
  let found: CatalogueTable | null = null;
  let read: AthenaTable | null = null;
  let prescribed: Workgroup | null = null;

  /** Runs what reads nothing; null where Athena has not begun in time. */
  const free = async <T>(work: (athena: Athena) => Promise<T>): Promise<T | null> => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const athena = openAthena(session, place, { signal, wait });
    return work(athena).catch((error: unknown) => {
      if (signal.aborted && error instanceof AppError && error.failure.code === "cancelled") return null;
      throw error;
    });
  };
  /** It says nothing about the account, so that no reason is kept with it. */
  const queued = (): Judged => ({
    ...warning(failure("athena.queued", { workgroup }, "auto")),
    failure: null,
  });

  return {
    async workgroup() {
      const told = await openCatalogue(session, region).workgroup(workgroup);
      prescribed = told;
      if (!told.isEnabled) return failed(failure("athena.workgroup_disabled", { workgroup }));
      const limit =
        told.cutoffBytes === null ? "" : ` and stops a query that reads more than ${size(told.cutoffBytes)}`;
      return ok(`The workgroup ${workgroup} takes queries${limit}.`);
    },
    async table() {
      found = await openCatalogue(session, region).table(place, name);
      const reading = readTable(found, []);
      if (reading.type === "cannotRun")
        return failed(failure("athena.cannot_run", { table: name, problem: cannotRunWords(reading.reason) }));
      read = reading.table;
      const keys = found.partitionKeys.map((key) => key.name).join(", ");
      return ok(`${name} is a ${FORMAT_WORDS[read.format]} report, divided by ${keys}.`);
    },
    async results() {
      const answer = await free((athena) => athena.ask({ text: "SELECT 1", parameters: [] }, UNWATCHED));
      if (answer === null) return queued();
      return ok(
        `A query that reads nothing was answered; answers are written to ${placeOfAnswers(prescribed, place.output)}.`,
      );
    },
    async periods() {
      const table = found;
      if (table === null) return skipped("Waits for the table.");
      const partitions = await free((athena) => athena.partitions(table));
      if (partitions === null) return queued();
      const reading = readTable(table, partitions);
      read = reading.type === "table" ? reading.table : null;
      const periods = [...(read?.partitions.keys() ?? [])];
      const newest = periods.at(-1);
      if (newest === undefined) return warning(failure("athena.no_period", { table: name }, "auto"));
      const count = periods.length === 1 ? "1 billing period" : `${periods.length} billing periods`;
      return ok(`The table has ${count}, the newest is ${newest}.`);
    },
    async files() {
      const newest = [...(read?.partitions.keys() ?? [])].at(-1);
      if (read === null || newest === undefined) return skipped("Waits for a billing period.");
      const delivered = await lookAtDelivered(session, read, [newest]);
      // Lake Formation may let Athena read what may not be listed here.
      if (delivered.type === "unknown") return warning(delivered.why);
      const { bytes = 0, sample } = delivered.periods.get(newest) ?? {};
      const problem = sample === undefined ? null : await problemOfReading(session, sample);
      return problem === null
        ? ok(`The files of ${newest} can be listed and read: ${size(bytes)}.`)
        : warning(problem);
    },
  };
}

/** Where Athena puts what the user may read. */
function placeOfAnswers(workgroup: Workgroup | null, output: string | null): string {
  if (workgroup?.managesResults === true) return "a place that Athena keeps itself";
  const own = workgroup?.output ?? null;
  const isOwn = own !== null && (workgroup?.enforcesOutput === true || output === null);
  return isOwn ? `${own}, as the workgroup has it` : (output ?? "the workgroup's place");
}

/** Listing does not say whether the files may be read as well. */
async function problemOfReading(
  session: AwsSession,
  { bucket, key, sizeBytes, etag }: DeliveredFile,
): Promise<Failure | null> {
  const opened = openBucket(session, { bucket, region: null, guess: null, requesterPays: false });
  const from = Math.max(0, sizeBytes - 1);
  try {
    const { body } = await opened.open(key, { from, etag, signal: AbortSignal.timeout(PATIENCE_MS) });
    body.destroy();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.failure;
    throw error;
  }
}
