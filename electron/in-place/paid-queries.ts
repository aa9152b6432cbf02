import type { AthenaRows } from "#core/cost/athena/table-question.ts";
import type { ScanProgress } from "#core/in-place/in-place.ts";
import { fail, failure, type Failure } from "#core/result/failure.ts";
import type { AthenaStatement } from "#core/sql/athena-statement.ts";
import { openAthena, type AthenaPlace } from "../aws/athena/athena.ts";
import type { AwsSession } from "../aws/identity/session.ts";
import type { DayBook } from "./day-book.ts";

export type Limits = { readonly limitBytes: number; readonly dayLimitBytes: number };

/** How a question is asked and followed. */
export type Asking = {
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly onProgress: (progress: ScanProgress) => void;
};

/** Athena with its bill. */
export type PaidQueries = {
  /** Refused once the day's limit is reached; what was read counts, also where the query was stopped. */
  pay(statement: AthenaStatement): Promise<AthenaRows>;
  /** What each query so far has read. */
  scannedBytes(): readonly number[];
};

export type Payer = {
  readonly session: AwsSession;
  readonly place: AthenaPlace;
  readonly limits: Limits;
  readonly book: DayBook;
};

export function openPaidQueries(
  { session, place, limits: { limitBytes, dayLimitBytes }, book }: Payer,
  { signal, wait, onProgress }: Asking,
): PaidQueries {
  const scanned: number[] = [];
  const athena = openAthena(session, place, {
    signal,
    wait,
    onThrottled: () => onProgress({ kind: "throttled" }),
  });
  const before = (): number => scanned.reduce((sum, bytes) => sum + bytes, 0);
  return {
    async pay(statement) {
      const today = await book.scannedBytes();
      if (today >= dayLimitBytes)
        fail("athena.day_limit", { scannedBytes: today, limitBytes: dayLimitBytes });
      const query = book.begin();
      let read = 0;
      const refuse = (scannedBytes: number, queryId: string): Failure | null => {
        query.read(scannedBytes);
        if (scannedBytes > limitBytes)
          return failure("athena.query_limit", { scannedBytes, limitBytes, queryId });
        const all = book.lastKnownBytes();
        return all > dayLimitBytes
          ? failure("athena.day_limit", { scannedBytes: all, limitBytes: dayLimitBytes })
          : null;
      };
      try {
        const { rows } = await athena.ask(statement, {
          refuse,
          onScanned: (bytes) => void (read = bytes),
          onProgress: (progress) =>
            onProgress(
              progress.kind === "running"
                ? { kind: "running", scannedBytes: before() + progress.scannedBytes }
                : progress,
            ),
        });
        return rows;
      } finally {
        await query.end(read);
        if (read > 0) scanned.push(read);
      }
    },
    scannedBytes: () => scanned,
  };
}
