import { randomUUID } from "node:crypto";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type GetQueryExecutionCommandOutput,
  type GetQueryResultsCommandOutput,
} from "@aws-sdk/client-athena";
import type { CatalogueTable, PartitionValues } from "#core/cost/athena/athena-table.ts";
import type { ScanProgress } from "#core/in-place/in-place.ts";
import { AppError, fail, failure, type Failure } from "#core/result/failure.ts";
import type { AthenaStatement } from "#core/sql/athena-statement.ts";
import { asking, refusedIn } from "../errors.ts";
import type { AwsSession } from "../identity/session.ts";
import { clientConfig } from "../settings.ts";
import { askedOfAthena, openCatalogue } from "./catalogue.ts";
import { projectedPartitions } from "./projected.ts";

export type AthenaPlace = {
  readonly region: string;
  readonly workgroup: string;
  readonly catalog: string;
  readonly database: string;
  /** `s3://bucket/folder/`; null leaves it to the workgroup. */
  readonly output: string | null;
};

export type AthenaRows = {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly scannedBytes: number;
};

export type AthenaOptions = {
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<unknown>;
  /** AWS asks for fewer requests; they are made again by themselves. */
  readonly onThrottled?: () => void;
};

/** What watches over a query that reads, and is paid for. */
export type QueryWatch = {
  /** Why a query that has read so much is stopped; null lets it go on. */
  readonly refuse: (scannedBytes: number, queryId: string) => Failure | null;
  /** Told once of everything that was read, also by a query that ends badly. */
  readonly onScanned: (bytes: number) => void;
  readonly onProgress: (progress: ScanProgress) => void;
};

/** For what reads nothing. */
export const UNWATCHED: QueryWatch = {
  refuse: () => null,
  onScanned: () => undefined,
  onProgress: () => undefined,
};

/** Athena in one region and database. */
export type Athena = {
  /** A table as the catalogue has it. */
  table(name: string): Promise<CatalogueTable>;
  /** Values of the partition keys, in their order; asking for them is free. */
  partitions(table: CatalogueTable): Promise<readonly PartitionValues[]>;
  /** Runs a query to its end; an aborted signal stops it in AWS as well. */
  ask(statement: AthenaStatement, watch: QueryWatch): Promise<AthenaRows>;
};

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [250, 4_000];
const PAGE = 1_000;
const TIMED_OUT = /\btime(d )?-?out\b/i;
const THROTTLED: ReadonlySet<string> = new Set(["TooManyRequestsException", "ThrottlingException"]);

