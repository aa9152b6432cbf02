import { computed } from "vue";
import { commitmentAccountFigure } from "#core/commitment/explain-account.ts";
import type { CommitmentAccountFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { useCommitments } from "../../../queries/use-commitments.ts";

/** Asks again for the commitments that the account bought or used. */
export function useCommitmentAccountFigure(
  figure: () => CommitmentAccountFigure | null,
  names: () => ExplainNames,
) {
  const commitments = useCommitments(() => {
    const asked = figure();
    if (asked === null) return null;
    const { range, currency, arn } = asked;
    return { range, currency, arn, granularity: "total" };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const answer = commitments.value.value;
    return asked === null || answer === null ? null : commitmentAccountFigure(asked, answer, names());
  });
  return { told, state: commitments.state };
}
