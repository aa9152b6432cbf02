import { computed } from "vue";
import { anomalyFigure } from "#core/anomaly/explain-anomaly.ts";
import { seriesFilters } from "#core/anomaly/anomaly.ts";
import { filtersOf } from "#core/budget/budget.ts";
import { budgetFigure } from "#core/budget/explain-budget.ts";
import { unitFigure } from "#core/allocation/explain-unit.ts";
import { commitmentFigure } from "#core/commitment/explain-commitment.ts";
import type { ExplainedFigure, FigureQuestion } from "#core/cost/explain/figure.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { forecastFigure } from "#core/forecast/explain-forecast.ts";
import { useContainerFigure } from "./figures/use-container-figure.ts";
import { useFindingFigure } from "./figures/use-finding-figure.ts";
import { useInvoiceFigure } from "./figures/use-invoice-figure.ts";
import { useParityFigure } from "./figures/use-parity-figure.ts";
import { useRestatementFigure } from "./figures/use-restatement-figure.ts";
import { useUnitCostFigure } from "./figures/use-unit-cost-figure.ts";
import { useExplainNames } from "../../analysis/use-explain-names.ts";
import { commitmentName } from "../../format/commitments.ts";
import { forecastFacts } from "../../format/forecast.ts";
import { useAllocation } from "../../queries/use-allocation.ts";
import { useAllocationModels } from "../../queries/use-allocation-models.ts";
import { useBudgets, useBudgetStatuses } from "../../queries/use-budgets.ts";
import { useCommitments } from "../../queries/use-commitments.ts";
import { useDefinitions } from "../../queries/use-definitions.ts";
import { useForecast } from "../../queries/use-forecast.ts";
import { useJudgedAnomalies } from "../../queries/use-judged-anomalies.ts";
import { useFormat } from "../../stores/use-format.ts";
import type { AsyncState } from "../../ui/async-state.ts";

/** Asks again for what a figure is worked out from; `value` is null where there is nothing of the kind. */
export function useFigure(figure: () => FigureQuestion) {
  const format = useFormat();
  const { active } = useAllocationModels();
  const definitions = useDefinitions();
  const budgets = useBudgets();
  const judged = useJudgedAnomalies(() => figure().kind === "anomaly");
  const anomaly = computed(() => {
    const asked = figure();
    return asked.kind === "anomaly" ? judged.all.value.find(({ id }) => id === asked.anomalyId) : undefined;
  });
  const budget = computed(() => {
    const asked = figure();
    return asked.kind === "budget"
      ? ((budgets.value.value ?? []).find(({ id }) => id === asked.budgetId) ?? null)
      : null;
  });
  const budgetFilters = computed(() =>
    budget.value === null || definitions.value === null
      ? null
      : filtersOf(budget.value.scope, definitions.value),
  );
  const names = useExplainNames(() => [
    ...(budgetFilters.value ?? []),
    ...(active.value?.rules ?? []).flatMap(({ filters }) => filters),
    ...seriesFilters(anomaly.value?.series ?? []),
    ...filtersIn(figure()),
  ]);
  const own = {
    container: useContainerFigure(of("container"), () => names.value),
    unitCost: useUnitCostFigure(of("unitCost"), () => names.value),
    invoice: useInvoiceFigure(of("invoice"), () => names.value),
    restatement: useRestatementFigure(of("restatement"), () => names.value),
    parity: useParityFigure(of("parity"), () => names.value),
    finding: useFindingFigure(of("finding"), () => names.value),
  };
  const allocation = useAllocation(() => {
    const asked = figure();
    if (asked.kind !== "unit" || active.value === null) return null;
    const { metric, range, currency } = asked;
    return { model: active.value, metric, range, currency, granularity: "total" };
  });
  const commitments = useCommitments(() => {
    const asked = figure();
    if (asked.kind !== "commitment") return null;
    const { range, currency, arn } = asked;
    return { range, currency, arn, granularity: "total" };
  });
  const forecast = useForecast(() => {
    const asked = figure();
    if (asked.kind !== "forecast") return null;
    const { metric, currency, assumesRenewal } = asked;
    return { metric, filters: [], currency, assumesRenewal };
  });

  const statuses = useBudgetStatuses(() => (budget.value === null ? null : [budget.value]));
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    if (asked.kind === "unit") {
      const held = allocation.value.value;
      return held && unitFigure(asked, held.question.model, held.answer, names.value);
    }
    if (asked.kind === "anomaly") {
      const report = judged.report.value.value;
      if (anomaly.value === undefined || report?.kind !== "made") return null;
      const looked = { metric: judged.metric.value, currency: report.currency };
      return anomalyFigure(asked, anomaly.value, looked, names.value);
    }
    if (asked.kind === "budget") {
      const [status] = statuses.value.value ?? [];
      if (budget.value === null || status?.kind !== "evaluated") return null;
      const explained = { budget: budget.value, status, filters: budgetFilters.value };
      const facts = status.forecast.kind === "made" ? forecastFacts(format.value, status.forecast) : [];
      return budgetFigure(asked, explained, facts, names.value);
    }
    if (asked.kind === "forecast") {
      const ahead = forecast.value.value;
      if (ahead?.kind !== "made") return null;
      return forecastFigure(asked, ahead, forecastFacts(format.value, ahead), names.value);
    }
    if (asked.kind !== "commitment") return own[asked.kind].told.value;
    const answer = commitments.value.value;
    return answer && commitmentFigure(asked, answer, aboutCommitments(asked));
  });
  const state = computed((): AsyncState<ExplainedFigure | null> => {
    const asked = {
      unit: allocation.state,
      commitment: commitments.state,
      anomaly: judged.report.state,
      container: own.container.state,
      forecast: forecast.state,
      unitCost: own.unitCost.state,
      invoice: own.invoice.state,
      restatement: own.restatement.state,
      parity: own.parity.state,
      finding: own.finding.state,
      budget: budgets.value.value === undefined ? budgets.state : statuses.state,
    }[figure().kind].value;
    return asked.kind === "ready" ? { ...asked, value: told.value } : asked;
  });
  return { names, state };

  /** The figure while it is of a kind. */
  function of<K extends FigureQuestion["kind"]>(kind: K) {
    const isKind = (asked: FigureQuestion): asked is Extract<FigureQuestion, { kind: K }> =>
      asked.kind === kind;
    return (): Extract<FigureQuestion, { kind: K }> | null => {
      const asked = figure();
      return isKind(asked) ? asked : null;
    };
  }

  function aboutCommitments({ arn, scope, range }: Extract<FigureQuestion, { kind: "commitment" }>) {
    const one = commitments.value.value?.commitments.find((each) => each.arn === arn);
    const what = {
      all: "Savings Plans and reservations",
      savingsPlans: "Savings Plans",
      reservations: "Reservations",
    }[scope];
    return [
      one === undefined ? what : commitmentName(one),
      ...(arn === null ? [] : [arn]),
      format.value.range(range),
    ];
  }
}

function filtersIn(asked: FigureQuestion): readonly Filter[] {
  if (asked.kind === "restatement" || asked.kind === "container") return asked.filters;
  return asked.kind === "unitCost" && asked.of.kind === "bill" ? asked.of.filters : [];
}
