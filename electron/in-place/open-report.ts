import type { Decimal } from "#core/money/decimal.ts";
import type { AthenaPlace } from "../aws/athena/athena.ts";
import { lookAtDelivered } from "../aws/athena/delivered.ts";
import type { AwsSession } from "../aws/identity/session.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";
import { openDayBook } from "./day-book.ts";
import { openKeptAnswers } from "./kept-answers.ts";
import type { Limits } from "./paid-queries.ts";
import { lookUpTable, type ReportInPlace, reportTableOf } from "./table-in-place.ts";
import { turnsOfEach } from "./turns-of-each.ts";

type Asked = {
  /** Of the workspace: what was read on a day and the answers are kept there. */
  readonly directory: string;
  readonly place: AthenaPlace;
  readonly table: string;
  readonly limits: Limits;
  readonly pricePerTb: Decimal;
};

type Surroundings = {
  readonly session: AwsSession;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
};

/** A report for one question. */
export async function openReport(
  { directory, place, table: name, limits, pricePerTb }: Asked,
  { session, now, ...options }: Surroundings,
): Promise<ReportInPlace> {
  const table = reportTableOf(await lookUpTable(session, place, name, options));
  return {
    session,
    place,
    limits,
    pricePerTb,
    table,
    book: openDayBook(directory, now),
    kept: openKeptAnswers(directory, now),
    delivered: (periods) => lookAtDelivered(session, table, periods),
    inTurn: oneAtATime(),
    inTurnOf: turnsOfEach(),
  };
}
