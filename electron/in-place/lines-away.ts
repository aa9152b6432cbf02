import { refuse } from "#core/cost/athena/cannot-run.ts";
import { linesQuestion } from "#core/cost/athena/lines-athena.ts";
import type { LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { askedAs, askEach } from "./join-places.ts";
import { piecesAway, type WorkAway } from "./work-away.ts";

const NOTHING: LineItemPage = { columns: [], rows: [], totalRows: 0, totals: {} };

/** A page of the line items that are not on this computer; those that are here are listed by it alone. */
export function linesAway(query: LineItemQuery): WorkAway<LineItemQuery, LineItemPage> {
  return {
    question: linesQuestion,
    pieces(opened) {
      const pieces = piecesAway(query, opened);
      const [first, ...others] = pieces;
      // Pages of two lists are not those of one.
      return first === undefined || others.length === 0
        ? pieces
        : refuse(first.report.table.table, { type: "apart" });
    },
    async answer(pieces, { asking }) {
      const asked = pieces.map(askedAs(linesQuestion));
      const { answers, surveys: _surveys, ...read } = await askEach(asked, asking);
      return { value: answers[0] ?? NOTHING, ...read };
    },
  };
}
