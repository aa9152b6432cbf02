import { computed } from "vue";
import { fairShareFigure } from "#core/commitment/explain-fair-share.ts";
import type { ExplainedFigure, FairShareFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { useFairShare } from "../../../queries/use-commitments.ts";

/** Asks again for the shares of all accounts. */
export function useFairShareFigure(figure: () => FairShareFigure | null, names: () => ExplainNames) {
  const shares = useFairShare(() => {
    const asked = figure();
    return asked === null ? null : { range: asked.range, currency: asked.currency };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const answer = shares.value.value;
    return asked === null || answer === null ? null : fairShareFigure(asked, answer, names());
  });
  return { told, state: shares.state };
}
