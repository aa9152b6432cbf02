import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { type UnitEconomics, unitEconomics } from "#core/unit-economics/by-unit.ts";
import { costGranularity, unitCosts } from "#core/unit-economics/unit-costs.ts";
import { companyFigures, unknownUnits } from "#core/unit-economics/unit-figures.ts";
import { useAllocation } from "../../queries/use-allocation.ts";
import { useAllocationModels } from "../../queries/use-allocation-models.ts";
import { useBusinessMetrics } from "../../queries/use-business-metrics.ts";
import { useAnsweredCosts } from "../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import type { AsyncState } from "../../ui/async-state.ts";
import { shownRange } from "./shown-range.ts";
import { linkTo, placeOf, type UnitPlace } from "./unit-place.ts";

/** Costs held against figures: one row for the bill, or one for each unit. */
export type UnitTable = { readonly currency: string | null; readonly rows: readonly UnitEconomics[] };

/** The open view of unit economics: its place, its questions and what they come to. */
export function useUnitView() {
  const route = useRoute();
  const router = useRouter();
  const exploration = useExplorationStore();
  const schema = useWorkspaceSchema();
  const kept = useBusinessMetrics();
  const { active } = useAllocationModels();

  const metrics = computed(() => kept.value.value ?? []);
  const place = computed(() => placeOf(route.params, metrics.value));
  const held = computed(() => schema.value.value?.range ?? null);
  const range = computed(() => {
    const { metric, by } = place.value;
    return metric === null || held.value === null || exploration.range === null
      ? null
      : shownRange(exploration.range, held.value, by, metric);
  });
  /** Usage has no common unit to be divided. */
  const costMetric = computed(() =>
    exploration.metric === "usageAmount" ? ("unblended" as const) : exploration.metric,
  );
  const asked = computed(() => {
    const { metric } = place.value;
    return metric === null || range.value === null
      ? null
      : {
          metric: costMetric.value,
          range: range.value,
          granularity: costGranularity(metric.grain),
          currency: exploration.currency,
        };
  });
  const billQuestion = computed((): CostQuery | null =>
    asked.value === null || place.value.of !== "bill"
      ? null
      : { ...asked.value, groupBy: [], filters: exploration.filters, top: null },
  );
  const unitQuestion = computed(() =>
    asked.value === null || place.value.of !== "units" || active.value === null
      ? null
      : { ...asked.value, model: active.value },
  );
  const bill = useAnsweredCosts(() => billQuestion.value);
  const units = useAllocation(() => unitQuestion.value);

  /** Only an answer to the very question in sight is held against its figures. */
  const table = computed((): UnitTable | null => {
    const { metric, by } = place.value;
    const now = asked.value;
    if (metric === null || held.value === null || now === null) return null;
    const question = { by, range: now.range, held: held.value };
    const isAnswer = ({
      range,
      granularity,
    }: {
      readonly range: unknown;
      readonly granularity: string;
    }): boolean => granularity === now.granularity && JSON.stringify(range) === JSON.stringify(now.range);
    if (place.value.of === "units") {
      const answered = units.value.value;
      if (answered === null || !isAnswer(answered.question)) return null;
      const { answer } = answered;
      return {
        currency: answer.currency,
        rows: unitEconomics(metric, answered.question.model, answer, question),
      };
    }
    const answered = bill.value.value;
    if (answered === null || !isAnswer(answered.query)) return null;
    const figures = companyFigures(metric, active.value);
    const periods = unitCosts({ ...question, metric, figures, costs: answered.answer });
    const row = { unitId: null, name: "All costs", depth: 0, basis: "company", periods } as const;
    return { currency: answered.answer.currency, rows: [row] };
  });
  const state = computed((): AsyncState<UnitTable> => {
    const of = place.value.of === "units" ? units.state.value : bill.state.value;
    for (const one of [schema.state.value, kept.state.value, of]) if (one.kind === "failed") return one;
    if (table.value === null) return { kind: "loading" };
    return { kind: "ready", value: table.value, isRefreshing: of.kind === "ready" && of.isRefreshing };
  });

  return {
    kept,
    metrics,
    place,
    held,
    range,
    model: active,
    state,
    costMetric,
    /** The bill's answer, for what it lacks. */
    answer: computed(() => bill.value.value?.answer ?? null),
    unknown: computed(() =>
      place.value.metric === null || active.value === null
        ? []
        : unknownUnits(place.value.metric, active.value),
    ),
    go: (patch: Partial<UnitPlace>): void =>
      void router.push(linkTo({ ...place.value, ...patch }, exploration.query)),
  };
}
