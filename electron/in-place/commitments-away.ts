import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import { type CommitmentPiece, commitmentsQuestion } from "#core/commitment/in-place/table-facts.ts";
import { refuse } from "#core/cost/athena/cannot-run.ts";
import { periodsOf, rangeOfPeriod } from "#core/time/period.ts";
import { askedAs, askEach, type PieceAway } from "./join-places.ts";
import { type OpenedReport, piecesAway, periodsIn, type WorkAway } from "./work-away.ts";

/** Commitments of this computer's months and of those in AWS as one answer, which is worked out here from the facts of both. */
export function commitmentsAway(query: CommitmentQuery): WorkAway<CommitmentPiece, CommitmentAnswer> {
  return {
    question: commitmentsQuestion,
    pieces(opened) {
      const pieces = piecesAway({ range: query.range, filters: [] }, opened);
      const [first] = pieces;
      if (first !== undefined && query.granularity === "hour")
        refuse(first.report.table.table, { type: "commitmentHours" });
      return [...pieces, ...newestAway(query, opened)];
    },
    async answer(pieces, { engine, asking }) {
      const asked = pieces.map(askedAs(commitmentsQuestion));
      const { answers, ...read } = await askEach(asked, asking);
      const away = {
        periods: answers.flatMap(({ periods }) => periods),
        rows: answers.flatMap(({ rows }) => rows),
      };
      const { signal } = asking;
      return { value: await engine.commitments.queryWithAway({ query, away }, { signal }), ...read };
    },
  };
}

/** The newest period tells which contracts are still to expire, whatever is asked for. */
function newestAway(
  { range }: CommitmentQuery,
  opened: readonly OpenedReport[],
): readonly PieceAway<CommitmentPiece>[] {
  const known = opened.flatMap(({ report, held, others }) => [
    ...report.table.partitions.keys(),
    ...periodsIn([...held, ...others]),
  ]);
  const newest = known.toSorted().at(-1);
  if (newest === undefined || periodsOf(range).includes(newest)) return [];
  return piecesAway({ range: rangeOfPeriod(newest), filters: [] }, opened);
}
