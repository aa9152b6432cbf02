import { computed } from "vue";
import type { ExplainedFigure, RealisedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { realisedFigure } from "#core/finding/explain-realised.ts";
import { findingRule } from "#core/finding/registry.ts";
import { useFindingAssumptions, useFindingMarks, useMeasured } from "../../../queries/use-findings.ts";
import { useWorkspaceSchema } from "../../../queries/use-workspace-facts.ts";

/** Holds the accepted finding against later bills again. */
export function useRealisedFigure(figure: () => RealisedFigure | null, names: () => ExplainNames) {
  const schema = useWorkspaceSchema();
  const marks = useFindingMarks();
  const assumptions = useFindingAssumptions();
  const measured = useMeasured(() => {
    const mark = (marks.value.value ?? []).find(({ id }) => id === figure()?.findingId);
    if (mark?.accepted == null || assumptions.value.value === null) return null;
    const set = assumptions.value.value.map(({ finding, assumption, value }) => ({
      finding,
      id: assumption,
      value,
    }));
    return { marks: [mark], assumptions: set };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const rule = asked === null ? null : findingRule(asked.findingId);
    const [held] = measured.value.value ?? [];
    if (asked === null || rule === null || held === undefined || held.finding !== asked.findingId)
      return null;
    const hasNet = schema.value.value?.metrics.some(
      ({ id, available }) => id === "netAmortized" && available,
    );
    const metric = hasNet === true ? "netAmortized" : "amortized";
    return realisedFigure(asked, { rule, measured: held, metric }, names());
  });
  return { told, state: measured.state };
}