export function openAthena(session: AwsSession, place: AthenaPlace, options: AthenaOptions): Athena {
  const client = new AthenaClient(clientConfig(session.settings, place.region, session.credentials));
  client.middlewareStack.add(
    (next) => async (request) => {
      try {
        return await next(request);
      } catch (error) {
        if (error instanceof Error && THROTTLED.has(error.name)) options.onThrottled?.();
        throw error;
      }
    },
    { step: "finalizeRequest", priority: "low", name: "tellOfThrottling" },
  );
  const asked = askedOfAthena(session, place.region);

  const start = async ({ text, parameters }: AthenaStatement): Promise<string> => {
    const { QueryExecutionId } = await asking(asked("StartQueryExecution", place.workgroup), () =>
      client
        .send(
          new StartQueryExecutionCommand({
            QueryString: text,
            ClientRequestToken: randomUUID(),
            QueryExecutionContext: { Catalog: place.catalog, Database: place.database },
            WorkGroup: place.workgroup,
            ...(parameters.length === 0 ? {} : { ExecutionParameters: [...parameters] }),
            ...(place.output === null ? {} : { ResultConfiguration: { OutputLocation: place.output } }),
          }),
        )
        .catch((error: unknown) => {
          if (/output location/i.test(messageOf(error)))
            throw new AppError(failure("athena.no_result_place", { workgroup: place.workgroup }));
          throw error;
        }),
    );
    return QueryExecutionId ?? "";
  };

  const stop = async (id: string): Promise<void> => {
    await asking(asked("StopQueryExecution", place.workgroup), () =>
      client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })),
    );
  };

  const lookAt = async (id: string) => {
    const { QueryExecution }: GetQueryExecutionCommandOutput = await asking(
      asked("GetQueryExecution", place.workgroup),
      () => client.send(new GetQueryExecutionCommand({ QueryExecutionId: id })),
    );
    const status = QueryExecution?.Status;
    return {
      state: status?.State ?? "QUEUED",
      detail: status?.AthenaError?.ErrorMessage ?? status?.StateChangeReason ?? "no reason is given",
      scannedBytes: QueryExecution?.Statistics?.DataScannedInBytes ?? 0,
    };
  };

  /** Waits for the end of a query. */
  const ended = async (id: string, watch: QueryWatch): Promise<number> => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const { state, detail, scannedBytes } = await lookAt(id);
      const isOver = state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
      if (isOver && state !== "FAILED") watch.onScanned(scannedBytes);
      if (state === "SUCCEEDED") return scannedBytes;
      if (state === "FAILED" && TIMED_OUT.test(detail)) return fail("athena.timed_out", { queryId: id });
      if (state === "FAILED") throw new AppError(failedQuery(detail, id));
      if (state === "CANCELLED") return fail("athena.stopped", { detail, queryId: id, scannedBytes });
      const refusal = watch.refuse(scannedBytes, id);
      if (options.signal.aborted || refusal !== null) {
        await stop(id);
        watch.onScanned((await lookAt(id)).scannedBytes);
        throw new AppError(refusal ?? failure("cancelled", {}));
      }
      watch.onProgress(state === "RUNNING" ? { kind: "running", scannedBytes } : { kind: "queued" });
      await orAborted(options.wait(waitMs), options.signal);
    }
  };

  const results = async (id: string, hasHeader: boolean): Promise<AthenaRows["rows"]> => {
    const rows: (readonly (string | null)[])[] = [];
    let token: string | undefined;
    do {
      const page: GetQueryResultsCommandOutput = await asking(asked("GetQueryResults", place.workgroup), () =>
        client.send(
          new GetQueryResultsCommand({
            QueryExecutionId: id,
            MaxResults: PAGE,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
          { abortSignal: options.signal },
        ),
      );
      const told = (page.ResultSet?.Rows ?? []).map(({ Data }) =>
        (Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null),
      );
      // The first row of the first page of a SELECT names the columns.
      rows.push(...(hasHeader && token === undefined ? told.slice(1) : told));
      token = page.NextToken;
    } while (token !== undefined);
    return rows;
  };

  return {
    table: (name) => openCatalogue(session, place.region).table(place, name),
    async partitions(found) {
      if (found.projectedInto !== undefined) return projectedPartitions(session, found, found.projectedInto);
      const { database, table } = found;
      const name = [database, table].map((part) => `\`${part.replaceAll("`", "``")}\``).join(".");
      const id = await start({ text: `SHOW PARTITIONS ${name}`, parameters: [] });
      await ended(id, UNWATCHED);
      const rows = await results(id, false);
      return rows.flatMap(([line]) => (line === null || line === undefined ? [] : [valuesOf(line)]));
    },
    async ask(statement, watch) {
      if (options.signal.aborted) fail("cancelled", {});
      const id = await start(statement);
      const scannedBytes = await ended(id, watch);
      return { rows: await results(id, true), scannedBytes };
    },
  };
}

/** Waits, but no longer than somebody wants the answer. */
function orAborted(wait: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    if (signal.aborted) return end();
    signal.addEventListener("abort", end);
    wait.then(end, end);
  });
}

/** A query ends so where its files or its result may not be touched. */
function failedQuery(detail: string, queryId: string): Failure {
  const origin = {
    service: "Athena",
    operation: "StartQueryExecution",
    awsCode: "FAILED",
    requestId: queryId,
  };
  return refusedIn(detail, origin) ?? failure("athena.failed", { detail, queryId });
}

/** `year=2026/month=9` */
function valuesOf(line: string): PartitionValues {
  return line.split("/").map((part) => decodeURIComponent(part.slice(part.indexOf("=") + 1)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
