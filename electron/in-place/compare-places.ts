import { bothWays, periodsApart } from "#core/cost/athena/both-ways.ts";
import { costQuestion } from "#core/cost/athena/plan-athena.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { joinAnswers, stretchesOf } from "#core/cost/query/join-answers.ts";
import type { PlacesCompared } from "#core/in-place/in-place.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { fail } from "#core/result/failure.ts";
import { periodsOf } from "#core/time/period.ts";
import { askEach, costsAsked, type PieceAway, type Read } from "./join-places.ts";
import type { Asking } from "./paid-queries.ts";
import type { OpenedReport, WorkAway } from "./work-away.ts";

/** Months of one report that are here and in AWS, asked both ways. */
export function comparedAway(query: CostQuery): WorkAway<CostQuery, PlacesCompared> {
  return {
    question: costQuestion,
    pieces(opened) {
      const { from, to } = query.range;
      const pieces = opened.map((one) => piecesToCompare(query, one));
      return pieces.find((own) => own.length > 0) ?? fail("athena.nothing_to_compare", { from, to });
    },
    async answer(pieces, { engine, opened, asking }) {
      const held = opened.find(({ report }) => report === pieces[0]?.report)?.held ?? [];
      const here = (own: CostQuery) => engine.cost.query(own, { signal: asking.signal });
      const { periods, currency, ways, apart, ...read } = await comparePlaces(
        query,
        pieces,
        held,
        here,
        asking,
      );
      return { value: { periods, currency, ways, apart }, ...read };
    },
  };
}

/** Months of the question that the table and this computer both have, as questions of the table. */
function piecesToCompare(query: CostQuery, { report, held }: OpenedReport): readonly PieceAway[] {
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
async function comparePlaces(
  query: CostQuery,
  pieces: readonly PieceAway[],
  held: readonly PeriodSummary[],
  here: (query: CostQuery) => Promise<CostAnswer>,
  asking: Asking,
): Promise<Read & PlacesCompared> {
  const ours: CostAnswer[] = [];
  for (const piece of pieces) ours.push(await here(piece.query));
  const { answers, surveys, ...read } = await askEach(pieces.map(costsAsked), asking);
  const whole = { ...query, top: null };
  const joined = joinAnswers(whole, ours);
  return {
    periods: pieces.flatMap((piece) => periodsOf(piece.query.range)),
    currency: joined.currency,
    ways: bothWays(joined, joinAnswers(whole, answers)),
    apart: periodsApart(held, surveys),
    ...read,
  };
}
