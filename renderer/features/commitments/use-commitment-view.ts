import { computed } from "vue";
import type { CommitmentQuery } from "#core/commitment/commitment.ts";
import { fitting } from "../../analysis/granularity-rules.ts";
import { useCommitments } from "../../queries/use-commitments.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useViewState } from "./use-view-state.ts";

/** The commitments (or one of them) in the period being looked at. */
export function useCommitmentView(arn: () => string | null) {
  const exploration = useExplorationStore();
  const query = computed((): CommitmentQuery | null => {
    const { range, granularity, currency, shownIn } = exploration;
    if (range === null) return null;
    return {
      range,
      granularity: fitting(granularity, range),
      currency,
      arn: arn(),
      byMonth: shownIn !== null,
    };
  });
  const answer = useCommitments(() => query.value);
  return { value: answer.value, state: useViewState(answer) };
}
