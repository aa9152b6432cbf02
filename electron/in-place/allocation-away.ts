import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  StatementQuery,
  StatementRow,
} from "#core/allocation/allocation-query.ts";
import { type AllocationKind, factsNeeded } from "#core/allocation/fact-questions.ts";
import {
  type FactsAway,
  type FactsPiece,
  factsQuestion,
  joinFacts,
} from "#core/allocation/in-place/facts-away.ts";
import { wholeMonths } from "#core/time/period.ts";
import type { EngineClient } from "../transport/client.ts";
import { askedAs, askEach } from "./join-places.ts";
import { piecesAway, type WorkAway } from "./work-away.ts";

/** Cost of a model's units in the months of this computer and of AWS. */
export function unitsAway(query: AllocationQuery): WorkAway<FactsPiece, AllocationAnswer> {
  return factsAway("units", query, (engine, away, options) =>
    engine.allocation.withAway.query({ query, away }, options),
  );
}

/** What each rule of a model takes, likewise. */
export function previewAway(query: AllocationQuery): WorkAway<FactsPiece, AllocationPreview> {
  return factsAway("preview", query, (engine, away, options) =>
    engine.allocation.withAway.preview({ query, away }, options),
  );
}

/** What makes up the cost of a unit, likewise. */
export function statementAway(query: StatementQuery): WorkAway<FactsPiece, readonly StatementRow[]> {
  return factsAway("chargeback", query, (engine, away, options) =>
    engine.allocation.withAway.statement({ query, away }, options),
  );
}

/** Facts of AWS, from which and its own this computer works out the answer. Weights of pools are those of whole months. */
function factsAway<T>(
  kind: AllocationKind,
  query: Parameters<typeof factsNeeded>[1],
  answer: (engine: EngineClient, away: FactsAway, options: { readonly signal: AbortSignal }) => Promise<T>,
): WorkAway<FactsPiece, T> {
  const needed = factsNeeded(kind, query);
  const range = kind === "preview" ? query.range : wholeMonths(query.range);
  return {
    question: factsQuestion,
    pieces: (opened) => piecesAway({ range, filters: [], needed }, opened),
    async answer(pieces, { engine, asking }) {
      const asked = pieces.map(askedAs(factsQuestion));
      const { answers, ...read } = await askEach(asked, asking);
      return { value: await answer(engine, joinFacts(answers), { signal: asking.signal }), ...read };
    },
  };
}
