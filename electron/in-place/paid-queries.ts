import type { AthenaStatement } from "#core/sql/athena-statement.ts";
import { openAthena, type Athena, type AthenaPlace } from "../aws/athena/athena.ts";
import type { AwsSession } from "../aws/identity/session.ts";
import { openDayBook } from "./day-book.ts";
import type { Rows } from "./kept-answers.ts";

export type Limits = { readonly limitBytes: number; readonly dayLimitBytes: number };

export type Surroundings = {
  readonly session: AwsSession;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
};

/** Athena with its bill. */
export type PaidQueries = {
  readonly athena: Athena;
  /** Refused once the day's limit is reached; what was read counts, also where the query was stopped. */
  pay(statement: AthenaStatement): Promise<Rows>;
  /** What each query so far has read. */
  scannedBytes(): readonly number[];
  /** By all queries of the workspace today (UTC). */
  todayBytes(): number;
};

export async function openPaidQueries(
  directory: string,
  place: AthenaPlace,
  { limitBytes, dayLimitBytes }: Limits,
  { session, signal, now, wait }: Surroundings,
): Promise<PaidQueries> {
  const book = await openDayBook(directory, now());
  const scanned: number[] = [];
  const athena = openAthena(session, place, {
    signal,
    wait,
    limitBytes,
    onScanned: (bytes) => void scanned.push(bytes),
  });
  return {
    athena,
    async pay(statement) {
      book.check(dayLimitBytes);
      const before = scanned.length;
      try {
        return (await athena.ask(statement)).rows;
      } finally {
        await book.add(scanned.slice(before).reduce((sum, bytes) => sum + bytes, 0));
      }
    },
    scannedBytes: () => scanned.filter((bytes) => bytes > 0),
    todayBytes: () => book.scannedBytes(),
  };
}
