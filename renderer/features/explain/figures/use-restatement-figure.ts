import { computed } from "vue";
import type { ExplainedFigure, RestatementFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { restatementFigure } from "#core/restatement/explain-restatement.ts";
import { useDifferences, useRestatements } from "../../../queries/use-restatements.ts";

/** Asks again for both deliveries, by type of charge. */
export function useRestatementFigure(figure: () => RestatementFigure | null, names: () => ExplainNames) {
  const report = useRestatements(() => figure() !== null);
  const all = computed(() => report.value.value?.restatements ?? []);
  const restatement = computed(() => all.value.find(({ id }) => id === figure()?.restatementId) ?? null);
  const differences = useDifferences(() => {
    const asked = figure();
    if (asked === null || restatement.value === null || restatement.value.changedSums === null) return null;
    const { restatementId, metric, filters, currency } = asked;
    return { restatementId, metric, filters, currency, groupBy: "lineItemType" };
  });
  const told = computed((): ExplainedFigure | null => {
    const [asked, of] = [figure(), restatement.value];
    if (asked === null || of === null) return null;
    const isLatest = all.value.every(({ before }) => before.deliveryId !== of.after.deliveryId);
    return restatementFigure(asked, { restatement: of, byType: differences.value.value, isLatest }, names());
  });
  const state = computed(() =>
    restatement.value === null || restatement.value.changedSums === null
      ? report.state.value
      : differences.state.value,
  );
  return { told, state };
}
