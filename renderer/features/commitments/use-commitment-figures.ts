import { rangeOfBucket } from "#core/cost/explain/cost-cell.ts";
import type { CommitmentAccountFigure, CommitmentFigure } from "#core/cost/explain/figure.ts";
import type { Figure } from "../../analysis/commitment-figures.ts";
import { useExplorationStore } from "../../stores/exploration.ts";

/** Figures of the commitments in sight as questions how they are worked out. */
export function useCommitmentFigures(arn: () => string | null) {
  const exploration = useExplorationStore();
  return {
    questionOf: ({ of }: Pick<Figure, "of">): CommitmentFigure | null =>
      of === undefined ? null : figureOf(of, arn()),
    figureOf,
    accountFigureOf,
  };

  function figureOf(
    of: Pick<CommitmentFigure, "measure" | "scope">,
    one: string | null,
    /** Of the range as it is; null for all of it. */
    bucket: string | null = null,
  ): CommitmentFigure | null {
    const { currency, range } = exploration;
    if (range === null) return null;
    const hour = bucket?.includes("T") === true ? bucket : null;
    return { kind: "commitment", ...of, arn: one, hour, range: rangeOfBucket(range, bucket), currency };
  }

  function accountFigureOf(
    of: Pick<CommitmentAccountFigure, "measure" | "account">,
    one: string | null,
  ): CommitmentAccountFigure | null {
    const { currency, range } = exploration;
    return range === null ? null : { kind: "commitmentAccount", ...of, arn: one, range, currency };
  }
}
