import { bothWays, periodsApart } from "#core/cost/athena/both-ways.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { joinAnswers, stretchesOf } from "#core/cost/query/join-answers.ts";
import type { PlacesCompared } from "#core/in-place/in-place.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { periodsOf } from "#core/time/period.ts";
import { askInPlace } from "./ask-in-place.ts";
import { type PieceAway, type Read, readBy } from "./join-places.ts";
import type { Asking } from "./paid-queries.ts";
import type { ReportInPlace } from "./table-in-place.ts";

/** A report, and the deliveries on this computer that hold its bill. */
type ReportHeld = { readonly report: ReportInPlace; readonly held: readonly PeriodSummary[] };

/** Months of the question that the table and this computer both have, as questions of the table. */
export function piecesToCompare(query: CostQuery, { report, held }: ReportHeld): readonly PieceAway[] {
  const there = new Set(report.table.partitions.keys());
  const both = new Set(held.map(({ billingPeriod }) => billingPeriod).filter((period) => there.has(period)));
  const own = ownOf(query, held);
  return stretchesOf(query.range, both)
    .filter(({ place }) => place === "here")
    .map(({ range }) => ({ report, query: { ...own, range } }));
}

/** Of several payers only those of the report are compared. */
function ownOf(query: CostQuery, held: readonly PeriodSummary[]): CostQuery {
  const payers = [...new Set(held.flatMap(({ payerAccountId }) => payerAccountId ?? []))];
  const isTold = payers.length > 0 && held.every(({ payerAccountId }) => payerAccountId !== null);
  const filters = isTold
    ? [...query.filters, { dimension: "payerAccount", mode: "include", values: payers } as const]
    : query.filters;
  return { ...query, top: null, filters };
}

/** Asks both this computer and the table for the same months. */
export async function comparePlaces(
  query: CostQuery,
  pieces: readonly PieceAway[],
  held: readonly PeriodSummary[],
  here: (query: CostQuery) => Promise<CostAnswer>,
  asking: Asking,
): Promise<Read & PlacesCompared> {
  const ours: CostAnswer[] = [];
  for (const piece of pieces) ours.push(await here(piece.query));
  const told = [];
  for (const { report, query: asked } of pieces)
    told.push({ ...(await askInPlace(report, asked, asking)), pricePerTb: report.pricePerTb });
  const theirs = told.map(({ answer }) => answer);
  const surveys = told.flatMap((each) => each.surveys);
  const whole = { ...query, top: null };
  const joined = joinAnswers(whole, ours);
  return {
    periods: pieces.flatMap((piece) => periodsOf(piece.query.range)),
    currency: joined.currency,
    ways: bothWays(joined, joinAnswers(whole, theirs)),
    apart: periodsApart(held, surveys),
    ...readBy(told),
  };
}
