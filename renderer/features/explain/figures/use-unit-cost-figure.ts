import { computed } from "vue";
import type { ExplainedFigure, UnitCostFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { costedPeriods, unitCostFigure, withPeriodBefore } from "#core/unit-economics/explain-unit-cost.ts";
import { costGranularity } from "#core/unit-economics/unit-costs.ts";
import { useAllocation } from "../../../queries/use-allocation.ts";
import { useAllocationModels } from "../../../queries/use-allocation-models.ts";
import { useBusinessMetrics } from "../../../queries/use-business-metrics.ts";
import { useAnsweredCosts } from "../../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../../queries/use-workspace-facts.ts";

/** Asks again for the costs of the period and of the one before it. */
export function useUnitCostFigure(figure: () => UnitCostFigure | null, names: () => ExplainNames) {
  const kept = useBusinessMetrics();
  const { active } = useAllocationModels();
  const schema = useWorkspaceSchema();
  const business = computed(
    () => (kept.value.value ?? []).find(({ id }) => id === figure()?.businessId) ?? null,
  );
  const asked = computed(() => {
    const question = figure();
    if (question === null || business.value === null) return null;
    const { metric, by, range, currency } = question;
    return {
      metric,
      currency,
      range: withPeriodBefore(range, by),
      granularity: costGranularity(business.value.grain),
    };
  });
  const bill = useAnsweredCosts(() => {
    const of = figure()?.of;
    return asked.value === null || of?.kind !== "bill"
      ? null
      : { ...asked.value, groupBy: [], filters: of.filters, top: null };
  });
  const units = useAllocation(() =>
    asked.value === null || active.value === null || figure()?.of.kind !== "units"
      ? null
      : { ...asked.value, model: active.value },
  );
  const held = computed(() => {
    const question = figure();
    const range = schema.value.value?.range ?? null;
    if (question === null || business.value === null || range === null || asked.value === null) return null;
    const within = { by: question.by, range: asked.value.range, held: range };
    if (question.of.kind === "bill") {
      const answered = bill.value.value;
      if (answered === null) return null;
      const costs = { kind: "bill", answer: answered.answer } as const;
      const periods = costedPeriods(business.value, active.value, costs, within);
      return { periods, currency: answered.answer.currency };
    }
    const answered = units.value.value;
    if (answered === null) return null;
    const { answer, question: allocated } = answered;
    const costs = { kind: "units", answer, model: allocated.model, unitId: question.of.unitId } as const;
    const periods = costedPeriods(business.value, active.value, costs, within);
    return { periods, currency: answer.currency };
  });
  const told = computed((): ExplainedFigure | null => {
    const question = figure();
    const now = held.value?.periods.at(-1);
    if (question === null || business.value === null || held.value === null || now === undefined) return null;
    const explained = {
      business: business.value,
      model: active.value,
      now,
      before: held.value.periods.at(-2) ?? null,
      currency: held.value.currency,
    };
    return unitCostFigure(question, explained, names());
  });
  const state = computed(() => {
    if (business.value === null) return kept.state.value;
    if (figure()?.of.kind === "bill") return bill.state.value;
    return active.value === null ? kept.state.value : units.state.value;
  });
  return { told, state };
}
