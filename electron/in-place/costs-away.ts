import { costQuestion } from "#core/cost/athena/plan-athena.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { askPlaces } from "./join-places.ts";
import { piecesAway, type WorkAway } from "./work-away.ts";

/** One answer of this computer and of AWS. */
export function costsAway(query: CostQuery): WorkAway<CostQuery, CostAnswer> {
  return {
    pieces: (opened) => piecesAway(query, opened),
    question: costQuestion,
    async answer(pieces, { engine, asking }) {
      const { signal } = asking;
      const here = (own: CostQuery) => engine.cost.query(own, { signal });
      const { answer, ...read } = await askPlaces(query, pieces, here, asking);
      const labels = await engine.cost.labels({ dimensions: query.groupBy });
      return { value: labelled(answer, query.groupBy, labels), ...read };
    },
  };
}

/** Names of values, by dimension and value: tables have none. Names that the answer itself brings along stay. */
function labelled(
  answer: CostAnswer,
  dimensions: readonly DimensionRef[],
  labels: Readonly<Record<string, Readonly<Record<string, string>>>>,
): CostAnswer {
  const nameOf = (at: number, value: string | null): string | null =>
    value === null ? null : (labels[dimensions[at] ?? ""]?.[value] ?? null);
  const groups = answer.groups.map((group) => ({
    ...group,
    labels: group.labels.map((label, at) => label ?? nameOf(at, group.key[at] ?? null)),
  }));
  return { ...answer, groups };
}
