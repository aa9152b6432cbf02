import type { CommitmentFigure } from "#core/cost/explain/figure.ts";
import type { DateRange } from "#core/time/period.ts";
import type { Figure } from "../../analysis/commitment-figures.ts";
import { useExplorationStore } from "../../stores/exploration.ts";

/** Figures of the commitments in sight as questions how they are worked out. */
export function useCommitmentFigures(arn: () => string | null) {
  const exploration = useExplorationStore();
  return {
    questionOf: ({ of }: Pick<Figure, "of">): CommitmentFigure | null =>
      of === undefined ? null : figureOf(of, arn()),
    figureOf,
  };

  function figureOf(
    of: Pick<CommitmentFigure, "measure" | "scope">,
    one: string | null,
    within: DateRange | null = exploration.range,
  ) {
    const { currency } = exploration;
    return within === null
      ? null
      : ({ kind: "commitment", ...of, arn: one, range: within, currency } as const);
  }
}
