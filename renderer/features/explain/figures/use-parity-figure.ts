import { computed } from "vue";
import type { ExplainedFigure, ParityFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { parityFigure } from "#core/parity/parity-figure.ts";
import { useParity, useParityPairs } from "../../../queries/use-parity.ts";

/** Asks again for both formats. */
export function useParityFigure(figure: () => ParityFigure | null, names: () => ExplainNames) {
  const pairs = useParityPairs(() => figure() !== null);
  const parity = useParity(() => {
    const asked = figure();
    if (asked === null) return null;
    const { leftId, rightId, metric, currency } = asked;
    return { leftId, rightId, metric, currency };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const pair = (pairs.value.value ?? []).find(
      ({ left, right }) => left.deliveryId === asked?.leftId && right.deliveryId === asked.rightId,
    );
    const answer = parity.value.value;
    if (asked === null || pair === undefined || answer === null) return null;
    return parityFigure(asked, { pair, answer }, names());
  });
  const state = computed(() => (pairs.value.value === null ? pairs.state.value : parity.state.value));
  return { told, state };
}
