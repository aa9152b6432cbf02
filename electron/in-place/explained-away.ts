import { explainQuestion } from "#core/cost/athena/explain-athena.ts";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import { joinExplanations } from "#core/cost/explain/join-explanations.ts";
import { askEach } from "./join-places.ts";
import { piecesAway, type WorkAway } from "./work-away.ts";

/** What a number is made of, here and in AWS. */
export function explainedAway(cell: CostCell): WorkAway<CostCell, Explanation> {
  return {
    pieces: (opened) => piecesAway(cell, opened),
    question: explainQuestion,
    async answer(pieces, { engine, asking }) {
      const here = await engine.cost.explain({ cell, from: "store" }, { signal: asking.signal });
      const asked = pieces.map(({ report, query }) => ({ report, question: explainQuestion(query) }));
      const { answers, surveys: _surveys, ...read } = await askEach(asked, asking);
      return { value: joinExplanations(cell, [here, ...answers]), ...read };
    },
  };
}
