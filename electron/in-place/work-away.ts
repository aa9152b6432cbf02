import type { TableQuestion } from "#core/cost/athena/table-question.ts";
import { groupBy } from "#core/collection/group-by.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import type { EngineClient } from "../transport/client.ts";
import { type Divisible, type PieceAway, piecesOf, type Read } from "./join-places.ts";
import type { Asking } from "./paid-queries.ts";
import type { ReportInPlace } from "./table-in-place.ts";

/** The report of an account that is read in AWS, and what this computer holds. */
export type OpenedReport = {
  readonly report: ReportInPlace;
  /** Counted deliveries of its bill. */
  readonly held: readonly PeriodSummary[];
  /** What else counts on this computer: of other payers, as a rule. */
  readonly others: readonly PeriodSummary[];
  /** Account that pays the bills of the report; null where that is not known. */
  readonly payer: string | null;
};

/** Anything that needs AWS: its parts there, and how they and what is here make one answer. */
export type WorkAway<Q extends Divisible, T> = {
  readonly pieces: (opened: readonly OpenedReport[]) => readonly PieceAway<Q>[];
  /** A piece as it is asked there, which tells what it may cost. */
  readonly question: (query: Q) => TableQuestion<unknown>;
  readonly answer: (
    pieces: readonly PieceAway<Q>[],
    surroundings: WorkSurroundings,
  ) => Promise<Read & { readonly value: T }>;
};

export type WorkSurroundings = {
  readonly engine: EngineClient;
  readonly opened: readonly OpenedReport[];
  readonly asking: Asking;
  /** The workspace folder. */
  readonly directory: string;
};

/** What tables have to answer of a question: all that is not on this computer. */
export function piecesAway<Q extends Divisible>(
  query: Q,
  opened: readonly OpenedReport[],
): readonly PieceAway<Q>[] {
  return piecesOf(
    query,
    opened.map(({ report, held, others }, at) => ({
      report,
      held: periodsIn(held),
      payersElsewhere: payersOf([...billedHere(others), ...billedBy(opened.slice(0, at))]),
    })),
  );
}

export function periodsIn(held: readonly PeriodSummary[]): ReadonlySet<BillingPeriod> {
  return new Set(held.map(({ billingPeriod }) => billingPeriod));
}

type Billed = { readonly period: BillingPeriod; readonly payer: string };

function billedHere(periods: readonly PeriodSummary[]): readonly Billed[] {
  return periods.flatMap(({ billingPeriod: period, payerAccountId: payer }) =>
    payer === null ? [] : [{ period, payer }],
  );
}

/** Two reports of one payer, a legacy one and a CUR 2.0 perhaps, have the same costs: those of the first count. */
function billedBy(reports: readonly OpenedReport[]): readonly Billed[] {
  return reports.flatMap(({ report, payer }) =>
    payer === null ? [] : [...report.table.partitions.keys()].map((period) => ({ period, payer })),
  );
}

function payersOf(billed: readonly Billed[]): ReadonlyMap<BillingPeriod, readonly string[]> {
  const byPeriod = groupBy(billed, ({ period }) => period);
  return new Map([...byPeriod].map(([period, own]) => [period, own.map(({ payer }) => payer)]));
}
